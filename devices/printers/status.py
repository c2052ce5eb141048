"""What a printer says of itself: the bytes of DLE EOT, GS a, GS r and GS ( H, told apart and made.

Source: "ESC/POS Command Reference" of Seiko Epson, DLE EOT, GS a, GS r, GS ( H, and its note on telling transmitted
status apart by fixed bits:

    DLE EOT       0xx1xx10      GS a, first byte       0xx1xx00      XON   00010001
    GS r, GS I    0xx0xxxx      GS a, bytes 2 to 4     0xx0xxxx      XOFF  00010011
    blocks        00110111 (37h) identifier ... 00h
"""

from dataclasses import dataclass, replace
from enum import Enum

from devices.link import LinkState

ASK_ALL = b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04"
ASK_QUEUED = b"\x1dr\x01"
AUTOMATIC_ON = b"\x1da\x0f"
MAX_BLOCK = 96


@dataclass(frozen=True, slots=True)
class Condition:
    """The state of the mechanism; `drawer_high` is the level of the drawer connector's pin 3."""

    offline: bool = False
    cover_open: bool = False
    paper_out: bool = False
    paper_low: bool = False
    cutter_error: bool = False
    other_error: bool = False
    drawer_high: bool = False

    @property
    def problem(self) -> LinkState | None:
        """What keeps it from printing, the cause before the consequence; None when it can print."""
        causes = (
            (self.cover_open, LinkState.COVER_OPEN),
            (self.paper_out, LinkState.PAPER_OUT),
            (self.cutter_error, LinkState.CUTTER),
            (self.other_error, LinkState.FAULT),
            (self.offline, LinkState.OFFLINE),
        )
        return next((state for holds, state in causes if holds), None)

    @property
    def state(self) -> LinkState:
        """The same as a word for the status line; low paper counts where nothing is worse."""
        return self.problem or (LinkState.PAPER_LOW if self.paper_low else LinkState.READY)


class Kind(Enum):
    """What an answer is an answer to."""

    REAL_TIME = "DLE EOT"
    AUTOMATIC = "GS a"
    QUEUED = "GS r"
    PROCESS_ID = "GS ( H"
    CLEARED = "DLE DC4 8"
    FLOW = "XON/XOFF"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer with its bytes (a block without its header and NUL)."""

    kind: Kind
    data: bytes


_BLOCKS = {0x22: Kind.PROCESS_ID, 0x25: Kind.CLEARED}


class StatusDecoder:
    """Splits what comes from a printer into answers; never reads a noise byte as a healthy printer."""

    def __init__(self) -> None:
        self._pending = b""

    def feed(self, data: bytes) -> list[Answer]:
        """The answers that `data` completes."""
        buffer = self._pending + data
        answers = []
        position = 0
        while position < len(buffer):
            size, answer = _next(buffer[position : position + MAX_BLOCK])
            if size == 0:
                break
            answers.append(answer)
            position += size
        self._pending = buffer[position:]
        return answers


def _next(head: bytes) -> tuple[int, Answer]:
    first = head[0]
    if first in (0x11, 0x13):
        return 1, Answer(Kind.FLOW, head[:1])
    if first == 0x37:
        return _block(head)
    if first & 0x93 == 0x12:
        return 1, Answer(Kind.REAL_TIME, head[:1])
    if first & 0x93 == 0x10:
        return _automatic(head)
    if first & 0x90 == 0:
        return 1, Answer(Kind.QUEUED, head[:1])
    return 1, Answer(Kind.NOISE, head[:1])


def _automatic(head: bytes) -> tuple[int, Answer]:
    body = head[1:4]
    if any(byte & 0x90 for byte in body):
        return 1, Answer(Kind.NOISE, head[:1])
    return (4, Answer(Kind.AUTOMATIC, head[:4])) if len(body) == 3 else (0, Answer(Kind.NOISE, b""))


def _block(head: bytes) -> tuple[int, Answer]:
    """A block begins 37h and an identifier and ends with NUL; its text is printable."""
    if len(head) == 1:
        return 0, Answer(Kind.NOISE, b"")
    kind = _BLOCKS.get(head[1])
    end = next((place for place, byte in enumerate(head[2:], 2) if not 0x20 <= byte <= 0x7E), None)
    if kind is None or (end is not None and head[end] != 0) or (end is None and len(head) >= MAX_BLOCK):
        return 1, Answer(Kind.NOISE, head[:1])
    return (0, Answer(Kind.NOISE, b"")) if end is None else (end + 1, Answer(kind, head[2:end]))


def with_real_time(condition: Condition, number: int, byte: int) -> Condition:
    """`condition` brought up to date by the answer to DLE EOT `number` (1 to 4)."""
    if number == 1:
        return replace(condition, drawer_high=bool(byte & 0x04), offline=bool(byte & 0x08))
    if number == 2:
        return replace(condition, cover_open=bool(byte & 0x04), paper_out=bool(byte & 0x20))
    if number == 3:
        return replace(condition, cutter_error=bool(byte & 0x08), other_error=bool(byte & 0x64))
    out = condition.paper_out or bool(byte & 0x60)
    return replace(condition, paper_low=bool(byte & 0x0C), paper_out=out)


def from_automatic(block: bytes) -> Condition:
    """The condition that the four bytes of GS a tell."""
    one, two, three, _ = block
    return Condition(
        offline=bool(one & 0x08),
        cover_open=bool(one & 0x20),
        paper_out=bool(three & 0x0C),
        paper_low=bool(three & 0x03),
        cutter_error=bool(two & 0x08),
        other_error=bool(two & 0x64),
        drawer_high=bool(one & 0x04),
    )


def real_time_answer(number: int, condition: Condition) -> bytes:
    """What a printer answers to DLE EOT `number`."""
    error = condition.cutter_error or condition.other_error
    bits = {
        1: 0x04 * condition.drawer_high | 0x08 * (condition.problem is not None),
        2: 0x04 * condition.cover_open | 0x20 * condition.paper_out | 0x40 * error,
        3: 0x08 * condition.cutter_error | 0x20 * condition.other_error,
        4: 0x0C * (condition.paper_low or condition.paper_out) | 0x60 * condition.paper_out,
    }
    return bytes([0x12 | bits[number]])


def automatic_answer(condition: Condition) -> bytes:
    """The four bytes that GS a sends."""
    return bytes(
        [
            0x10 | 0x04 * condition.drawer_high | 0x08 * (condition.problem is not None) | 0x20 * condition.cover_open,
            0x08 * condition.cutter_error | 0x20 * condition.other_error,
            0x03 * (condition.paper_low or condition.paper_out) | 0x0C * condition.paper_out,
            0x0F,
        ]
    )


def queued_answer(number: int, condition: Condition) -> bytes:
    """What a printer answers to GS r `number` when it comes to it (it never does while paper is out)."""
    return bytes([0x03 * condition.paper_low if number == 1 else int(condition.drawer_high)])


def process_id_command(token: bytes) -> bytes:
    """GS ( H function 48: ask for `token` (four characters 20h-7Eh) back when all before it is printed."""
    return b"\x1d(H\x06\x0000" + token


def process_id_answer(token: bytes) -> bytes:
    """What a printer answers to it."""
    return b"\x37\x22" + token + b"\0"


CLEARED_ANSWER = b"\x37\x25\0"
