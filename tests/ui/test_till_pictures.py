"""Pictures of the till at work, of a close that is refused, and of a count, at two sizes, in both languages."""

from collections.abc import Awaitable, Callable

import pytest

from counter.domain.sale import Tender
from counter.services.identifiers import new_action_id
from counter.ui.screens.till import TillScreen
from counter.ui.widgets.field import Field
from tests.counter.services.people import member, pieces
from tests.ui.desk import World
from tests.ui.driving import Driver, keys
from tests.ui.till_driving import dialog, done, open_screen, sold, take_float

Snap = Callable[..., bool]
Prepare = Callable[[Driver, TillScreen, World], Awaitable[None]]


async def _at_work(pilot: Driver, screen: TillScreen, office: World) -> None:
    clerk = member(office.core, "zhangmin")
    sold(office, Tender("card", 2100, "T1"))
    office.core.money.till.drop(new_action_id(), clerk, pieces(2000))
    office.core.money.terminals.charge(new_action_id(), new_action_id(), "card", 900, clerk)
    screen.look()
    await done(pilot, screen)


async def _refused(pilot: Driver, screen: TillScreen, office: World) -> None:
    office.core.money.till_close.count(new_action_id(), member(office.core, "zhangmin"), pieces(20_000))
    sold(office)
    await keys(pilot, "z")
    await done(pilot, screen, "[count-stale]")


async def _counting(pilot: Driver, screen: TillScreen, office: World) -> None:
    await keys(pilot, "c")
    await dialog(pilot)
    await keys(pilot, "2", "<enter>", "1x")


@pytest.mark.parametrize(
    ("prepare", "size", "language"),
    [
        (_at_work, (80, 24), "zh"),
        (_at_work, (120, 36), "en"),
        (_refused, (80, 24), "en"),
        (_refused, (120, 36), "zh"),
        (_counting, (80, 24), "zh"),
    ],
    ids=["at-work-80x24-zh", "at-work-120x36-en", "refused-80x24-en", "refused-120x36-zh", "counting-80x24-zh"],
)
def test_the_till_looks_as_it_did(
    office: World, snap_compare: Snap, prepare: Prepare, size: tuple[int, int], language: str
) -> None:
    async def run(pilot: Driver) -> None:
        take_float(office, 20_000)
        screen = await open_screen(pilot)
        await prepare(pilot, screen, office)
        for field in pilot.app.screen.query(Field):
            field.cursor_blink = False
        await pilot.pause()

    assert snap_compare(office.app(language), terminal_size=size, run_before=run)
