"""A simulated USB scale: reports as hidapi gives them, without a USB bus."""

import time
from collections.abc import Callable

from devices.link import LinkState
from devices.sim.scale_pan import Pan
from devices.sim.scale_streams import hid_report
from devices.wires import WireError

REPORT_S = 0.1


class HidScaleSimulator:
    """A pan whose `open_wire` stands in for `open_hid`; the first reports after opening are of the weighing before."""

    address = "hid://sim"

    def __init__(self, *, clock: Callable[[], float] = time.monotonic, settle_s: float = 0.4) -> None:
        self.pan = Pan(clock=clock, settle_s=settle_s, capacity_g=60_000)
        self.is_plugged = True
        self.stale = bytes.fromhex("03040200e204")

    def unplug(self) -> None:
        """Pull the plug: reading fails."""
        self.is_plugged = False

    def plug(self) -> None:
        """Plug in again."""
        self.is_plugged = True

    def open_wire(self) -> "HidSimWire":
        """Open the scale.

        Raises:
            WireError: UNPLUGGED.
        """
        self.check()
        return HidSimWire(self)

    def check(self) -> None:
        """Raise when it is not there."""
        if not self.is_plugged:
            raise WireError(LinkState.UNPLUGGED, port=self.address)


class HidSimWire:
    """The wire of an opened simulated USB scale: one report a read."""

    def __init__(self, scale: HidScaleSimulator) -> None:
        self._scale = scale
        self._stale = 2

    def read(self, n: int, timeout: float) -> bytes:
        """The next report, a tenth of a second after the last; nothing where `timeout` is shorter."""
        self._scale.check()
        time.sleep(min(timeout, REPORT_S))
        self._scale.check()
        if timeout < REPORT_S:
            return b""
        if self._stale:
            self._stale -= 1
            return self._scale.stale[:n]
        return hid_report(self._scale.pan.display())[:n]

    def write(self, data: bytes) -> None:
        """A scale of this class is never written to."""
        raise AssertionError(f"wrote {data!r} to a USB scale")

    def close(self) -> None:
        """Let go."""
