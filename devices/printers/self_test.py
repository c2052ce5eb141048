"""For the installer: what a printer answers, and a page that shows what it can print."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from devices.printers.capabilities import Capabilities
from devices.printers.ports import Port
from devices.printers.status import (
    ASK_ALL,
    ASK_QUEUED,
    Answer,
    Condition,
    Kind,
    StatusDecoder,
    process_id_command,
    with_real_time,
)

TOKEN = b"Test"
RULER = "1234567890"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a printer answers; `condition` is None where it tells no real-time status."""

    condition: Condition | None
    queued_query: bool
    process_id: bool


def probe(port: Port, *, wait_s: float = 0.8, clock: Callable[[], float] = time.monotonic) -> Answers:
    """Ask the three questions on an open port; PortError when it is lost.

    Moves no paper and no drawer. A printer that does not know GS ( H may print its few characters with the next page.
    """
    condition = _condition(_ask(port, ASK_ALL, Kind.REAL_TIME, 4, wait_s, clock))
    queued = _ask(port, ASK_QUEUED, Kind.QUEUED, 1, wait_s, clock)
    repeated = _ask(port, process_id_command(TOKEN), Kind.PROCESS_ID, 1, wait_s, clock)
    return Answers(condition, bool(queued), any(answer.data == TOKEN for answer in repeated))


def _ask(
    port: Port, question: bytes, kind: Kind, count: int, wait_s: float, clock: Callable[[], float]
) -> list[Answer]:
    """The answers of this kind that come in time; as many as are wanted are enough."""
    decoder = StatusDecoder()
    found: list[Answer] = []
    port.write(question)
    deadline = clock() + wait_s
    while len(found) < count and clock() < deadline:
        data = port.read(max(0.0, deadline - clock()))
        found += [answer for answer in decoder.feed(data) if answer.kind is kind]
    return found


def _condition(answers: list[Answer]) -> Condition | None:
    if len(answers) != 4:
        return None
    condition = Condition()
    for number, answer in enumerate(answers, 1):
        condition = with_real_time(condition, number, answer.data[0])
    return condition


def page(capabilities: Capabilities) -> bytes:
    """A page that shows width, bold, Chinese, a bar code and a QR symbol, each with what should be seen."""
    parts = [b"\x1b@", _line(f"{capabilities.name}: {capabilities.columns} columns, {capabilities.width_dots} dots")]
    parts.append(_line((RULER * capabilities.columns)[: capabilities.columns]))
    parts.append(b"\x1bE\x01" + _line("this line is bold") + b"\x1bE\x00")
    if capabilities.chinese == "codepage":
        parts.append(b"\x1c&" + "中国邮政 ￥13.00".encode("gb18030") + b"\x1c.\n")
    parts.append(b"\x1ba\x01")  # symbols need white on both sides
    if capabilities.barcode == "native":
        parts.append(_line("scan: PA12345678901") + _bar_code("PA12345678901") + b"\n")
    if capabilities.qr == "native":
        parts.append(_line("scan: QR-TEST") + _qr(b"QR-TEST") + b"\n")
    parts.append(b"\x1dVB\x00" if capabilities.cutter else b"\x1bd\x04")
    return b"".join(parts)


def _line(text: str) -> bytes:
    return text.encode("ascii") + b"\n"


def _bar_code(data: str) -> bytes:
    body = b"{B" + data.encode("ascii")
    return b"\x1dh\x50\x1dw\x02\x1dkI" + bytes([len(body)]) + body


def _qr(data: bytes) -> bytes:
    size = (len(data) + 3).to_bytes(2, "little")
    settings = b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k\x03\x001E1"
    return settings + b"\x1d(k" + size + b"1P0" + data + b"\x1d(k\x03\x001Q0"
