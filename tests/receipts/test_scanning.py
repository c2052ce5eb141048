import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printers.engine.symbols import code128 as as_printed
from receipts import code128, qr
from receipts.documents import build
from receipts.drawing import barcode, holds_command, symbol
from tests.receipts.samples import EVERY
from tests.receipts.scanning import EVERY_PRINTER, campaign, expected, missed

ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=40)


@pytest.mark.parametrize("kind", EVERY)
def test_every_symbol_of_every_document_is_read_from_every_paper(kind: str) -> None:
    document = build(EVERY[kind])
    assert expected(document)
    assert missed(document, EVERY_PRINTER) == []


def test_random_numbers_are_read() -> None:
    assert campaign(15, seed=7) == []


@given(ASCII)
def test_the_printer_draws_the_same_code_128_as_we_do(data: str) -> None:
    modules, text = as_printed(code128.escpos_data(data))
    assert text == data
    widths = code128.widths(data)
    assert code128.modules(data) == len(modules)
    assert modules == "".join("10"[at % 2] * width for at, width in enumerate(widths))


def test_digits_are_packed_in_pairs() -> None:
    assert code128.runs("PA12345678901") == (("B", "PA1"), ("C", "2345678901"))
    assert code128.runs("123456") == (("C", "123456"),)
    assert code128.runs("A12B") == (("B", "A12B"),)


def test_code_128_refuses_what_it_has_no_symbol_for() -> None:
    with pytest.raises(ValueError, match="printable ASCII"):
        code128.widths("邮")
    assert not code128.encodable("")


@given(ASCII)
def test_no_raster_holds_a_printers_command(data: str) -> None:
    for module in (2, 3):
        assert not holds_command(barcode(data, module, 24).rows)
    assert not holds_command(symbol(data, 4).rows)


def test_a_text_too_long_for_a_label_has_no_symbol() -> None:
    assert not qr.encodable("x" * 500)
    with pytest.raises(ValueError, match="does not fit"):
        qr.matrix("x" * 500)


@given(st.text(min_size=1, max_size=60).filter(lambda text: qr.encodable(text) and text.isprintable()))
def test_a_symbol_is_never_larger_than_foretold(data: str) -> None:
    assert len(qr.matrix(data)) <= qr.side_modules(data)
