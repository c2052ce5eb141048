"""A simulated pole display: reads the bytes of the three languages and shows two lines."""

import re
from pathlib import Path

from devices.poles import WIDTH
from devices.sim.plugged import PluggedDevice

_PIECE = re.compile(
    rb"\x1bQ(?P<line>[AB])(?P<text>[ -~]*)\r"
    rb"|\x1f\$(?P<x>[\x01-\x14])(?P<y>[\x01\x02])(?P<at>[ -~]{20})"
    rb"|(?P<clear>\x0c)"
    rb"|\x1b=(?P<select>[\x01-\x03])"
)
_LIMIT = 512


class PoleScreen:
    """What the customer reads: two lines, kept up to date from bytes cut anywhere."""

    def __init__(self) -> None:
        self.lines = ["", ""]
        self.is_selected = True
        self._held = b""

    def feed(self, data: bytes) -> None:
        """Take bytes in either language; half a command waits for its end."""
        self._held = (self._held + data)[-_LIMIT:]
        end = 0
        for piece in _PIECE.finditer(self._held):
            self._obey(piece)
            end = piece.end()
        self._held = self._held[end:]

    def _obey(self, piece: re.Match[bytes]) -> None:
        if piece["select"]:
            self.is_selected = bool(piece["select"][0] & 2)
        elif piece["clear"]:
            self.lines = ["", ""]
        elif piece["line"]:
            self._put(piece["line"] == b"B", 0, piece["text"])
        else:
            self._put(piece["y"] == b"\x02", piece["x"][0] - 1, piece["at"])

    def _put(self, is_lower: bool, column: int, text: bytes) -> None:
        old = self.lines[is_lower].ljust(WIDTH)
        new = old[:column] + text.decode("ascii") + (old[column + len(text) :] if column else "")
        self.lines[is_lower] = new[:WIDTH].rstrip()


class PoleSimulator(PluggedDevice):
    """A pole display on a line; `screen.lines` is what it shows."""

    def __init__(self, *, directory: Path | None = None, wire: str = "auto") -> None:
        super().__init__("pole", directory, wire=wire)
        self.screen = PoleScreen()

    def heard(self, data: bytes) -> None:
        """Show it."""
        self.screen.feed(data)

    def lost_power(self) -> None:
        """Go dark."""
        self.screen = PoleScreen()
