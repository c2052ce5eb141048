"""A pole display that hangs behind a simulated printer, as one device with one plug."""

from collections.abc import Callable
from pathlib import Path

from devices.link import DeviceStatus
from devices.poles import PoleDisplay
from devices.printers.capabilities import model
from devices.printers.link import PrinterLink
from devices.printers.passage import PrinterPassage
from devices.printers.transports import network
from devices.sim.printer import PrinterSimulator


class PassedPole:
    """Printer and display share plug and wire; `address` is the printer's."""

    def __init__(self, directory: Path) -> None:
        self._printer = PrinterSimulator(directory / "paper")
        self._link: PrinterLink | None = None
        self.address = ""

    def start(self) -> str:
        """Switch both on."""
        host, port = self._printer.start()
        self._link = PrinterLink("printer", network(host, port), model("simulated"), on_status=lambda _: None)
        self.address = f"tcp://{host}:{port}"
        return self.address

    def stop(self) -> None:
        """Put both away."""
        if self._link is not None:
            self._link.close()
        self._printer.stop()

    def unplug(self) -> None:
        """Pull the plug."""
        self._printer.power_off()

    def plug(self) -> None:
        """Put it back."""
        self._printer.power_on()

    def silence(self, silent: bool) -> None:
        """Let the printer neither read nor answer, or go on."""
        self._printer.stop_reading(silent)

    def keeper(self, name: str, on_status: Callable[[DeviceStatus], None]) -> PoleDisplay:
        """What keeps the display."""
        return PoleDisplay(name, self._open, "cd5220", on_status=on_status)

    def shows(self, upper: str, lower: str) -> bool:
        """Whether the customer reads that."""
        return self._printer.displayed == (upper, lower)

    def _open(self) -> PrinterPassage:
        assert self._link is not None  # nothing is kept before it is switched on
        return PrinterPassage(self._link)
