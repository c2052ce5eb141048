"""One way to open any scale by its address."""

from devices.hid import SCHEME, open_hid
from devices.wires import LineSettings, Wire, open_serial


def open_wire(address: str, settings: LineSettings) -> Wire:
    """Open a device path, socket://host:port or hid://VVVV:PPPP.

    Raises:
        WireError: it can't be opened; the state says why.
    """
    if address.startswith(SCHEME):
        return open_hid(address)
    return open_serial(address, settings)
