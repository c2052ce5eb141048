"""Papers previewed as pictures: the terminal gets them in its own language, and text where it can't."""

import base64
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from io import BytesIO

import pytest
from PIL import Image
from textual.geometry import Region
from textual.widget import Widget

from counter.services.reprint import Reprint, render
from counter.ui.app import CounterApp
from counter.ui.screens.search import SearchScreen
from counter.ui.signing import SignInView
from counter.ui.widgets.lines import KeyLine
from counter.ui.widgets.pane import Pane
from counter.ui.widgets.paper_picture import PaperPicture, cells_of, picture_way
from devices.printers.capabilities import model
from tests.ui.desk import MEMBERS, OFFICE, World
from tests.ui.driving import Driver, acceptance, until
from tests.ui.test_search import NUMBER, _found, _sell, _text

TERMINALS: list[tuple[dict[str, str], str]] = [
    ({"TERM": "xterm-kitty"}, "kitty"),
    ({"TERM": "xterm-ghostty"}, "kitty"),
    ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, "kitty"),
    ({"TERM": "foot"}, "sixel"),
    ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "sixel"),
    ({"TERM": "xterm-256color", "KONSOLE_VERSION": "240202"}, "sixel"),
    ({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, ""),
    ({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux-0/default,1,0"}, ""),
    ({"TERM": "screen", "KITTY_WINDOW_ID": "1"}, ""),
    ({"TERM": "xterm-256color"}, ""),
    ({"TERM": "linux"}, ""),
    ({}, ""),
]


@pytest.mark.parametrize(("environment", "way"), TERMINALS)
def test_a_terminal_is_known_by_what_it_says_of_itself(environment: Mapping[str, str], way: str) -> None:
    assert picture_way("auto", environment, headless=False) == way
    assert picture_way("auto", environment, headless=True) == ""
    assert picture_way("off", environment, headless=False) == ""
    assert picture_way("sixel", environment, headless=True) == "sixel"


def _app(office: World, preview: str) -> CounterApp:
    desk = office.desk()
    configured = replace(desk, config=replace(desk.config, preview=preview))
    return CounterApp(lambda: configured, SignInView(OFFICE, "02", MEMBERS), language="en")


async def _preview(pilot: Driver, office: World) -> tuple[SearchScreen, bytes]:
    """A waybill's preview, and the picture that printing it again would make."""
    await _sell(pilot, office)
    screen = await _found(pilot)
    await pilot.press("p")
    await until(pilot, lambda: "COPY 1: so it prints" in _text(pilot), "the preview")
    queued = Reprint(office.core.store, office.clock, office.core.day).queue(NUMBER, "waybill", screen.clerk)
    return screen, render(queued, "png", model("generic-80"))


def test_a_picture_takes_the_cells_it_needs_and_no_more_than_there_are() -> None:
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (576).to_bytes(4, "big") + (2000).to_bytes(4, "big")
    assert cells_of(png, (10, 20), 100) == (58, 100)
    assert cells_of(png, (8, 16), 72) == (72, 125)
    assert cells_of(png, (10, 20), 36) == (36, 63)


async def test_kitty_gets_the_very_picture_and_v_turns_it_into_text(
    office: World, capfd: pytest.CaptureFixture[str]
) -> None:
    async with _app(office, "kitty").run_test(size=(100, 40)) as pilot:
        screen, expected = await _preview(pilot, office)
        picture = screen.query_one(PaperPicture)
        await until(pilot, lambda: picture.size.height > 20, "the picture")
        assert _text(pilot) == "Waybill, COPY 1: so it prints"
        sent = "".join(re.findall(r"\x1b_G[^;\x1b]*f=100[^;\x1b]*;([^\x1b]*)\x1b\\", capfd.readouterr().out))
        shown, paper = Image.open(BytesIO(base64.b64decode(sent))), Image.open(BytesIO(expected))
        assert shown.width >= paper.width, "dot for dot, and longer than the screen"
        assert abs(shown.width / shown.height - paper.width / paper.height) < 0.02
        assert "\U0010eeee" in _told(picture.children[0])
        assert "Text/picture" in screen.query_one(KeyLine).plain
        await pilot.press("v")
        await until(pilot, lambda: NUMBER in _text(pilot), "the text form")
        assert not picture.display
        await pilot.press("v", "escape")
        await until(pilot, lambda: "What happened to it" in _text(pilot), "the item")
        assert not picture.display


async def test_sixel_gets_its_own_language(office: World) -> None:
    async with _app(office, "sixel").run_test(size=(100, 40)) as pilot:
        screen, _ = await _preview(pilot, office)
        picture = screen.query_one(PaperPicture)
        await until(pilot, lambda: picture.size.height > 20, "the picture")
        told = _told(picture.query("_ImageSixelImpl").first())
        assert "\x1bP" in told and told.count("\x1b\\") == 1


async def test_switched_off_and_in_a_plain_terminal_it_is_text_and_nothing_is_loaded(office: World) -> None:
    async with _app(office, "off").run_test(size=(80, 24)) as pilot:
        screen, _ = await _preview(pilot, office)
        assert NUMBER in _text(pilot) and not screen.query_one(PaperPicture).children
        assert "Text/picture" not in screen.query_one(KeyLine).plain


def test_a_plain_terminal_never_loads_the_pictures() -> None:
    code = """
import sys
import counter.ui.screens.search
print(sorted({"textual_image", "PIL"} & set(sys.modules)))
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_loading_asks_the_terminal_nothing() -> None:
    # The library asks when it is loaded; within a running screen the answers would come as keys.
    code = """
import os, pty, select
child, terminal = pty.fork()
if child == 0:
    from counter.ui.widgets.paper_picture import _unasked
    with _unasked():
        import textual_image.widget
    os._exit(0)
said = b""
while select.select([terminal], [], [], 10)[0]:
    try:
        said += os.read(terminal, 100)
    except OSError:
        break
print(said, os.waitpid(child, 0)[1])
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "b'' 0"


def _shows(pane: Pane, grams: int) -> bool:
    return f"{grams // 1000}.{grams % 1000:03d}" in pane.plain


def _told(widget: Widget) -> str:
    """What the terminal is told of a widget, control sequences and all."""
    return "".join(segment.text for strip in widget.render_lines(widget.size.region) for segment in strip)


async def test_a_covered_screen_that_changes_does_not_draw_the_one_above_it(
    office: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with _app(office, "off").run_test(size=(80, 24)) as pilot:
        screen, _ = await _preview(pilot, office)
        await pilot.pause(0.5)
        drawn: list[object] = []
        draw = SearchScreen.refresh

        def refresh(self: SearchScreen, *regions: Region, **how: bool) -> SearchScreen:
            drawn.append(regions)
            return draw(self, *regions, **how)

        monkeypatch.setattr(SearchScreen, "refresh", refresh)
        beneath = acceptance(pilot).query_one("#weight", Pane)
        for grams in (1250, 850, 1250):
            office.scale.put(grams)
            await until(pilot, partial(_shows, beneath, grams), "the weight beneath")
            await pilot.pause(0.1)
        assert screen.is_current and drawn == []
        await pilot.press("escape", "escape")
        await until(pilot, lambda: "1.250" in _text(pilot, "#weight"), "the weight as it is now")
