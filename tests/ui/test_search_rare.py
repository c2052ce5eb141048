"""Characters that no paper shows are told where they are typed, before anything is sold."""

import pytest

from counter.services.rare import unprintable
from counter.ui.screens.acceptance_steps import PARTIES
from counter.ui.widgets.pane import Pane
from receipts.encoding import drawable, printable
from tests.ui.desk import World
from tests.ui.driving import Driver, acceptance, keys, sign_in, until


def test_what_is_told_is_what_the_paper_replaces() -> None:
    assert unprintable("李雷 138", "䶮𬱖", "￥1.20，") == ()
    assert unprintable("😀李𠮷😀", "ก") == ("😀", "𠮷", "ก")
    for char in (chr(code) for code in (*range(0x20, 0x7F), *range(0x3000, 0x3003), *range(0x4E00, 0x9FA6), 0xFF01)):
        assert drawable(char) and printable(char) == char


def _note(pilot: Driver, row: str) -> str:
    return acceptance(pilot).query_one(f"#row-{row} .note", Pane).plain


@pytest.mark.parametrize("row", [*PARTIES, "contents"])
async def test_a_character_that_no_paper_shows_is_told_beside_its_field(office: World, row: str) -> None:
    async with office.app().run_test(size=(120, 40)) as pilot:
        screen = await sign_in(pilot)
        screen.set_focus(screen.query_one(f"#{row}"))
        await keys(pilot, "李龘")
        await pilot.pause()
        assert "〓" not in _note(pilot, row)
        await keys(pilot, "𠮷")
        await until(pilot, lambda: "! These print as 〓: 𠮷" in _note(pilot, row), "the note")
        await pilot.press("backspace")
        await until(pilot, lambda: "〓" not in _note(pilot, row), "the note's end")
