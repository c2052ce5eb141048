"""The way through a printer to the pole display behind it: ESC = 2 hands what follows on, ESC = 1 prints again.

Source: "ESC/POS Command Reference", Seiko Epson, ESC = (Select peripheral device).
"""

from typing import TYPE_CHECKING

from devices.link import LinkState
from devices.printers.ports import PortError
from devices.wires import WireError

if TYPE_CHECKING:
    from devices.printers.link import PrinterLink

SELECT_DISPLAY, SELECT_PRINTER = b"\x1b=\x02", b"\x1b=\x01"
_PASSES = (LinkState.READY, LinkState.PAPER_LOW, LinkState.STARTING, LinkState.OFF)


def through_printer(data: bytes) -> bytes:
    r"""Bytes for the display, in one piece that leaves the printer selected.

    >>> through_printer(b"A")
    b'\x1b=\x02A\x1b=\x01'
    """
    return SELECT_DISPLAY + data + SELECT_PRINTER


class PrinterPassage:
    """A display's wire that is a printer's own: what is written goes out between two print jobs.

    Every method but `close` raises WireError with the printer's state (param printer) while it can't pass anything on.
    """

    def __init__(self, link: "PrinterLink") -> None:
        self._link = link

    def write(self, data: bytes) -> None:
        """Have the printer hand `data` on; waits while a job is being sent."""
        try:
            self._link.pass_on(through_printer(data))
        except PortError as error:
            raise WireError(error.state, **error.params, printer=self._link.name) from error

    def read(self, n: int, timeout: float) -> bytes:  # noqa: ARG002 - a display says nothing
        """Nothing, or the trouble that the printer is in."""
        status = self._link.status
        if status.state not in _PASSES:
            raise WireError(status.state, **status.params, printer=self._link.name)
        return b""

    def close(self) -> None:
        """The wire stays the printer's."""
