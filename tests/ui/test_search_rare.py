"""What the screens say of papers: characters that none shows, told where they are typed, and each paper's name."""

import pytest

from counter.i18n import Translator
from counter.services.rare import unprintable
from counter.services.reprint import render
from counter.ui.screens.acceptance_steps import PARTIES
from counter.ui.widgets.pane import Pane
from counter.ui.widgets.paper_words import paper_word
from devices.printers.capabilities import model
from receipts.encoding import drawable, printable
from tests.receipts.samples import EVERY
from tests.ui.desk import World
from tests.ui.driving import Driver, acceptance, keys, sign_in, until
from tests.ui.test_search import NUMBER, _found, _jobs, _sell, _text


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


async def test_the_explanation_that_is_shown_can_be_printed_once_and_then_as_copies(office: World) -> None:
    async with office.app().run_test(size=(100, 40)) as pilot:
        await _sell(pilot, office)
        screen = await _found(pilot)
        await pilot.press("w")
        await until(pilot, lambda: bool(screen.explained), "the explanation")
        for copies in (0, 1):
            await pilot.press("r")
            await until(pilot, lambda copies=copies: len(_jobs(office, "tariff-explanation")) == copies + 1, "a job")  # type: ignore[misc]
            await until(pilot, lambda: not screen.is_busy, "the word of it")
        assert [job.copy_number for job in _jobs(office, "tariff-explanation")] == [0, 1]
        assert len(_jobs(office, "waybill")) == 1, "nothing else was printed"
        await until(pilot, lambda: "Price explanation: original" in _text(pilot, "#papers"), "it is among the papers")
        reader = _jobs(office, "tariff-explanation")[1]
    paper = render(reader, "text", model("generic-80")).decode()
    assert all(part in paper for part in ("COPY 1", NUMBER, "￥21.00", "2026-11-22 14:07"))
