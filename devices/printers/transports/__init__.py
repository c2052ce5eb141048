"""Ways to a printer: network, serial, USB, device file, Windows queue; each gives a function that opens a port.

A socket, a serial line and a file are opened here. python-escpos opens USB and Windows queues, and is imported there
only: it brings 24 MB of bar codes, pictures and printer profiles that nothing here asks it for. Reading and writing go
to what was opened, because the library's calls wait for a minute, cannot say how much was written, and read 16 bytes.
"""

from functools import partial
from pathlib import Path

from devices.printers.ports import OpenPort
from devices.printers.transports.files import FilePort
from devices.printers.transports.network import open_network
from devices.printers.transports.serial_line import open_serial
from devices.printers.transports.usb import open_usb
from devices.printers.transports.windows import WindowsPort

SERIAL_BAUD = 9600


def network(host: str, port: int = 9100) -> OpenPort:
    """A printer on TCP; use a private cable: port 9100 knows no password."""
    return partial(open_network, host, port)


def serial(address: str, *, hardware_flow: bool = True) -> OpenPort:
    """A printer on a serial line, 8N1, for this program alone: PATH or PATH@BAUD; ValueError for an odd speed."""
    path, at, baud = address.partition("@")
    speed = int(baud) if at else SERIAL_BAUD
    if not path or not 1200 <= speed <= 921_600:
        raise ValueError(address)
    return partial(open_serial, path, speed, hardware_flow)


def usb(vendor: int, product: int, *, in_endpoint: int = 0x82, out_endpoint: int = 0x01) -> OpenPort:
    """A printer on USB, through pyusb (the extra `usb`)."""
    return partial(open_usb, vendor, product, in_endpoint, out_endpoint)


def file(path: str | Path) -> OpenPort:
    """A printer behind a device file such as /dev/usb/lp0, or a plain file that collects the bytes."""
    return partial(FilePort, Path(path))


def windows(queue: str) -> OpenPort:
    """A Windows printer queue, raw; it never answers."""
    return partial(WindowsPort, queue)
