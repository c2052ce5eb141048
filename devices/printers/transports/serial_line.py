"""A printer on a serial line."""

import contextlib
from typing import TYPE_CHECKING

from devices.link import LinkState
from devices.printers.ports import Port, PortError
from devices.printers.transports import causes

if TYPE_CHECKING:
    from serial import Serial

try:
    from termios import error as _termios_error
except ImportError:  # Windows
    _termios_error = OSError  # type: ignore[assignment, misc]

CHUNK = 256  # a quarter of a second at 9600 baud, well under the stall
LOST = (OSError, _termios_error)  # a pulled plug is the one or the other; SerialException is an OSError


def open_serial(path: str, baud: int, hardware_flow: bool) -> Port:
    """Open the line for this program alone; PortError with the reason otherwise."""
    # pyserial costs 30 ms to import, and most printers are on the network.
    from serial import Serial

    line = Serial(baudrate=baud, timeout=0, write_timeout=causes.STALL_S, dsrdtr=hardware_flow)
    line.port = path
    line.exclusive = True
    try:
        line.open()
    except LOST as error:
        line.close()
        raise PortError(*causes.cause(error, path)) from error
    return _SerialPort(line, path)


class _SerialPort:
    """A serial line; pyserial can't say how much of a failed write went out."""

    answers = True

    def __init__(self, line: "Serial", path: str) -> None:
        self._line = line
        self._where = {"port": path}

    def write(self, data: bytes) -> None:
        for start in range(0, len(data), CHUNK):
            try:
                self._line.write(data[start : start + CHUNK])
            except LOST as error:
                raise PortError(LinkState.UNPLUGGED, None, self._where) from error

    def read(self, timeout_s: float) -> bytes:
        try:
            self._line.timeout = timeout_s
            first = bytes(self._line.read(1))
            return first + bytes(self._line.read(min(causes.READ_BYTES, self._line.in_waiting))) if first else b""
        except LOST as error:
            raise PortError(LinkState.UNPLUGGED, None, self._where) from error

    def close(self) -> None:
        # close() alone waits until everything is sent, for ever where nobody takes it
        with contextlib.suppress(*LOST):
            self._line.reset_output_buffer()
        with contextlib.suppress(*LOST):
            self._line.close()
