"""The life of a version: draft, checked, approved by a second supervisor, in force from its date, retired.

In force means unchangeable. Two versions of the same line never overlap; a gap between them is reported, not forbidden:
on those days the service is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from tariffs.check import check
from tariffs.problems import Problem, Text, both
from tariffs.schema import BINDING, Table

_DAY = timedelta(days=1)
_FAR = date.max

Line = tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""What two versions must have in common to succeed each other: service, places, channels, variant."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a version cannot take a step of its life."""

    code: str
    message: Text
    advice: Text


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two versions of one service that overlap, or the days between them that none covers."""

    kind: str
    service: str
    earlier: str
    later: str
    first: date
    last: date


def editable(table: Table) -> bool:
    """Whether the table may still be changed: drafts, and checked tables (which become drafts again)."""
    return table.status in ("draft", "checked")


def new_draft(table: Table, table_id: str) -> Table:
    """A draft to follow a version: the same content under a new id, with no approval and no end."""
    return replace(table, id=table_id, status="draft", approved_by="", valid_to=None, valid_from_assumed=False)


def marked_checked(table: Table) -> Table | tuple[Problem, ...]:
    """The draft as checked; or the errors that stand in the way. Warnings do not."""
    errors = tuple(problem for problem in check(table) if problem.severity == "error")
    return errors or replace(table, status="checked")


def approved(table: Table, by: str, author: str) -> Table | Refused:
    """The checked table as approved by a supervisor who is not its author."""
    if table.status != "checked":
        return _wrong_status(table, "checked")
    if not by or by == author:
        return Refused(
            "same-person",
            both("批准人不能是编制人", "The author cannot approve their own table"),
            both("请另一位主管批准", "Ask a second supervisor"),
        )
    return replace(table, status="approved", approved_by=by)


def published(table: Table, from_day: date, today: date, others: Iterable[Table]) -> tuple[Table, ...] | Refused:
    """The approved table in force from a day, and with it those that it ends: each retired the day before.

    Refused: a day that has passed, a table that is not approved, or one that starts later than this on the same line.
    """
    refusal = _unpublishable(table, from_day, today)
    if refusal is not None:
        return refusal
    new = replace(table, status="in-force", valid_from=from_day, valid_from_assumed=False)
    ended = []
    for old in others:
        if old.id == new.id or not _same_line(old, new) or not _overlap(old, new):
            continue
        if old.valid_from >= from_day:
            return Refused(
                "later-version",
                both(f"{old.id} 从 {old.valid_from} 起有效", f"{old.id} already starts on {old.valid_from}"),
                both("请改日期，或先撤回该版本", "Choose another day, or withdraw that version first"),
            )
        ended.append(retired(old, from_day - _DAY))
    return (new, *ended)


def _unpublishable(table: Table, from_day: date, today: date) -> Refused | None:
    if table.status != "approved":
        return _wrong_status(table, "approved")
    if from_day < today:
        return Refused(
            "past-date",
            both(f"生效日 {from_day} 已过", f"{from_day} has passed"),
            both("请选今天或以后的日期", "Choose today or a later day"),
        )
    if table.valid_to is not None and table.valid_to < from_day:
        return Refused(
            "ends-before",
            both(f"失效日 {table.valid_to} 早于生效日", f"The table ends on {table.valid_to}, before it starts"),
            both("请改失效日", "Change valid_to"),
        )
    return None


def retired(table: Table, last_day: date) -> Table:
    """The table with its last day. Its prices and its hash stay; the status follows when the day has passed."""
    return replace(table, valid_to=last_day)


def status_on(table: Table, day: date) -> str:
    """What a version is on a day: an approved one waits, one in force becomes retired after its last day."""
    if table.status == "in-force" and table.valid_to is not None and day > table.valid_to:
        return "retired"
    if table.status == "in-force" and day < table.valid_from:
        return "approved"
    return table.status


def meetings(tables: Iterable[Table]) -> tuple[Meeting, ...]:
    """Overlaps and gaps between the versions of each service, in order of service and date. Drafts are left out."""
    lines: dict[Line, list[Table]] = {}
    for table in tables:
        if table.status in BINDING:
            for line in _lines(table):
                lines.setdefault(line, []).append(table)
    found = []
    for line in sorted(lines):
        versions = sorted(lines[line], key=lambda table: table.valid_from)
        for earlier, later in pairwise(versions):
            found += _meeting(line[0], earlier, later)
    return tuple(found)


def _meeting(service: str, earlier: Table, later: Table) -> list[Meeting]:
    end = earlier.valid_to or _FAR
    if end >= later.valid_from:
        last = min(end, later.valid_to or _FAR)
        return [Meeting("overlap", service, earlier.id, later.id, later.valid_from, last)]
    if end + _DAY < later.valid_from:
        return [Meeting("gap", service, earlier.id, later.id, end + _DAY, later.valid_from - _DAY)]
    return []


def _lines(table: Table) -> list[Line]:
    scope = table.scope
    places = tuple(sorted(scope.destinations)) + tuple("-" + code for code in sorted(scope.except_destinations))
    return [(code, tuple(sorted(scope.origins)), places, scope.channels, scope.with_options) for code in table.services]


def _same_line(one: Table, other: Table) -> bool:
    return not set(_lines(one)).isdisjoint(_lines(other))


def _overlap(one: Table, other: Table) -> bool:
    return one.valid_from <= (other.valid_to or _FAR) and other.valid_from <= (one.valid_to or _FAR)


def _wrong_status(table: Table, needed: str) -> Refused:
    return Refused(
        "wrong-status",
        both(f"状态是 {table.status}，应为 {needed}", f"The table is {table.status}, not {needed}"),
        both("请按步骤：检查、批准、发布", "Follow the steps: check, approve, publish"),
    )
