"""What every act at the till needs: the counter's entries, its date and time, and what may be done now."""

from collections.abc import Mapping
from datetime import date

from counter.domain import accounts, ledger
from counter.domain.journal import Actor, Entry, Json, NewEntry
from counter.domain.ledger import Posting, merged
from counter.domain.roles import Action
from counter.domain.staff import StaffMember
from counter.domain.till import counted
from counter.errors import Refused, UsageError
from counter.services import permission
from counter.services.office_day import OfficeDay
from counter.services.ports import Clock, UnitOfWork
from counter.services.till_gate import TillState, state_of

Pieces = Mapping[int, int]
"""A count: how many pieces, by the worth of one in minor units."""


class TillBook:
    """Makes a counter's till entries."""

    def __init__(self, counter: str, clock: Clock, day: OfficeDay) -> None:
        self.counter = counter
        self._clock = clock
        self._day = day

    def today(self, clerk: StaffMember, action: Action) -> date:
        """The business date, if this person may do this on it. Refused by the table of roles."""
        today = self._day.today
        permission.require(clerk, action, today)
        return today

    def at(self) -> str:
        """The time as it is written down."""
        return self._clock.now().isoformat(timespec="seconds")

    def entry(
        self,
        kind: str,
        action_id: str,
        clerk: StaffMember,
        facts: Mapping[str, Json],
        postings: tuple[Posting, ...] = (),
    ) -> NewEntry:
        """A new entry in a person's name."""
        actor = Actor("person", clerk.staff_id)
        return NewEntry(action_id, kind, actor, self._day.today, self.at(), facts, merged(postings))

    def float_in(
        self, uow: UnitOfWork, kind: str, action_id: str, clerk: StaffMember, added: int, facts: dict[str, Json]
    ) -> Entry:
        """Float put into the drawer, owed back by the counter."""
        postings = (Posting(ledger.cash(self.counter), added), Posting(accounts.imprest(self.counter), -added))
        return uow.journal.append(self.entry(kind, action_id, clerk, facts | {"added": added}, postings))


def require_open(uow: UnitOfWork) -> TillState:
    """The state of a till that is open. Refused till-not-open."""
    state = state_of(uow.journal)
    if not state.is_open:
        raise Refused("till-not-open", "The till is not open.", "Open it first, with its float.")
    return state


def worth(pieces: Pieces) -> int:
    """What a count comes to. UsageError count-wrong."""
    try:
        return counted(pieces)
    except ValueError as error:
        raise UsageError(
            "count-wrong", "The count is wrong: {reason}.", "Count whole pieces of real money.", reason=str(error)
        ) from error


def pairs(pieces: Pieces) -> list[Json]:
    """A count as the journal holds it: the largest first, what there is none of left out."""
    return [[value, count] for value, count in sorted(pieces.items(), reverse=True) if count]


def refuse_negative(amount: int) -> None:
    """UsageError amount-negative."""
    if amount < 0:
        raise UsageError("amount-negative", "The amount is below zero.", "Use the way back for what goes back.")


def require_reason(reason: str) -> None:
    """Refused reason-missing."""
    if not reason.strip():
        raise Refused("reason-missing", "A reason is missing.", "Say why; it is printed and kept.")
