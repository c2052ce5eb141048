"""A simulated serial scanner."""

from pathlib import Path

from devices.sim.plugged import PluggedDevice


class ScannerSimulator(PluggedDevice):
    """Sends what is scanned, with its prefix and suffix, as a serial scanner does."""

    def __init__(
        self, *, prefix: bytes = b"", suffix: bytes = b"\r\n", directory: Path | None = None, wire: str = "auto"
    ) -> None:
        super().__init__("scanner", directory, wire=wire)
        self._prefix = prefix
        self._suffix = suffix

    def scan(self, code: str) -> None:
        """Scan a code."""
        self.send(self._prefix + code.encode() + self._suffix)

    def send(self, data: bytes) -> None:
        """Send bytes as they are: noise, half a code."""
        self.order(lambda: self._line.send(data))
