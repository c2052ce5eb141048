"""A Windows printer queue."""

import contextlib

from devices.link import LinkState
from devices.printers.ports import PortError
from devices.printers.transports import causes


class WindowsPort:
    """A raw job in a Windows queue."""

    answers = False

    def __init__(self, queue: str) -> None:
        from escpos.exceptions import Error
        from escpos.printer import Win32Raw

        self._where = {"port": queue}
        if not Win32Raw.is_usable():
            raise PortError(LinkState.OFF, 0, self._where)
        self._printer = Win32Raw(queue)
        try:
            self._printer.open()
        except (Error, OSError) as error:
            raise PortError(*causes.cause(error, queue)) from error

    def write(self, data: bytes) -> None:
        try:
            self._printer._raw(data)
            self._printer.close()  # the queue prints a document when it is closed
            self._printer.open()
        except OSError as error:
            raise PortError(LinkState.FAULT, None, self._where) from error

    def read(self, timeout_s: float) -> bytes:  # noqa: ARG002  (nothing ever comes)
        return b""

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._printer.close()
