"""Deleting personal data when their time is over: previewed, by a dated policy, written down, the journal whole."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from counter.domain.journal import Actor, Json, NewEntry
from counter.domain.roles import Action
from counter.domain.staff import StaffMember
from counter.rules.retention import Held, RetentionPolicy, due, policy_on
from counter.services.identifiers import new_action_id
from counter.services.office_day import OfficeDay
from counter.services.permission import require
from counter.services.ports import Clock, Store, UnitOfWork

OpenTickets = Callable[[UnitOfWork], frozenset[str]]
"""The items (by item id) whose enquiry, complaint or claim still runs: their data stay."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a deletion on a day would delete, and under which policy."""

    policy: RetentionPolicy
    on: date
    due: tuple[Held, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        return dict(sorted(Counter(one.kind.value for one in self.due).items()))


class Privacy:
    """Previews and runs deletions."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        day: OfficeDay,
        policies: Sequence[RetentionPolicy],
        open_tickets: OpenTickets = lambda _uow: frozenset(),
    ) -> None:
        self._store = store
        self._clock = clock
        self._day = day
        self.policies = policies
        self._open_tickets = open_tickets

    def preview(self, by: StaffMember) -> Preview:
        """What is due today; nothing is changed."""
        require(by, Action.RETENTION_PREVIEW, self._day.today)
        with self._store.read() as uow:
            return self._due(uow)

    def delete(self, by: StaffMember) -> Preview:
        """Delete what is due today, in one transaction with its journal entry; returns what was deleted."""
        today = self._day.today
        require(by, Action.RETENTION_RUN, today)
        with self._store.write() as uow:
            found = self._due(uow)
            for one in found.due:
                uow.personal.erase(one)
            # Counts and days only: an entry that named the items would keep the way to their people.
            facts: dict[str, Json] = {
                "policy": found.policy.version,
                "law": found.policy.law,
                "deleted": found.counts,
                "accepted_until": max((one.accepted_on for one in found.due), default=date.min).isoformat(),
            }
            at = self._clock.now().isoformat(timespec="seconds")
            actor = Actor("person", by.staff_id)
            uow.journal.append(NewEntry(new_action_id(), "privacy-deletion", actor, today, at, facts))
            uow.commit()
        return found

    def _due(self, uow: UnitOfWork) -> Preview:
        today = self._day.today
        policy = policy_on(self.policies, today)
        kept = self._open_tickets(uow)
        held = (replace(one, open_ticket=one.item.partition(":")[2] in kept) for one in uow.personal.held())
        return Preview(policy, today, due(policy, held, today))
