"""Pole displays: two lines of twenty characters, or eight digits, for the customer."""

import threading
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from devices.keeper import OpenWire, WireKeeper
from devices.link import DeviceStatus, LinkState
from devices.printers.passage import through_printer
from devices.wires import LineSettings, Wire

WIDTH = 20
LED_DIGITS = 8
REFRESH_S = 5.0
LOOK_S = 0.5
_FAMILIAR = str.maketrans({"¥": "Y", "￥": "Y", "€": "E", "£": "L"})


@dataclass(frozen=True, slots=True)
class PoleModel:
    """A display's language: how two lines of text become its bytes."""

    name: str
    title: str
    settings: LineSettings
    encode: Callable[[str, str], bytes]


def plain(text: str) -> str:
    """Text as a display without Chinese can show it: ASCII, accents taken off, anything else a question mark.

    >>> plain("合计 ¥12.50")
    '?? Y12.50'
    """
    narrow = unicodedata.normalize("NFKD", text.translate(_FAMILIAR))
    kept = (char for char in narrow if not unicodedata.combining(char))
    return "".join(char if " " <= char <= "~" else "?" for char in kept)


def encode_cd5220(upper: str, lower: str) -> bytes:
    r"""CD5220: ESC Q A text CR for the upper line, ESC Q B for the lower, each padded to exactly 20.

    >>> encode_cd5220("TOTAL", "12.50")[:8]
    b'\x1bQATOTAL'
    """
    return b"\x1bQA" + _padded(upper) + b"\r\x1bQB" + _padded(lower) + b"\r"


def encode_epson(upper: str, lower: str) -> bytes:
    r"""Epson DM-D and its imitators: US $ column line moves the cursor, then 20 characters.

    >>> encode_epson("A", "B")[:5]
    b'\x1f$\x01\x01A'
    """
    return b"\x1f$\x01\x01" + _padded(upper) + b"\x1f$\x01\x02" + _padded(lower)


def encode_led8(upper: str, lower: str) -> bytes:
    r"""LED8: ESC Q A digits CR; the number of the lower line, for there is room for one.

    >>> encode_led8("TOTAL", "12.50")
    b'\x1bQA12.50\r'
    """
    digits = "".join(char for char in plain(lower or upper) if char in "0123456789.-")
    shown = digits if len(digits.replace(".", "")) <= LED_DIGITS else "-" * LED_DIGITS
    return b"\x1bQA" + shown.encode("ascii") + b"\r"


def _padded(text: str) -> bytes:
    return plain(text)[:WIDTH].ljust(WIDTH).encode("ascii")


MODELS: Mapping[str, PoleModel] = MappingProxyType(
    {
        model.name: model
        for model in (
            PoleModel("cd5220", "CD5220, 2 x 20", LineSettings(9600), encode_cd5220),
            PoleModel("epson", "Epson DM-D, 2 x 20", LineSettings(9600), encode_epson),
            PoleModel("led8", "LED8, eight digits", LineSettings(2400), encode_led8),
        )
    }
)


class PoleDisplay(WireKeeper):
    """Keeps a pole display and shows what was asked last; after a loss it is shown again.

    `show` may be called from any thread and never waits. `is_behind_printer`: the wire is a printer's that nothing else
    is written to; the wire of a printer that prints is a `PrinterPassage`.
    """

    def __init__(
        self,
        name: str,
        open_wire: OpenWire,
        model: str,
        *,
        on_status: Callable[[DeviceStatus], None],
        is_behind_printer: bool = False,
    ) -> None:
        super().__init__(name, open_wire, on_status=on_status)
        self._model = MODELS[model]
        self._is_behind_printer = is_behind_printer
        self._wanted = ("", "")
        self._changed = threading.Event()

    @property
    def shown(self) -> tuple[str, str]:
        """The two lines asked for last."""
        return self._wanted

    def show(self, upper: str, lower: str = "") -> None:
        """Show two lines; only the last ones asked for are sent."""
        self._wanted = (upper, lower)
        self._changed.set()

    def stop(self, timeout: float = 2.0) -> None:
        """Let go of the display."""
        self._stopping.set()
        self._changed.set()
        super().stop(timeout)

    def serve(self, wire: Wire) -> None:
        """Write what is wanted when it changes, and every five seconds: a display tells nothing of its own."""
        while not self._stopping.is_set():
            self._changed.clear()
            wire.write(self._bytes())
            self._tell(LinkState.READY)
            for _ in range(int(REFRESH_S / LOOK_S)):
                if self._changed.wait(LOOK_S):
                    break
                wire.read(64, 0)  # says nothing, and fails when the plug is out

    def explain(self, data: bytes, is_sent: bool) -> str:  # noqa: ARG002 - what it shows is what was asked for
        """The two lines."""
        return " / ".join(line for line in self._wanted if line) if is_sent else ""

    def _bytes(self) -> bytes:
        data = self._model.encode(*self._wanted)
        return through_printer(data) if self._is_behind_printer else data
