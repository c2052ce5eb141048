"""The bytes of a wire as they pass, with what they mean: for the installer on the telephone."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from devices.wires import Wire

# fmt: off
_NAMES = (
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI",
    "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class TraceLine:
    """Bytes that passed at monotonic time `at`, towards the device or from it, and their meaning in a few words."""

    at: float
    is_sent: bool
    data: bytes
    meaning: str = ""

    def __str__(self) -> str:
        arrow = ">" if self.is_sent else "<"
        return f"{arrow} {show_bytes(self.data):40} {self.data.hex(' ')}  {self.meaning}".rstrip()


def show_bytes(data: bytes) -> str:
    r"""Bytes as an installer reads them out: control characters by name, the rest as it is.

    >>> show_bytes(b"\x0201.250\r\xff")
    '<STX>01.250<CR><FF h>'
    """
    return "".join(_shown(byte) for byte in data)


def _shown(byte: int) -> str:
    if byte < len(_NAMES):
        return f"<{_NAMES[byte]}>"
    return chr(byte) if byte < 0x7F else f"<{byte:02X} h>"


OnTrace = Callable[[TraceLine], None]
Explain = Callable[[bytes, bool], str]


class TracedWire:
    """A wire that tells a listener what passes; the listener is asked for at each step, so that it can come and go."""

    def __init__(
        self,
        wire: Wire,
        listener: Callable[[], OnTrace | None],
        explain: Explain,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wire = wire
        self._listener = listener
        self._explain = explain
        self._clock = clock

    def read(self, n: int, timeout: float) -> bytes:
        """Read, and tell."""
        data = self._wire.read(n, timeout)
        if data:
            self._tell(data, is_sent=False)
        return data

    def write(self, data: bytes) -> None:
        """Write, and tell."""
        self._wire.write(data)
        self._tell(data, is_sent=True)

    def close(self) -> None:
        """Let go."""
        self._wire.close()

    def _tell(self, data: bytes, *, is_sent: bool) -> None:
        listener = self._listener()
        if listener is not None:
            listener(TraceLine(self._clock(), is_sent, data, self._explain(data, is_sent)))
