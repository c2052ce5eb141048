"""A simulated device on a line: its own thread, and a plug that can be pulled from any other."""

import os
import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path

from devices.sim.line import make_line


class PluggedDevice:
    """Hears its line and talks on it in a daemon thread; `name` becomes part of the link in `directory`.

    A subclass hears with `heard`, and talks unasked with `tick` every `period_s` seconds where that is set.
    """

    period_s: float | None = None

    def __init__(self, name: str, directory: Path | None = None, *, wire: str = "auto") -> None:
        self._name = name
        self._line = make_line(name, directory, wire=wire)
        self._stopping = threading.Event()
        self._orders: queue.SimpleQueue[tuple[Callable[[], None], threading.Event]] = queue.SimpleQueue()
        self._bell = os.pipe()
        self._thread: threading.Thread | None = None

    @property
    def address(self) -> str:
        """What to give to `open_serial`."""
        return self._line.address

    def start(self) -> str:
        """Plug in and talk; gives the address."""
        self.plug()
        self._thread = threading.Thread(target=self._run, name=f"sim-{self._name}", daemon=True)
        self._thread.start()
        return self.address

    def stop(self) -> None:
        """Unplug, end the thread and remove the link; a stopped simulator stays stopped."""
        if self._stopping.is_set():
            return
        self._stopping.set()
        self._ring()
        if self._thread:
            self._thread.join(2)
        self._line.close()
        for fd in self._bell:
            os.close(fd)

    def unplug(self) -> None:
        """Pull the plug: the port disappears and its reader gets an error."""
        self.order(self._pull)

    def plug(self) -> None:
        """Plug in again: the same address, another tty."""
        self.order(self._line.plug)

    def order(self, act: Callable[[], None]) -> None:
        """Have the line's own thread do it, which may be waiting on the line, and wait until it is done."""
        if self._thread in (None, threading.current_thread()) or not self._thread.is_alive():
            act()
            return
        done = threading.Event()
        self._orders.put((act, done))
        self._ring()
        done.wait(2)

    def heard(self, data: bytes) -> None:
        """Bytes came from the other side."""

    def tick(self) -> None:
        """It is time to talk unasked."""

    def lost_power(self) -> None:
        """Forget what a device forgets when its plug is pulled."""

    def _pull(self) -> None:
        self._line.unplug()
        self.lost_power()

    def _ring(self) -> None:
        os.write(self._bell[1], b"!")

    def _run(self) -> None:
        due = time.monotonic()
        while not self._stopping.is_set():
            data = self._line.wait(self._until(due), self._bell[0])
            if data:
                self.heard(data)
            self._obey()
            if self.period_s and time.monotonic() >= due:
                due = max(due, time.monotonic() - 1) + self.period_s
                self.tick()

    def _until(self, due: float) -> float | None:
        return max(0.0, due - time.monotonic()) if self.period_s else None

    def _obey(self) -> None:
        while not self._orders.empty():
            act, done = self._orders.get()
            os.read(self._bell[0], 1)
            act()
            done.set()
