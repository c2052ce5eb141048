"""One way to open any scale by its address."""

from devices.hid import SCHEME, open_hid
from devices.link import LinkState
from devices.wires import LineSettings, Wire, WireError, open_serial


def open_wire(address: str, settings: LineSettings) -> Wire:
    """Open a device path, socket://host:port or hid://VVVV:PPPP.

    A scale that was set otherwise than its protocol's usual `settings` says so behind a `#`: PATH#2400 8N1.

    Raises:
        WireError: it can't be opened; the state says why.
    """
    port = address.partition("#")[0]
    if port.startswith(SCHEME):
        return open_hid(port)
    try:
        return open_serial(port, line_settings(address, settings))
    except ValueError as err:
        raise WireError(LinkState.FAULT, port=port, reason=str(err)) from err


def line_settings(address: str, usual: LineSettings) -> LineSettings:
    """The line settings that an address names, or the usual ones.

    Raises:
        ValueError: what stands behind the `#` is none.
    """
    line = address.partition("#")[2]
    return LineSettings.parse(line) if line else usual
