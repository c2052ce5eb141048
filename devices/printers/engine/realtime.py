"""Commands that a printer obeys the moment they arrive, even inside the data of another command.

DLE EOT n (status), DLE ENQ n (recover) and DLE DC4 (pulse, clear buffers). Because a printer looks for them in every
byte, a raster that happens to hold 10 14 01 opens the drawer: the interpreter does the same.
"""

from collections.abc import Iterator

from devices.printers.engine.events import ClearBuffers, DrawerPulse, Event, Query, Recover, StatusRequest

CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
_LENGTHS = {b"\x10\x04": 3, b"\x10\x05": 3, b"\x10\x14": 3}


class RealTimeScanner:
    """Finds real-time commands in a stream; remembers at most ten bytes between calls."""

    def __init__(self) -> None:
        self._tail = b""
        self._offset = 0

    def feed(self, data: bytes) -> Iterator[Event]:
        """The real-time commands that `data` completes, in order."""
        buffer = self._tail + data
        start = self._offset - len(self._tail)
        self._offset += len(data)
        position = buffer.find(b"\x10")
        while position >= 0:
            size, event = _command(buffer[position : position + 10], start + position)
            if size == 0:
                break
            if event is not None:
                yield event
            position = buffer.find(b"\x10", position + size)
        self._tail = buffer[position:] if position >= 0 else b""


def _command(head: bytes, offset: int) -> tuple[int, Event | None]:
    """How many bytes were used (0: more are needed) and what they mean."""
    if len(head) < 2 or (head[:2] in _LENGTHS and len(head) < 3):
        return 0, None
    if head[:2] == b"\x10\x04" and 1 <= head[2] <= 4:
        return 3, StatusRequest(Query.REAL_TIME, head[2], offset)
    if head[:2] == b"\x10\x05" and head[2] in (1, 2):
        return 3, Recover(head[2] == 2, offset)
    if head[:2] == b"\x10\x14":
        return _action(head, offset)
    return 1, None


def _action(head: bytes, offset: int) -> tuple[int, Event | None]:
    if head[2] == 1:
        return _pulse(head, offset)
    if head[2] == 8 and CLEAR_BUFFERS.startswith(head):
        return (0, None) if len(head) < len(CLEAR_BUFFERS) else (len(head), ClearBuffers(offset))
    return 1, None


def _pulse(head: bytes, offset: int) -> tuple[int, Event | None]:
    if len(head) < 5:
        return 0, None
    pin, units = head[3], head[4]
    if pin > 1 or not 1 <= units <= 8:
        return 1, None
    return 5, DrawerPulse(5 if pin else 2, units * 100, units * 100, offset, real_time=True)
