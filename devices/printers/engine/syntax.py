"""Splits a byte stream into ESC/POS commands and runs of text, without knowing what they mean.

The lengths come from the "ESC/POS Command Reference" of Seiko Epson (command by command, [Format]). A byte of 0x20
or more outside a command is text: the second and later bytes of a GB18030 character are never below 0x30.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

MAX_COMMAND_BYTES = 1 << 20
OVERSIZED_HEAD = 7  # the shortest head that tells a length of more than a megabyte (GS 8 L)
MAX_ROW_BYTES = 128
MAX_ROWS = 4095
TEXT = "text"
UNKNOWN = "unknown"

_TEXT_RUN = re.compile(rb"[\x20-\xff]+")
_LEADS = b"\x10\x1b\x1c\x1d"
_SINGLE = {0x00: "NUL", 0x09: "HT", 0x0A: "LF", 0x0D: "CR"}

# name -> number of parameter bytes, for commands of fixed length
_FIXED: dict[bytes, int] = {
    **dict.fromkeys([b"\x1b@", b"\x1b2", b"\x1c&", b"\x1c."], 0),
    **dict.fromkeys(
        [b"\x1b" + bytes([c]) for c in b"!-3=EGJMRVad{t "]
        + [b"\x1c" + bytes([c]) for c in b"!-W"]
        + [b"\x1d" + bytes([c]) for c in b"!BHIabfhrw"]
        + [b"\x10\x05"],
        1,
    ),
    **dict.fromkeys([b"\x1b$", b"\x1b\\", b"\x1dL", b"\x1dW", b"\x1dP", b"\x1cS"], 2),
    b"\x1bp": 3,
}


@dataclass(frozen=True, slots=True)
class Token:
    """One command (`name` such as "ESC a"), one run of text, or bytes that are no command."""

    name: str
    params: bytes
    offset: int
    raw: bytes


def _counted(header: int, low: int, width: int) -> Callable[[bytes], int | None]:
    """A command whose parameter count stands little-endian at `low`, `width` bytes wide."""

    def length(head: bytes) -> int | None:
        if len(head) < header:
            return None
        return header + int.from_bytes(head[low : low + width], "little")

    return length


def _until_nul(header: int, limit: int) -> Callable[[bytes], int | None]:
    def length(head: bytes) -> int | None:
        end = head.find(0, header, header + limit + 1)
        if end >= 0:
            return end + 1
        return -header if len(head) > header + limit else None

    return length


def _tabs(head: bytes) -> int | None:
    return _until_nul(2, 32)(head)


def _barcode(head: bytes) -> int | None:
    if len(head) < 3:
        return None
    if head[2] <= 6:
        return _until_nul(3, 255)(head)
    if 65 <= head[2] <= 79:
        return None if len(head) < 4 else 4 + head[3]
    return -3


def _raster(head: bytes) -> int | None:
    if len(head) < 3:
        return None
    if head[2:3] != b"0":
        return -3
    if len(head) < 8:
        return None
    row_bytes, rows = head[4] | head[5] << 8, head[6] | head[7] << 8
    # beyond these a printer takes what follows for text (GS v 0, [Range])
    if row_bytes > MAX_ROW_BYTES or rows > MAX_ROWS:
        return -8
    return 8 + row_bytes * rows


def _long_graphics(head: bytes) -> int | None:
    if len(head) < 3:
        return None
    return _counted(7, 3, 4)(head) if head[2:3] == b"L" else -3


def _column_image(head: bytes) -> int | None:
    if len(head) < 5:
        return None
    per_column = 3 if head[2] in (32, 33) else 1
    return 5 + (head[3] | head[4] << 8) * per_column


def _cut(head: bytes) -> int | None:
    if len(head) < 3:
        return None
    return 4 if head[2] in (65, 66, 97, 98, 103, 104) else 3


def _real_time_status(head: bytes) -> int | None:
    if len(head) < 3:
        return None
    return 4 if head[2] in (7, 8, 18) else 3


def _real_time_action(head: bytes) -> int | None:
    if len(head) < 3:
        return None
    return {1: 5, 2: 5, 7: 4, 8: 10}.get(head[2], -3)


_VARIABLE: dict[bytes, Callable[[bytes], int | None]] = {
    b"\x1bD": _tabs,
    b"\x1b*": _column_image,
    b"\x1dk": _barcode,
    b"\x1dv": _raster,
    b"\x1dV": _cut,
    b"\x1d8": _long_graphics,
    b"\x1d(": _counted(5, 3, 2),
    b"\x1b(": _counted(5, 3, 2),
    b"\x1c(": _counted(5, 3, 2),
    b"\x10\x04": _real_time_status,
    b"\x10\x14": _real_time_action,
}
_LEAD_NAMES = {0x10: "DLE", 0x1B: "ESC", 0x1C: "FS", 0x1D: "GS"}
_CONTROL_NAMES = {0x04: "EOT", 0x05: "ENQ", 0x14: "DC4", 0x20: "SP"}


def _length(head: bytes) -> int | None:
    """The length of the command at the head; None: more bytes needed; negative: unknown, minus its size."""
    if len(head) < 2:
        return None
    key = head[:2]
    if key in _FIXED:
        return 2 + _FIXED[key]
    if key in _VARIABLE:
        return _VARIABLE[key](head)
    return -2


def _named(raw: bytes, offset: int) -> Token:
    second = _CONTROL_NAMES.get(raw[1], chr(raw[1]))
    name = f"{_LEAD_NAMES[raw[0]]} {second}"
    skip = 2
    if second in "(8v":
        name, skip = f"{name} {chr(raw[2])}", 3
    return Token(name, raw[skip:], offset, raw)


class Tokeniser:
    """Keeps at most one unfinished command, of at most `MAX_COMMAND_BYTES`; a longer one is named and swallowed."""

    def __init__(self) -> None:
        self._pending = bytearray()
        self._needed = 0
        self._swallow = 0
        self._offset = 0

    @property
    def at_boundary(self) -> bool:
        """True between commands."""
        return not self._pending and not self._swallow

    def feed(self, data: bytes) -> Iterator[Token]:
        """The tokens that `data` completes."""
        data = self._swallowed(data)
        self._pending += data
        if len(self._pending) < self._needed:
            return
        buffer = bytes(self._pending)
        self._pending.clear()
        self._needed = 0
        position = 0
        while position < len(buffer):
            token, size = self._next(buffer, position)
            if size == 0:
                self._pending += buffer[position:]
                break
            if token is not None:
                yield token
            position += size
            self._offset += size

    def _swallowed(self, data: bytes) -> bytes:
        dropped = min(self._swallow, len(data))
        self._swallow -= dropped
        self._offset += dropped
        return data[dropped:]

    def _next(self, buffer: bytes, position: int) -> tuple[Token | None, int]:
        """The token at `position` and its size; size 0 when it isn't complete."""
        first = buffer[position]
        if first >= 0x20:
            run = _TEXT_RUN.match(buffer, position)
            assert run is not None
            return Token(TEXT, run[0], self._offset, run[0]), len(run[0])
        if first not in _LEADS:
            raw = buffer[position : position + 1]
            return Token(_SINGLE.get(first, UNKNOWN), b"", self._offset, raw), 1
        return self._command(buffer, position)

    def _command(self, buffer: bytes, position: int) -> tuple[Token | None, int]:
        length = _length(buffer[position : position + 300])
        if length is None:
            return None, 0
        if length < 0:
            raw = buffer[position : position - length]
            return Token(UNKNOWN, b"", self._offset, raw), -length
        if length > MAX_COMMAND_BYTES:
            return self._oversized(buffer, position, length)
        if len(buffer) - position < length:
            self._needed = length
            return None, 0
        return _named(buffer[position : position + length], self._offset), length

    def _oversized(self, buffer: bytes, position: int, length: int) -> tuple[Token, int]:
        head = buffer[position : position + OVERSIZED_HEAD]
        here = min(length, len(buffer) - position)
        self._swallow = length - here
        return Token(UNKNOWN, b"", self._offset, head), here
