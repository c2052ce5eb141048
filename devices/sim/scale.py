"""A simulated scale: a pan, a voice and a line that can be pulled out."""

import os
import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path

from devices.scales.protocols import find
from devices.sim.scale_line import make_line
from devices.sim.scale_pan import Pan
from devices.sim.scale_voices import VOICES, Voice

_LONGEST_QUESTION = 64


class ScaleSimulator:
    """Speaks a scale's protocol on a pty (or a loopback socket), as the real one does.

    `directory` plays /dev/serial/by-id: the link in it stays the same while the ttys behind it change. Weights are
    grams; `settle_s` is how long a changed load stays in motion.
    """

    def __init__(
        self,
        protocol: str = "toledo8217",
        *,
        clock: Callable[[], float] = time.monotonic,
        settle_s: float = 0.4,
        capacity_g: int = 30_000,
        directory: Path | None = None,
        wire: str = "auto",
    ) -> None:
        self.protocol = find(protocol)
        self.pan = Pan(clock=clock, settle_s=settle_s, capacity_g=capacity_g)
        self._voice: Voice = VOICES[self.protocol.name]
        self._line = make_line(f"scale_{self.protocol.name}", directory, wire=wire)
        self._stopping = threading.Event()
        self._orders: queue.SimpleQueue[tuple[Callable[[], None], threading.Event]] = queue.SimpleQueue()
        self._bell = os.pipe()
        self._thread: threading.Thread | None = None
        self._heard = b""

    @property
    def address(self) -> str:
        """What to give to `open_serial`."""
        return self._line.address

    def start(self) -> str:
        """Plug in and answer, in a daemon thread; gives the address."""
        self.plug()
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name="sim-scale", daemon=True)
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

    def put(self, grams: int) -> None:
        """Lay this load on the pan."""
        self.pan.load(grams)

    def remove(self) -> None:
        """Empty the pan."""
        self.pan.load(0)

    def overload(self) -> None:
        """Lay on more than the scale bears."""
        self.pan.overload()

    def negative(self, grams: int = 100) -> None:
        """Show less than zero, as after a tare."""
        self.pan.load(-grams)

    def set_moving(self, moving: bool) -> None:
        """Keep the pan in motion, or let it settle."""
        self.pan.set_moving(moving)

    def unplug(self) -> None:
        """Pull the plug: the port disappears and its reader gets an error."""
        self._order(self._line.unplug)

    def plug(self) -> None:
        """Plug in again: the same address, another tty."""
        self._order(self._line.plug)

    def _order(self, act: Callable[[], None]) -> None:
        """Have the line's own thread do it, which may be waiting on the line, and wait until it is done."""
        if self._thread is None or not self._thread.is_alive():
            act()
            return
        done = threading.Event()
        self._orders.put((act, done))
        self._ring()
        done.wait(2)

    def _ring(self) -> None:
        os.write(self._bell[1], b"!")

    def _run(self) -> None:
        due = time.monotonic()
        while not self._stopping.is_set():
            self._hear(self._line.wait(self._until(due), self._bell[0]))
            self._obey()
            if self._voice.stream and time.monotonic() >= due:
                due = max(due, time.monotonic() - 1) + 1 / self._voice.per_second
                self._line.send(self._voice.stream(self.pan.display()))

    def _until(self, due: float) -> float | None:
        return max(0.0, due - time.monotonic()) if self._voice.stream else None

    def _obey(self) -> None:
        while not self._orders.empty():
            act, done = self._orders.get()
            os.read(self._bell[0], 1)
            self._heard = b""
            act()
            done.set()

    def _hear(self, data: bytes) -> None:
        """Answer each whole question; anything else is noise to a scale."""
        self._heard = (self._heard + data)[-_LONGEST_QUESTION:]
        while question := self._question():
            end = self._heard.index(question) + len(question)
            self._heard = self._heard[end:]
            self._line.send(self._voice.answer(question, self.pan.display()))

    def _question(self) -> bytes | None:
        known = [question for question in self._voice.answers if question in self._heard]
        return min(known, key=self._heard.index, default=None)
