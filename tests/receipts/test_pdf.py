import random
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from devices.fonts import han_font_path
from receipts.blocks import Document, Mark, Number, Text
from receipts.documents import build
from receipts.hanfont import han_font
from receipts.pdf.pages import SIZES, paginated
from receipts.pdf.pieces import Words
from receipts.render import to_pdf
from tests.receipts.samples import EVERY, LONG_ADDRESS, LONG_NAME, PEOPLE, RARE_NAME, WAYBILL, addressed


def text_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


@pytest.mark.parametrize("kind", EVERY)
def test_every_word_can_be_selected_and_searched(kind: str) -> None:
    document = build(EVERY[kind])
    found = text_of(to_pdf(document))
    for page in paginated(document, document.page):
        for run in page.runs:
            if isinstance(run, Words):
                assert "".join(run.text.split()) in found


def test_a_second_reader_finds_the_chinese_too() -> None:
    page = pypdfium2.PdfDocument(to_pdf(build(WAYBILL)))[0]
    assert page.get_textpage().search("中关村大街").get_next() is not None


@pytest.mark.parametrize("name", SIZES)
@pytest.mark.parametrize("who", PEOPLE)
def test_nothing_leaves_the_page(name: str, who: str) -> None:
    for snapshot in EVERY.values():
        for page in paginated(build(addressed(PEOPLE[who], snapshot)), name):
            for run in page.runs:
                if isinstance(run, Words):
                    width = sum(han_font().advance(han_font().glyph(ord(char))) for char in run.text)
                    assert run.x >= -0.01
                    assert run.x + width * run.size / 1000 <= page.width
                    assert 0 < run.y <= page.height


@pytest.mark.parametrize("name", SIZES)
def test_long_names_shrink_wrap_and_go_on_overleaf(name: str) -> None:
    found = text_of(to_pdf(build(addressed(PEOPLE["long"], WAYBILL)), name))
    assert LONG_NAME in found
    assert LONG_ADDRESS in found
    assert ("seeoverleaf" in found) == (name.startswith("label") or name.startswith("A"))


def test_a_label_takes_one_page_a_part() -> None:
    for name in ("label-100x150", "label-76x130", "A6", "A5", "A4"):
        assert len(paginated(build(WAYBILL), name)) == 2


def test_what_is_longer_than_a_page_goes_on_with_its_number_and_mark() -> None:
    much = replace(WAYBILL, terms={"zh": "条款。" * 2000})
    pages = PdfReader(BytesIO(to_pdf(build(much, Mark(2))))).pages
    assert len(pages) > 3
    for page in list(pages)[2:]:
        head = page.extract_text()
        assert "PA12345678901" in head
        assert "COPY 2" in head


def test_the_number_stands_on_one_line() -> None:
    for number in ("PA12345678901", "X" * 40):
        document = Document("test", "", "", (Number(number, size=3),))
        for name in SIZES:
            words = [run.text for page in paginated(document, name) for run in page.runs if isinstance(run, Words)]
            assert words == [number]


def test_rare_characters_are_embedded_and_drawn() -> None:
    pdf = to_pdf(build(addressed(PEOPLE["rare"], WAYBILL)))
    assert RARE_NAME in text_of(pdf)
    with_name, without = (
        pypdfium2.PdfDocument(to_pdf(Document("test", "", "", (Text(text),))))[0].render(scale=3).to_pil()
        for text in (RARE_NAME, "〓〓")
    )
    assert with_name.tobytes() != without.tobytes()


def test_the_same_document_makes_the_same_bytes() -> None:
    assert to_pdf(build(WAYBILL)) == to_pdf(build(WAYBILL))


def test_an_unknown_paper_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="unknown paper foolscap: label-100x150"):
        to_pdf(build(WAYBILL), "foolscap")


def test_a_label_is_small_and_has_one_embedded_font() -> None:
    pdf = to_pdf(build(WAYBILL))
    fonts = PdfReader(BytesIO(pdf)).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    embedded = [font for font in fonts.values() if font.get_object()["/Subtype"] == "/Type0"]
    assert len(embedded) == 1
    assert len(pdf) < 60_000


def test_glyphs_are_those_of_the_font_file() -> None:
    """Against fontTools, for 400 characters at random and all that a waybill has."""
    whole = TTFont(han_font_path(), lazy=True)
    names = whole.getBestCmap()
    top = whole["CFF "].cff.topDictIndex[0]
    font = han_font()
    chance = random.Random(5)
    for code in [*chance.sample(sorted(names), 400), *map(ord, "收寄件人PA19￥䶮𬱖")]:
        glyph = font.glyph(code)
        assert glyph == whole.getGlyphID(names[code])
        assert font.advance(glyph) == whole["hmtx"][names[code]][0]
        ours, theirs = RecordingPen(), RecordingPen()
        private = top.FDArray[font.group(glyph)].Private
        T2CharString(font.charstring(glyph), private=private, globalSubrs=[]).draw(ours)
        top.CharStrings[names[code]].draw(theirs)
        assert ours.value == theirs.value
    assert font.glyph(0x10FFFF) == 0
