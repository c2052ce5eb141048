"""Safety agreements with customers: made, looked at, ended. While one holds, its customer's items need no identity.

Rule: order 24 of 2018 of the Ministry of Transport (agreement customers whose staff and goods are known).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from counter.domain.identity import Agreement
from counter.domain.journal import Actor, Json, NewEntry
from counter.domain.roles import Action
from counter.domain.sanitise import clean_text
from counter.domain.staff import StaffMember
from counter.errors import UsageError
from counter.services.identifiers import new_action_id
from counter.services.office_day import OfficeDay
from counter.services.permission import require
from counter.services.ports import Clock, Sealer, Store, UnitOfWork
from counter.services.registering import customer_index


class Agreeing:
    """Keeps an office's safety agreements, each act with a journal entry."""

    def __init__(self, store: Store, clock: Clock, day: OfficeDay, sealer: Sealer) -> None:
        self._store = store
        self._clock = clock
        self._day = day
        self._sealer = sealer

    def all(self, by: StaffMember) -> Sequence[Agreement]:
        """Every agreement, ended ones too."""
        require(by, Action.LOOK_UP, self._day.today)
        with self._store.read() as uow:
            return uow.agreements.all()

    def agree(self, by: StaffMember, number: str, customer: str, valid_from: date, valid_to: date) -> Agreement:
        """Keep a new agreement, days inclusive. UsageError agreement-wrong, agreement-exists."""
        require(by, Action.ACCOUNT_EDIT, self._day.today)
        one = Agreement(clean_text(number).strip(), clean_text(customer).strip(), valid_from, valid_to)
        if not one.number or not one.customer or valid_to < valid_from:
            raise UsageError(
                "agreement-wrong",
                "The agreement has no number, no customer or no days.",
                "Give its number, the customer's name as on their forms, and both dates.",
            )
        with self._store.write() as uow:
            if _found(uow, one.number) is not None:
                raise UsageError(
                    "agreement-exists", "There is an agreement {number}.", "Take another number.", number=one.number
                )
            self._keep(uow, by, one, "made")
        return one

    def end(self, by: StaffMember, number: str) -> Agreement:
        """End an agreement: from today on its customer's senders are registered. UsageError agreement-unknown."""
        today = self._day.today
        require(by, Action.ACCOUNT_EDIT, today)
        with self._store.write() as uow:
            one = _found(uow, number)
            if one is None:
                raise UsageError(
                    "agreement-unknown",
                    "There is no agreement {number}.",
                    "Look it up: counter agreement list.",
                    number=number,
                )
            ended = replace(one, valid_to=min(one.valid_to, today - timedelta(days=1)))
            self._keep(uow, by, ended, "ended")
        return ended

    def _keep(self, uow: UnitOfWork, by: StaffMember, one: Agreement, what: str) -> None:
        index = customer_index(self._sealer, one.customer)
        # The journal is for ever and names no people: the customer stands there by keyed index only.
        facts: dict[str, Json] = {
            "number": one.number,
            "what": what,
            "from": one.valid_from.isoformat(),
            "to": one.valid_to.isoformat(),
            "customer": index,
        }
        uow.agreements.save(one, index)
        at = self._clock.now().isoformat(timespec="seconds")
        actor = Actor("person", by.staff_id)
        uow.journal.append(NewEntry(new_action_id(), "agreement", actor, self._day.today, at, facts))
        uow.commit()


def _found(uow: UnitOfWork, number: str) -> Agreement | None:
    return next((one for one in uow.agreements.all() if one.number == clean_text(number).strip()), None)
