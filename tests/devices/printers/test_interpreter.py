"""What comes out of the interpreter: text, looks, places, cuts, pulses, and complaints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printers.drawer_pulse import drawer_pulse
from devices.printers.engine.events import Cut, DrawerPulse, Event, Query, StatusRequest
from devices.printers.engine.page import MAX_PAPER_DOTS
from devices.printers.engine.paper import Paper, Run
from devices.printers.interpreter import MAX_PAPERS, Interpreter
from tests.devices.printers.jobs import CUT, han, raster, waybill


def printed(data: bytes, width_dots: int = 576) -> Paper:
    """The one piece that `data` and a cut make; nothing in it may be unknown."""
    printer = Interpreter(width_dots)
    printer.feed(data + b"\x1dV\x00")
    assert printer.unknown == ()
    (paper,) = printer.papers
    return paper


def complaints(data: bytes) -> list[tuple[int, bytes, str]]:
    printer = Interpreter()
    printer.feed(data)
    return [(item.offset, item.data, item.reason) for item in printer.unknown]


def test_lines_of_text() -> None:
    paper = printed(b"First weight\nadditional\n")
    assert paper.text == "First weight\nadditional"
    assert paper.height_dots == 60


def test_chinese_between_fs_and_fs() -> None:
    paper = printed(han("中国邮政￥13.00：") + b" OK\n")
    assert paper.lines[0].text == "中国邮政￥13.00： OK"
    assert paper.marks[0] == Run(0, 0, "中国邮政￥", (24, 24))


def test_four_byte_characters() -> None:
    assert printed(han("䶮𬱖") + b"\n").text == "䶮𬱖"


def test_chinese_bytes_outside_the_mode_are_code_page_characters() -> None:
    assert printed("é".encode("cp437") + b"\n").text == "é"
    assert printed(b"\x1bt\x13" + "€".encode("cp858") + b"\n").text == "€"


@given(st.text(st.characters(codec="gb18030", min_codepoint=0x20, exclude_categories=("Cc", "Cs")), max_size=20))
def test_any_gb18030_text_comes_back_from_any_pieces(text: str) -> None:
    printer = Interpreter(width_dots=2000)
    for byte in b"\x1c&" + text.encode("gb18030") + b"\x1c.\n\x1dV\x00":
        printer.feed(bytes([byte]))
    assert printer.unknown == ()
    assert "".join(line.text for line in printer.papers[0].lines) == text


def test_half_a_character_is_reported() -> None:
    assert complaints(b"\x1c&\xd6\x1c.") == [(2, b"\xd6", "half a GB18030 character")]


def test_bytes_that_are_no_gb18030_are_reported() -> None:
    ((offset, _, reason),) = complaints(b"\x1c&\xff\xff\n")
    assert (offset, reason) == (2, "not GB18030")


def test_alignment_and_columns() -> None:
    paper = printed(b"\x1ba\x01abcd\n\x1ba\x02abcd\n\x1ba\x00a\x1b$\x78\x00b\n")
    assert [line.x for line in paper.lines] == [264, 528, 0]
    assert paper.lines[2].text == "a         b"
    assert paper.text.splitlines()[1] == " " * 44 + "abcd"


def test_sizes_and_looks() -> None:
    paper = printed(b"\x1d!\x11" + han("大") + b"B\x1d!\x00\x1bE\x01b\x1bE\x00\x1b-\x01u\x1b-\x00\x1dB\x01r\n")
    big_han, big, bold, underlined, reverse = (mark for mark in paper.marks if isinstance(mark, Run))
    assert (big_han.scale, big_han.cell, big_han.height) == ((2, 2), (24, 24), 48)
    assert (big.x, big.scale, big.width) == (48, (2, 2), 24)
    assert (bold.bold, bold.y) == (True, 24)
    assert underlined.underline == 1
    assert reverse.reverse
    assert paper.lines[0].scale == (2, 2)


def test_print_mode_and_han_mode_go_their_own_ways() -> None:
    ank, character = printed(b"\x1b!\x38A" + b"\x1c!\x04" + han("中") + b"\n").marks
    assert isinstance(ank, Run)
    assert isinstance(character, Run)
    assert (ank.scale, ank.bold) == ((2, 2), True)
    assert character.scale == (2, 1)
    assert printed(b"\x1cW\x01" + han("中") + b"\n").marks[0].height == 48


def test_a_full_line_goes_on_in_the_next() -> None:
    assert printed(b"x" * 50 + b"\n").text == "x" * 48 + "\nxx"
    assert printed(han("中" * 17) + b"\n", 384).text == "中" * 16 + "\n中"


def test_feeds_and_spacing() -> None:
    assert printed(b"a\n").height_dots == 30
    assert printed(b"\x1b3\x50a\n\x1b2a\n").height_dots == 110
    assert printed(b"a\x1bd\x03").height_dots == 90
    assert printed(b"a\x1bJ\x64").height_dots == 100
    assert printed(b"\x1d!\x33A\n").height_dots == 96


def test_tabs_margins_and_area() -> None:
    assert printed(b"a\tb\n").lines[0].text == "a       b"
    assert printed(b"\x1bD\x04\x0a\x00a\tb\tc\n").lines[0].text == "a   b     c"
    paper = printed(b"\x1dL\x18\x00\x1dW\x90\x00\x1ba\x02ab\n" + b"c" * 13 + b"\n")
    assert [line.x for line in paper.lines] == [24 + 144 - 24, 24, 24 + 132]


def test_cuts_make_papers() -> None:
    printer = Interpreter()
    printer.feed(b"one\n\x1dV\x01two\n\x1dVA\x20three\n")
    assert [paper.text for paper in printer.papers] == ["one", "two"]
    assert [event.partial for event in printer.events if isinstance(event, Cut)] == [True, False]
    assert printer.papers[1].height_dots == 30 + 0x20
    assert printer.uncut is not None
    assert printer.uncut.text == "three"
    assert printer.tear_off() is not None
    assert printer.uncut is None


def test_reset_forgets_modes_and_the_collected_line() -> None:
    paper = printed(b"\x1bE\x01\x1ba\x01lost\x1b@kept\n")
    assert paper.text == "kept"
    assert paper.lines[0].x == 0
    assert not paper.lines[0].bold


def test_drawer_pulses() -> None:
    printer = Interpreter()
    printer.feed(drawer_pulse() + drawer_pulse(5, 50, 200) + b"\x10\x14\x01\x00\x02")
    queued = [pulse for pulse in printer.pulses if not pulse.real_time]
    assert queued == [DrawerPulse(2, 100, 100, 0), DrawerPulse(5, 50, 200, 5)]
    assert [pulse for pulse in printer.pulses if pulse.real_time] == [DrawerPulse(2, 200, 200, 10, real_time=True)]
    with pytest.raises(ValueError, match="pin 2 or 5"):
        drawer_pulse(3)


def test_the_pulse_of_the_manual() -> None:
    assert drawer_pulse() == b"\x1bp\x00\x32\x32"


def test_a_real_time_pulse_inside_a_picture_opens_the_drawer() -> None:
    printer = Interpreter()
    printer.feed(b"\x1dv0\x00\x05\x00\x01\x00\x10\x14\x01\x00\x01")
    assert [pulse.real_time for pulse in printer.pulses] == [True]
    assert printer.uncut is not None


def test_status_requests_wait_their_turn() -> None:
    printer = Interpreter()
    printer.feed(b"\x1dr\x01\x1dr2\x1da\x0f\x1d(H\x06\x0000abcd\x10\x04\x04")
    assert [event for event in printer.events if isinstance(event, StatusRequest)] == [
        StatusRequest(Query.REAL_TIME, 4, 20),
        StatusRequest(Query.QUEUED, 1, 0),
        StatusRequest(Query.QUEUED, 2, 3),
        StatusRequest(Query.AUTOMATIC, 15, 6),
        StatusRequest(Query.PROCESS_ID, 48, 9, b"abcd"),
    ]


def test_bytes_for_the_pole_display_are_passed_on() -> None:
    printer = Interpreter()
    printer.feed(b"\x1b=\x02\x1bQAhello\x0d\x1b=\x01text\n\x1dV\x00")
    assert printer.papers[0].text == "text"
    assert printer.unknown == ()


@pytest.mark.parametrize(
    ("data", "offset", "word"),
    [
        (b"ab\x1bz", 2, "no ESC/POS command"),
        (b"\x1d(A\x02\x00\x00\x02", 0, "unknown command"),
        (b"\x18", 0, "no ESC/POS command"),
        (b"\x1ba\x07", 0, "no such value"),
        (b"a\x1ba\x01", 1, "beginning of a line"),
        (b"\x1bt\x63", 0, "no code page"),
        (b"\x1d!\x99", 0, "sizes"),
        (b"\x1b$\xff\xff", 0, "outside"),
        (b"\x1dVc\x00", 0, "no cut mode"),
        (b"\x1dP\x01\x01", 0, "units"),
        (b"\x1bD\x08\x04\x00", 0, "rise"),
        (b"\x1bR\x04", 0, "character sets"),
    ],
)
def test_what_it_will_not_do_is_reported_with_place_and_reason(data: bytes, offset: int, word: str) -> None:
    ((where, raw, reason),) = complaints(data)
    assert where == offset
    assert data[offset:].startswith(raw)
    assert word in reason


def test_power_loses_the_line_but_not_the_paper() -> None:
    printer = Interpreter()
    printer.feed(b"kept\nlost" + b"\x1dv0\x00\x10\x00")
    printer.power_cycle()
    printer.feed(b"new\n\x1dV\x00")
    assert printer.papers[0].text == "kept\nnew"


def _seen(pieces: list[bytes]) -> tuple[list[Paper], set[Event], Paper | None]:
    printer = Interpreter()
    for piece in pieces:
        printer.feed(piece)
    return printer.papers, set(printer.events), printer.uncut


@given(st.integers(1, 60))
def test_a_job_means_the_same_in_any_pieces(size: int) -> None:
    job = waybill() + waybill("XA12345678901")
    assert _seen([job[at : at + size] for at in range(0, len(job), size)]) == _seen([job])


@given(st.lists(st.one_of(st.binary(max_size=30), st.sampled_from([CUT, raster(), waybill(), b"\x1b", b"\x1d"]))))
def test_rubbish_neither_breaks_nor_fills_it(pieces: list[bytes]) -> None:
    printer = Interpreter()
    for piece in pieces:
        printer.feed(piece)
    for paper in printer.papers[:2]:
        assert paper.image().size == (576, paper.height_dots)


def test_memory_is_bounded() -> None:
    printer = Interpreter()
    for _ in range(30):
        printer.feed(b"a\n\x1dV\x00" * 50 + b"\x01" * 1000)
    assert len(printer.papers) == MAX_PAPERS
    assert len(printer.events) == 10_000
    printer.feed(b"\x1bd\xff\n" * 20)
    assert any("five metres" in item.reason for item in printer.unknown)
    assert printer.uncut is None or printer.uncut.height_dots <= MAX_PAPER_DOTS
    printer.feed(b"\x1b$\x00\x00A" * 2000)
    assert printer.uncut is not None
