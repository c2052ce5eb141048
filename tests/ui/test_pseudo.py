"""A walk through the screens in a language that nobody speaks: nothing untranslated, no label cut off."""

from collections.abc import AsyncIterator

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from counter.ui.widgets.pane import Pane
from tests.ui.desk import MEMBERS, OFFICE, RECIPIENT, SENDER, World
from tests.ui.driving import app_of, fill, keys, message, put, sign_in, until
from tests.ui.pseudo import Pseudo, cut_off, speak, untranslated

SIZES = ((120, 36), (80, 24))
SCREENS = ("f3", "f4", "f5", "ctrl+o", "ctrl+n", "f1")
KEY_NAMES = "DOWN ENTER ESC PIN 中文/English"
DATA = " ".join((SENDER, RECIPIENT, *(name for _, name, _ in MEMBERS), *OFFICE.values(), KEY_NAMES, "赵磊 kg CN-GD"))
OF_FILES = {"Pane#about", "Choices#levels"}
"""Panes of sources and codes: what stands there is data, whose words carry no translation."""


async def _walk(pilot: Pilot[None], office: World) -> AsyncIterator[str]:
    """The names of the screens, each as it stands on the terminal now."""
    yield "sign-in"
    await keys(pilot, "9876", "<enter>")
    await until(pilot, lambda: "[pin-wrong]" in message(pilot), "the refusal")
    yield "refusal"
    await sign_in(pilot)
    yield "acceptance"
    await put(pilot, office, 3200)
    await fill(pilot)
    yield "inspection"
    await keys(pilot, "0")
    yield "money"
    here = pilot.app.screen
    for key in SCREENS:
        await pilot.press(key)
        await until(pilot, lambda: pilot.app.screen is not here, key)
        await pilot.pause(0.1)
        yield key
        while pilot.app.screen is not here:
            await pilot.press("escape")
            await pilot.pause(0.05)


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
async def test_every_word_came_through_a_translator(office: World, size: tuple[int, int]) -> None:
    found = []
    async with office.app("en").run_test(size=size) as pilot:
        await until(pilot, lambda: app_of(pilot).is_loaded, "the counter")
        speak(pilot, Pseudo())
        async for name in _walk(pilot, office):
            told = untranslated(pilot.app.screen, f"{DATA} {message(pilot)}")
            found += [f"{name}: {pane}: {words}" for pane, words in told if pane not in OF_FILES]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_no_label_is_cut_off_on_the_smallest_screen(office: World, language: str) -> None:
    found = []
    async with office.app(language).run_test(size=SIZES[-1]) as pilot:
        await until(pilot, lambda: app_of(pilot).is_loaded, "the counter")
        speak(pilot, Pseudo(language, longer=0))
        async for name in _walk(pilot, office):
            for pane in pilot.app.screen.query(Pane):
                label = pane.plain.replace("«", "").replace("»", "")
                if pane.has_class("label") and pane.region and cell_len(label) > pane.size.width:
                    found.append(f"{name}: {label}")
            found += [f"{name}: {line}" for pane, line in cut_off(pilot.app.screen) if pane.startswith("KeyLine")]
    assert not found, "\n".join(found)
