"""Pictures of a normal and an error state of sign-in and acceptance, at two sizes, in both languages."""

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from counter.ui.screens.acceptance import AcceptanceScreen
from counter.ui.widgets.field import Field
from devices.link import LinkState
from tests.ui.desk import World
from tests.ui.driving import fill, keys, message, put, sign_in, until

SIZES = ((80, 24), (120, 36))
LANGUAGES = ("zh", "en")
Snap = Callable[..., bool]
Prepare = Callable[[Pilot[None], World], Awaitable[None]]


async def _names(pilot: Pilot[None], _office: World) -> None:
    await pilot.pause(0.5)


async def _wrong_pin(pilot: Pilot[None], _office: World) -> None:
    await keys(pilot, "9876", "<enter>")
    await until(pilot, lambda: "[pin-wrong]" in message(pilot), "the refusal")


async def _priced(pilot: Pilot[None], office: World) -> None:
    await sign_in(pilot)
    await put(pilot, office, 3200)
    await fill(pilot)
    await keys(pilot, "0", "50")


async def _prohibited_and_out_of_paper(pilot: Pilot[None], office: World) -> None:
    await sign_in(pilot)
    await put(pilot, office, 3200)
    await fill(pilot, contents="打火机 1")
    office.device("printer", LinkState.PAPER_OUT)
    office.scale.unplug()
    await pilot.pause(0.5)
    await keys(pilot, "<f10>")


STATES: dict[str, Prepare] = {
    "names": _names,
    "wrong-pin": _wrong_pin,
    "priced": _priced,
    "prohibited": _prohibited_and_out_of_paper,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("state", STATES)
def test_the_screen_looks_as_it_did(
    office: World, snap_compare: Snap, state: str, size: tuple[int, int], language: str
) -> None:
    async def prepare(pilot: Pilot[None]) -> None:
        await STATES[state](pilot, office)
        for field in pilot.app.screen.query(Field):
            field.cursor_blink = False
        if isinstance(pilot.app.screen, AcceptanceScreen):
            pilot.app.screen.show()
        await pilot.pause()

    assert snap_compare(office.app(language), terminal_size=size, run_before=prepare)
