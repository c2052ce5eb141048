"""What tariff versions there are: the shipped ones, and the office's own in whatever state."""

from dataclasses import dataclass
from datetime import date

from counter.domain.tariff_version import TariffAct, TariffVersion
from counter.services.office_day import OfficeDay
from counter.services.ports import Clock, Store, UnitOfWork
from counter.services.tariff_content import is_in_force, table_of
from counter.services.tariff_force import TariffsInForce
from counter.services.tariff_refusals import not_own, unknown
from tariffs import versions as life
from tariffs.check import check
from tariffs.problems import Problem
from tariffs.schema import Table


@dataclass(frozen=True, slots=True)
class Listed:
    """One version in the list. `status` is what it is on the business date; `own` is None for a shipped one."""

    table: Table
    status: str
    own: TariffVersion | None = None


class TariffShelf:
    """Everything about tariffs that can be looked at; it changes nothing."""

    def __init__(self, store: Store, clock: Clock, day: OfficeDay, force: TariffsInForce) -> None:
        self.store = store
        self.clock = clock
        self._day = day
        self.force = force

    @property
    def today(self) -> date:
        """The business date."""
        return self._day.today

    def listed(self) -> tuple[Listed, ...]:
        """All versions by id, the office's own in the place of shipped ones of the same id."""
        with self.store.read() as uow:
            own = {version.version_id: version for version in uow.tariffs.all()}
        today = self.today
        found = {info.id: self._shipped(info.id) for info in self.force.base.versions() if info.id not in own}
        found |= {name: Listed(table_of(v), life.status_on(table_of(v), today), v) for name, v in own.items()}
        return tuple(
            Listed(each.table, life.status_on(each.table, today), each.own) for _, each in sorted(found.items())
        )

    def get(self, version_id: str) -> Listed:
        """One version. UsageError unknown-tariff."""
        with self.store.read() as uow:
            own = uow.tariffs.get(version_id)
        return (
            Listed(table_of(own), life.status_on(table_of(own), self.today), own) if own else self._shipped(version_id)
        )

    def acts(self, version_id: str) -> tuple[TariffAct, ...]:
        """Who did what to a version, when and why, oldest first."""
        with self.store.read() as uow:
            return tuple(uow.tariffs.acts(version_id))

    def problems(self, table: Table) -> tuple[Problem, ...]:
        """What a supervisor should look at before a table is approved."""
        return check(table)

    def meetings(self) -> tuple[life.Meeting, ...]:
        """Overlaps and gaps between the versions that bind, where the office's own take part."""
        listed = self.listed()
        own = {each.table.id for each in listed if each.own}
        met = life.meetings(each.table for each in listed)
        return tuple(m for m in met if own & {m.earlier, m.later})

    def binding(self, uow: UnitOfWork) -> list[Table]:
        """Everything that prices sales on some day: the office's own, and shipped versions that none replaces."""
        own = {version.version_id: version for version in uow.tariffs.all()}
        base = self.force.base
        shipped = [ready.table for info in base.versions() if info.id not in own and (ready := base.ready(info.id))]
        return [*shipped, *(table_of(version) for version in own.values() if is_in_force(version))]

    def _shipped(self, version_id: str) -> Listed:
        ready = self.force.base.ready(version_id)
        if ready is None:
            raise unknown(version_id)
        return Listed(ready.table, life.status_on(ready.table, self.today))

    def own(self, uow: UnitOfWork, version_id: str) -> TariffVersion:
        """The office's own version. UsageError unknown-tariff; Refused wrong-status for one that was shipped."""
        version = uow.tariffs.get(version_id)
        if version is not None:
            return version
        if self.force.base.ready(version_id) is None:
            raise unknown(version_id)
        raise not_own(version_id)

    def at(self) -> str:
        """Now, as versions and the journal write it."""
        return self.clock.now().isoformat(timespec="seconds")
