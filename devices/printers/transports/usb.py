"""A printer on USB, through pyusb."""

import contextlib
import errno
from typing import Any

from devices.link import LinkState
from devices.printers.ports import Port, PortError
from devices.printers.transports import causes

CHUNK = 4096


def open_usb(vendor: int, product: int, in_endpoint: int, out_endpoint: int) -> Port:
    """Open the printer with this vendor and product; PortError with the reason otherwise."""
    from escpos.exceptions import Error
    from escpos.printer import Usb

    name = f"{vendor:04x}:{product:04x}"
    printer = Usb(vendor, product, timeout=int(causes.STALL_S * 1000), in_ep=in_endpoint, out_ep=out_endpoint)
    try:
        printer.open()
    except (Error, OSError, RuntimeError) as error:
        raise PortError(*causes.cause(error, name)) from error
    return _UsbPort(printer, name)


class _UsbPort:
    """A USB printer; its own time-outs are errors of their own."""

    answers = True

    def __init__(self, printer: Any, name: str) -> None:
        self._printer = printer
        self._where = {"port": name}

    def write(self, data: bytes) -> None:
        for start in range(0, len(data), CHUNK):
            try:
                self._printer._raw(data[start : start + CHUNK])
            except OSError as error:  # usb.core.USBError is an OSError
                raise PortError(LinkState.UNPLUGGED, None, self._where) from error

    def read(self, timeout_s: float) -> bytes:
        try:
            data = self._printer.device.read(self._printer.in_ep, causes.READ_BYTES, max(1, int(timeout_s * 1000)))
        except OSError as error:
            if error.errno in (errno.ETIMEDOUT, None):
                return b""
            raise PortError(LinkState.UNPLUGGED, None, self._where) from error
        return bytes(data)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._printer.close()
