"""The working day: its date is fixed when it opens, and nothing is ever back-dated."""

from datetime import date

from counter.domain.journal import SYSTEM, NewEntry
from counter.services.identifiers import new_action_id
from counter.services.ports import Clock, Store
from counter.services.till_gate import holds_the_date, state_of


class OfficeDay:
    """The business date of this counter. It begins with a journal entry, never moves back, and outlives midnight."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._date: date | None = None

    @property
    def today(self) -> date:
        """The business date; the day begins if none has."""
        return self._date or self.begin()

    def begin(self) -> date:
        """Open today's day unless it, or a later one, is open. A clock set back keeps the later date.

        The date waits for a till that a person opened: work past midnight belongs to the day that it began in, and a
        till that was left open is counted before the next day begins.
        """
        today = self._clock.now().date()
        with self._store.read() as uow:
            last = uow.journal.last_of(["day-open"])
            waits = last is not None and holds_the_date(state_of(uow.journal))
        last_date = date.fromisoformat(last.business_date) if last else date.min
        if today > last_date and not waits:
            self._open(today)
            last_date = today
        self._date = last_date
        return last_date

    def _open(self, day: date) -> None:
        with self._store.write() as uow:
            at = self._clock.now().isoformat(timespec="seconds")
            payload = {"business_date": day.isoformat()}
            uow.journal.append(NewEntry(new_action_id(), "day-open", SYSTEM, day, at, payload))
            uow.commit()
