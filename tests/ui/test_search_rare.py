"""What the screens say of papers: characters that none shows, told where they are typed, and each paper's name."""

import pytest

from counter.i18n import Translator
from counter.services.rare import unprintable
from counter.ui.screens.acceptance_steps import PARTIES
from counter.ui.widgets.pane import Pane
from counter.ui.widgets.paper_words import paper_word
from receipts.encoding import drawable, printable
from tests.receipts.samples import EVERY
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


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_document_has_a_name_of_its_own(language: str) -> None:
    names = {kind: paper_word(Translator(language), kind) for kind in EVERY}
    assert len(set(names.values())) == len(names) and not set(names) & set(names.values())
