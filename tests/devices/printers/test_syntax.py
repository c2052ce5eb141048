"""The tokeniser: lengths of commands, whatever pieces the bytes come in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printers.engine.syntax import MAX_COMMAND_BYTES, TEXT, UNKNOWN, Token, Tokeniser
from tests.devices.printers.jobs import waybill


def tokens(*pieces: bytes) -> list[Token]:
    tokeniser = Tokeniser()
    return [token for piece in pieces for token in tokeniser.feed(piece)]


@pytest.mark.parametrize(
    ("raw", "name", "params"),
    [
        (b"\x1b@", "ESC @", b""),
        (b"\x1ba\x01", "ESC a", b"\x01"),
        (b"\x1b \x02", "ESC SP", b"\x02"),
        (b"\x1b$\x10\x01", "ESC $", b"\x10\x01"),
        (b"\x1bD\x08\x10\x00", "ESC D", b"\x08\x10\x00"),
        (b"\x1c&", "FS &", b""),
        (b"\x1dV\x00", "GS V", b"\x00"),
        (b"\x1dVA\x03", "GS V", b"A\x03"),
        (b"\x1dkI\x03{BA", "GS k", b"I\x03{BA"),
        (b"\x1dk\x04AB\x00", "GS k", b"\x04AB\x00"),
        (b"\x1d(k\x03\x001Q0", "GS ( k", b"\x03\x001Q0"),
        (b"\x1dv0\x00\x01\x00\x02\x00\xff\xff", "GS v 0", b"\x00\x01\x00\x02\x00\xff\xff"),
        (b"\x1d8L\x02\x00\x00\x0002", "GS 8 L", b"\x02\x00\x00\x0002"),
        (b"\x1b*\x21\x01\x00\x01\x02\x03", "ESC *", b"\x21\x01\x00\x01\x02\x03"),
        (b"\x10\x04\x01", "DLE EOT", b"\x01"),
        (b"\x10\x14\x01\x00\x02", "DLE DC4", b"\x01\x00\x02"),
        (b"\n", "LF", b""),
    ],
)
def test_a_command_is_one_token_and_text_follows(raw: bytes, name: str, params: bytes) -> None:
    first, second = tokens(raw + b"after")
    assert (first.name, first.params, first.offset, first.raw) == (name, params, 0, raw)
    assert (second.name, second.raw, second.offset) == (TEXT, b"after", len(raw))


@pytest.mark.parametrize(
    "raw", [b"\x1bz", b"\x1c~", b"\x1d\x01", b"\x10\x7f", b"\x01", b"\x18", b"\x1dk\x0a", b"\x1dv1"]
)
def test_what_is_no_command_is_named_with_its_bytes(raw: bytes) -> None:
    first = tokens(raw + b"z")[0]
    assert first.name == UNKNOWN
    assert first.raw == raw


def test_a_command_waits_for_its_last_byte() -> None:
    tokeniser = Tokeniser()
    job = b"\x1dv0\x00\x02\x00\x03\x00" + bytes(6)
    for byte in job[:-1]:
        assert list(tokeniser.feed(bytes([byte]))) == []
        assert not tokeniser.at_boundary
    assert [token.name for token in tokeniser.feed(job[-1:])] == ["GS v 0"]
    assert tokeniser.at_boundary


def test_a_picture_beyond_the_limit_is_swallowed_without_being_kept() -> None:
    tokeniser = Tokeniser()
    head = b"\x1d8L\xff\xff\xff\xff"
    rest = 0xFFFFFFFF
    assert [token.name for token in tokeniser.feed(head)] == [UNKNOWN]
    block = bytes(1 << 20)
    for _ in range(3):
        assert list(tokeniser.feed(block)) == []
    assert rest > MAX_COMMAND_BYTES
    assert not tokeniser.at_boundary


def test_a_raster_beyond_the_range_of_the_manual_is_only_its_head() -> None:
    first, second = tokens(b"\x1dv0\x00\x81\x00\x01\x00" + b"abc")
    assert (first.name, first.raw) == (UNKNOWN, b"\x1dv0\x00\x81\x00\x01\x00")
    assert second.raw == b"abc"


@given(st.lists(st.binary(max_size=40), max_size=12))
def test_the_pieces_do_not_matter(pieces: list[bytes]) -> None:
    whole = b"".join(pieces)
    assert _joined(tokens(*pieces)) == _joined(tokens(whole))


@given(st.integers(0, len(waybill())))
def test_a_job_may_be_cut_anywhere(at: int) -> None:
    job = waybill()
    assert _joined(tokens(job[:at], job[at:])) == _joined(tokens(job))


@given(st.binary(max_size=400))
def test_no_byte_is_lost(data: bytes) -> None:
    tokeniser = Tokeniser()
    raw = b"".join(token.raw for token in tokeniser.feed(data))
    assert data.startswith(raw) or not tokeniser.at_boundary


def _joined(found: list[Token]) -> list[tuple[str, bytes, int]]:
    """Tokens with neighbouring text put together: a run may be split between two pieces."""
    joined: list[tuple[str, bytes, int]] = []
    for token in found:
        if token.name == TEXT and joined and joined[-1][0] == TEXT:
            name, raw, offset = joined[-1]
            joined[-1] = (name, raw + token.raw, offset)
        else:
            joined.append((token.name, token.raw, token.offset))
    return joined
