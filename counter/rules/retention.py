"""When personal data must go: a dated policy, asked item by item, so that a preview and the deletion agree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from counter.errors import UsageError
from counter.rules import loading
from counter.rules.loading import Table


class DataKind(Enum):
    """The personal data of an item: the sender's document, the two parties, the customs declaration."""

    IDENTITY = "identity"
    PARTY = "party"
    DECLARATION = "declaration"


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """How many days after acceptance each kind of data is kept, at home and abroad, from `valid_from` on."""

    version: str
    valid_from: date
    domestic_days: Mapping[DataKind, int]
    international_days: Mapping[DataKind, int]
    law: str
    confidence: str

    def last_day(self, kind: DataKind, accepted_on: date, *, abroad: bool) -> date:
        """Return the last day on which the data are kept."""
        days = self.international_days if abroad else self.domestic_days
        return accepted_on + timedelta(days=days[kind])


@dataclass(frozen=True, slots=True)
class Held:
    """Data of one item that may be due; `open_ticket`: an enquiry, complaint or claim runs, which keeps them."""

    item: str
    kind: DataKind
    accepted_on: date
    abroad: bool
    open_ticket: bool = False


def shipped_policies() -> tuple[RetentionPolicy, ...]:
    """Return the policies that come with the program."""
    return loading.entries(loading.shipped_table("retention.toml"), "policy", _policy, "retention.toml")


def policy_on(policies: Iterable[RetentionPolicy], on: date) -> RetentionPolicy:
    """Return the policy in force on a day, the newest; raises UsageError (no-retention-policy) where none is."""
    valid = [policy for policy in policies if policy.valid_from <= on]
    if not valid:
        raise UsageError("no-retention-policy", "No retention policy is in force", "Add one with an earlier date.")
    return max(valid, key=lambda policy: policy.valid_from)


def due(policy: RetentionPolicy, held: Iterable[Held], on: date) -> tuple[Held, ...]:
    """Return what must be deleted on a day: past its last day, and no ticket open."""
    return tuple(
        one
        for one in held
        if not one.open_ticket and policy.last_day(one.kind, one.accepted_on, abroad=one.abroad) < on
    )


def _policy(entry: Table) -> RetentionPolicy:
    head = loading.dated_head(entry)
    return RetentionPolicy(
        version=head.version,
        valid_from=head.valid_from,
        domestic_days=_days(entry, "domestic_days"),
        international_days=_days(entry, "international_days"),
        law=head.law,
        confidence=head.confidence,
    )


def _days(entry: Table, key: str) -> dict[DataKind, int]:
    row = entry[key]
    if not isinstance(row, dict):
        raise TypeError(f"{key} must be a table")
    days = {kind: row[kind.value] for kind in DataKind}
    if not all(isinstance(number, int) and number > 0 for number in days.values()):
        raise ValueError(f"{key} must be days above zero")
    return days
