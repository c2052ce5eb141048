"""The business date is fixed and never moves back."""

from datetime import date

from counter.bootstrap.core import Core
from counter.services.office_day import OfficeDay
from tests.support import FakeClock


def test_a_day_outlives_midnight_until_the_next_begins(core: Core, clock: FakeClock) -> None:
    assert core.day.begin() == date(2026, 11, 22)
    clock.pass_time(hours=20)
    assert core.day.today == date(2026, 11, 22)
    assert core.day.begin() == date(2026, 11, 23)


def test_a_clock_set_back_keeps_the_later_date(core: Core, clock: FakeClock) -> None:
    core.day.begin()
    clock.pass_time(days=-3)
    assert OfficeDay(core.store, clock).begin() == date(2026, 11, 22)


def test_a_day_begins_once(core: Core) -> None:
    for _ in range(3):
        core.day.begin()
    with core.store.read() as uow:
        assert uow.journal.head().seq == 1
