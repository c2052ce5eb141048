"""Status bytes: those of the manuals, and answers told apart when they come mixed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.link import LinkState
from devices.printers import status
from devices.printers.status import Answer, Condition, Kind, StatusDecoder

conditions = st.builds(Condition, *[st.booleans()] * 7)


@pytest.mark.parametrize(
    ("number", "byte", "condition"),
    [
        (1, 0x12, Condition()),
        (1, 0x16, Condition(drawer_high=True)),
        (1, 0x1A, Condition(offline=True)),
        (2, 0x16, Condition(cover_open=True)),
        (2, 0x32, Condition(paper_out=True)),
        (3, 0x1A, Condition(cutter_error=True)),
        (3, 0x32, Condition(other_error=True)),
        (3, 0x52, Condition(other_error=True)),
        (4, 0x1E, Condition(paper_low=True)),
        (4, 0x7E, Condition(paper_low=True, paper_out=True)),
    ],
)
def test_real_time_status_of_the_manual(number: int, byte: int, condition: Condition) -> None:
    assert status.with_real_time(Condition(), number, byte) == condition


@pytest.mark.parametrize(
    ("block", "condition"),
    [
        ("10 00 00 0f", Condition()),
        ("14 00 00 0f", Condition(drawer_high=True)),
        ("18 00 0f 0f", Condition(offline=True, paper_low=True, paper_out=True)),
        ("38 00 00 0f", Condition(offline=True, cover_open=True)),
        ("18 08 00 0f", Condition(offline=True, cutter_error=True)),
        ("10 00 03 0f", Condition(paper_low=True)),
    ],
)
def test_automatic_status_of_the_manual(block: str, condition: Condition) -> None:
    assert status.from_automatic(bytes.fromhex(block)) == condition


@given(conditions)
def test_what_a_printer_answers_is_what_it_is(condition: Condition) -> None:
    seen = Condition()
    for number in range(1, 5):
        seen = status.with_real_time(seen, number, status.real_time_answer(number, condition)[0])
    automatic = status.from_automatic(status.automatic_answer(condition))
    for told in (seen, automatic):
        assert told.problem == condition.problem
        assert told.cover_open == condition.cover_open
        assert told.paper_out == condition.paper_out
        assert told.paper_low == (condition.paper_low or condition.paper_out)
        assert told.drawer_high == condition.drawer_high


def test_the_cause_comes_before_the_consequence() -> None:
    assert Condition(offline=True, paper_out=True).problem is LinkState.PAPER_OUT
    assert Condition(offline=True).problem is LinkState.OFFLINE
    assert Condition(paper_low=True).state is LinkState.PAPER_LOW
    assert Condition(paper_low=True).problem is None
    assert Condition().state is LinkState.READY


def test_mixed_answers_are_told_apart() -> None:
    stream = b"\x12" + b"\x14\x00\x03\x0f" + b"\x11" + b"\x03" + b"\x37\x22ab!~\x00" + b"\x16" + b"\x37\x25\x00"
    assert StatusDecoder().feed(stream) == [
        Answer(Kind.REAL_TIME, b"\x12"),
        Answer(Kind.AUTOMATIC, b"\x14\x00\x03\x0f"),
        Answer(Kind.FLOW, b"\x11"),
        Answer(Kind.QUEUED, b"\x03"),
        Answer(Kind.PROCESS_ID, b"ab!~"),
        Answer(Kind.REAL_TIME, b"\x16"),
        Answer(Kind.CLEARED, b""),
    ]


@pytest.mark.parametrize("noise", [b"\xff", b"\x80\x90", b"\x37\x41", b"\x37\x22ab\x01", b"\x10\x12", b"\x93"])
def test_noise_is_noise(noise: bytes) -> None:
    answers = StatusDecoder().feed(noise + b"\x12\x12\x12\x12")
    assert answers[0].kind is Kind.NOISE
    assert answers[-1].kind is Kind.REAL_TIME


@given(st.binary(max_size=200), st.integers(1, 20))
def test_the_pieces_do_not_matter_and_nothing_is_kept(data: bytes, size: int) -> None:
    whole, parts = StatusDecoder(), StatusDecoder()
    answers = [answer for at in range(0, len(data), size) for answer in parts.feed(data[at : at + size])]
    assert answers == whole.feed(data)
    assert sum(len(answer.data) for answer in answers) <= len(data)
    assert any(answer.kind is Kind.REAL_TIME for answer in parts.feed(b"\x12" * (status.MAX_BLOCK + 5)))
