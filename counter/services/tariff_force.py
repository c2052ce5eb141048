"""The tariffs in force: the shipped ones with the office's own published versions laid over them, as they are now."""

import threading
from dataclasses import replace
from datetime import date

from counter.domain.tariff_version import TariffVersion
from counter.errors import StorageTrouble
from counter.services.ports import Clock, Store, UnitOfWork
from counter.services.tariff_content import damaged, table_of
from tariffs.catalogue import Catalogue
from tariffs.problems import TariffError
from tariffs.schema import Table

LOOK_SECONDS = 2.0
"""How old the knowledge of what is in force may be while nobody pays; where somebody pays it is read anew."""


class TariffsInForce:
    """One catalogue for all who price; made anew when a version was published or retired, by whichever counter."""

    def __init__(self, base: Catalogue, store: Store, clock: Clock) -> None:
        self.base = base
        self._store = store
        self._clock = clock
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] = (0, 0)
        self._catalogue = base
        self._looked: float | None = None

    def now(self, uow: UnitOfWork | None = None) -> Catalogue:
        """What is in force at this moment, asked of the store, or within a transaction that is open already.

        StorageTrouble: unreadable, or tariff-damaged.
        """
        with self._lock:
            if uow is not None:
                return self._asked(uow)
            with self._store.read() as reading:
                return self._asked(reading)

    def _asked(self, uow: UnitOfWork) -> Catalogue:
        stamp = uow.tariffs.stamp()
        if stamp != self._stamp:
            try:
                self._catalogue = self.base.with_tables(_pricing(version) for version in uow.tariffs.in_force())
            except TariffError as error:
                raise damaged(error.source) from error
            self._stamp = stamp
        self._looked = self._clock.monotonic()
        return self._catalogue

    def lately(self) -> Catalogue:
        """What was in force within the last seconds; what was known before, while the store cannot be read."""
        looked = self._looked
        if looked is not None and 0 <= self._clock.monotonic() - looked < LOOK_SECONDS:
            return self._catalogue
        try:
            return self.now()
        except StorageTrouble:
            self._looked = self._clock.monotonic()
            return self._catalogue


def _pricing(version: TariffVersion) -> Table:
    """The table as it prices; one that was withdrawn before it began prices no day, nor does a shipped namesake."""
    table = table_of(version)
    withdrawn = table.valid_to is not None and table.valid_to < table.valid_from
    return replace(table, valid_from=date.min, valid_to=date.min) if withdrawn else table
