"""Between a table and its kept version: TOML text and back, the lines it prices, and its errors as the counter's."""

import tomllib
from dataclasses import replace
from datetime import date

from counter.domain.tariff_version import DRAFT, IN_FORCE, TariffVersion
from counter.errors import CounterError, Refused, StorageTrouble, UsageError
from tariffs.document import content_hash, read_leniently
from tariffs.editing import EditError
from tariffs.problems import Problem, TariffError, Text
from tariffs.schema import Table
from tariffs.versions import Refused as TariffRefused
from tariffs.writing import toml_text

EDITABLE = ("draft", "checked")


def version_of(table: Table, *, author: str, at: str, origin: str, revision: int = 1) -> TariffVersion:
    """A table as a version to keep."""
    return TariffVersion(
        version_id=table.id,
        status=table.status,
        revision=revision,
        content=toml_text(table),
        hash=content_hash(table),
        valid_from=table.valid_from.isoformat(),
        valid_to=table.valid_to.isoformat() if table.valid_to else "",
        author=author,
        approved_by=table.approved_by,
        changed_at=at,
        origin=origin,
    )


def table_of(version: TariffVersion) -> Table:
    """The table of a version, with the status and dates that the version has now.

    A draft may be half done and is read as far as it goes. StorageTrouble tariff-damaged where a binding version's
    content is not what was approved.
    """
    try:
        document = tomllib.loads(version.content)
    except tomllib.TOMLDecodeError as error:
        raise damaged(version.version_id) from error
    document |= {
        "status": version.status,
        "approved_by": version.approved_by,
        "valid_from": date.fromisoformat(version.valid_from),
    }
    if version.valid_to:
        document["valid_to"] = date.fromisoformat(version.valid_to)
    table, problems = read_leniently(document)
    binding = version.status not in EDITABLE
    if binding and (problems or content_hash(table) != version.hash):
        raise damaged(version.version_id)
    return table


def lines_of(table: Table) -> list[str]:
    """What a version prices, one text for each service: two that share one succeed each other."""
    scope = table.scope
    places = [*sorted(scope.destinations), *(f"-{code}" for code in sorted(scope.except_destinations))]
    parts = (sorted(scope.origins), places, scope.channels, scope.with_options)
    return ["|".join([code, *(",".join(part) for part in parts)]) for code in table.services]


def is_own_draft(version: TariffVersion) -> bool:
    """Whether it may still be changed."""
    return version.status in EDITABLE


def is_in_force(version: TariffVersion) -> bool:
    """Whether it was published."""
    return version.status == IN_FORCE


def as_draft(table: Table) -> Table:
    """A table as it comes from outside: nothing is approved by what a file says."""
    return replace(table, status=DRAFT, approved_by="")


def refused(code: str, message: Text, advice: Text) -> Refused:
    """A tariff's own refusal as an error of the counter; its texts carry both languages as they came."""
    return Refused(code, "{text}", "{advice_text}", text=message, advice_text=advice)


def as_error(answer: TariffRefused | EditError) -> Refused:
    """Why a version cannot take a step, or a cell its value."""
    return refused(answer.code, answer.message, answer.advice)


def faulty(error: TariffError) -> CounterError:
    """What keeps a file from being a table: how many faults, and the first."""
    return unsound(error.source, error.problems)


def unsound(source: str, problems: tuple[Problem, ...]) -> CounterError:
    """That a table has faults, and the first of them."""
    first = problems[0]
    return UsageError(
        "tariff-faults",
        "{source} has {count} faults; the first is at {place}: {text}",
        "{advice_text}",
        source=source,
        count=len(problems),
        place=first.place or "-",
        text=first.message,
        advice_text=first.advice,
    )


def damaged(version_id: str) -> StorageTrouble:
    """That what prices sales is not what was approved."""
    return StorageTrouble(
        "tariff-damaged",
        "The tariff {version} is not what was approved.",
        "Sell nothing with it: restore the database from a backup, then run: counter audit verify",
        version=version_id,
    )
