"""Bar codes, QR symbols and pictures, read back from the drawn paper."""

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.printers.engine.paper import Bitmap, Paper
from devices.printers.interpreter import Interpreter
from tests.devices.printers.jobs import code128, qr, raster


def paper_of(data: bytes) -> Paper:
    printer = Interpreter()
    printer.feed(b"\x1bd\x02\x1ba\x01" + data + b"\x1dVB\x30")
    assert printer.unknown == ()
    return printer.papers[0]


def read_back(paper: Paper) -> list[tuple[str, str]]:
    found = zxingcpp.read_barcodes(paper.image().convert("L"))
    return [(symbol.format.name, symbol.text) for symbol in found]


def reason(data: bytes) -> str:
    printer = Interpreter()
    printer.feed(data)
    (complaint,) = printer.unknown
    assert printer.uncut is None
    return complaint.reason


@settings(max_examples=40, deadline=None)
@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -./", min_size=3, max_size=18).map(str.strip).filter(len))
def test_code_128_set_b_scans(data: str) -> None:
    paper = paper_of(code128(data))
    assert paper.barcodes == (("CODE128", data),)
    assert paper.lines[0].text == data
    assert read_back(paper) == [("Code128", data)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 99), min_size=2, max_size=8))
def test_code_128_set_c_is_pairs_of_digits(pairs: list[int]) -> None:
    body = b"{BPA{C" + bytes(pairs)
    paper = paper_of(b"\x1dw\x02\x1dkI" + bytes([len(body)]) + body)
    digits = "".join(f"{pair:02d}" for pair in pairs)
    assert paper.barcodes == (("CODE128", "PA" + digits),)
    assert read_back(paper) == [("Code128", "PA" + digits)]


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=60).filter(lambda text: text.strip() == text and text.isprintable()))
def test_qr_scans(text: str) -> None:
    paper = paper_of(qr(text.encode("utf-8")))
    assert paper.barcodes == (("QR", text),)
    ((kind, data),) = read_back(paper)
    assert (kind, data) == ("QRCode", text)


@pytest.mark.parametrize(
    ("command", "found"),
    [
        (b"\x1dkC\x0d5901234123457", ("EAN13", "5901234123457")),
        (b"\x1dk\x04ABC123\x00", ("Code39", "ABC123")),
        (b"\x1dkF\x0612345670"[:4] + b"123456", ("ITF", "123456")),
    ],
)
def test_other_linear_codes_scan(command: bytes, found: tuple[str, str]) -> None:
    assert found in read_back(paper_of(b"\x1dw\x02" + command))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x1dkI\x03ABC", "begin with"),
        (b"\x1dkI\x02{B", "without data"),
        (b"\x1dkI\x04{C\x64\x00", "pairs"),
        (b"\x1dkI\x03{B\xe9", "not in set B"),
        (b"\x1dkI\x04{B{x", "escape"),
        (b"\x1dw\x06\x1dkI\x20{B" + b"A" * 30, "wider"),
        (b"\x1dw\x09", "1 to 6"),
        (b"\x1dh\x00", "height"),
        (b"\x1dkC\x03abc", "cannot hold"),
        (b"\x1dk\x01123456\x00", "no bar code system"),
        (b"\x1d(k\x03\x001Q0", "without data"),
        (b"\x1d(k\x03\x000Q0", "only QR"),
        (b"\x1dv0\x00\x60\x00\x01\x00" + bytes(96), "wider"),
        (b"\x1dv0\x00\x00\x00\x00\x00", "empty"),
        (b"\x1d(L\x02\x0002", "no picture"),
        (b"\x1d(L\x0b\x000p0\x01\x011\x08\x00\x02\x00\xff", "disagree"),
        (b"\x1b*\x07\x01\x00\xff", "column mode"),
    ],
)
def test_what_cannot_be_printed_is_not_printed_and_said(data: bytes, word: str) -> None:
    assert word in reason(data)


def test_a_symbol_after_text_is_refused_as_printers_do() -> None:
    printer = Interpreter()
    printer.feed(b"text" + code128("ABC"))
    assert "beginning of a line" in printer.unknown[-1].reason


def test_raster_dots_are_where_they_belong() -> None:
    printer = Interpreter()
    printer.feed(b"\x1dv0\x00\x02\x00\x02\x00\x80\x01\x00\xff" + b"\x1dv0\x03\x01\x00\x01\x00\x80\x1dV\x00")
    image = printer.papers[0].image()
    black = {(x, y) for x in range(20) for y in range(4) if not image.getpixel((x, y))}
    assert black == {(0, 0), (15, 0), *((x, 1) for x in range(8, 16)), (0, 2), (1, 2), (0, 3), (1, 3)}


def test_graphics_commands_print_the_same_picture() -> None:
    stored = b"\x1d(L\x0c\x000p0\x01\x011\x08\x00\x02\x00\xaa\x55" + b"\x1d(L\x02\x0002"
    long_form = b"\x1d8L\x0c\x00\x00\x000p0\x01\x011\x08\x00\x02\x00\xaa\x55" + b"\x1d8L\x02\x00\x00\x0002"
    expected = Bitmap(284, 60, 1, 2, b"\xaa\x55")
    assert paper_of(stored).marks == paper_of(long_form).marks == (expected,)


def test_column_pictures_stand_upright() -> None:
    printer = Interpreter()
    printer.feed(b"\x1b3\x18\x1b*\x21\x02\x00\x80\x00\x00\x00\x00\x01\n\x1dV\x00")
    image = printer.papers[0].image()
    assert printer.papers[0].height_dots == 24
    assert [(x, y) for y in range(24) for x in range(8) if not image.getpixel((x, y))] == [(0, 0), (1, 23)]


def test_a_raster_takes_its_height_and_alignment() -> None:
    paper = paper_of(raster(rows=16, row_bytes=6))
    (mark,) = paper.marks
    assert (mark.x, mark.y, mark.height) == ((576 - 48) // 2, 60, 16)
