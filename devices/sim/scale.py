"""A simulated scale: a pan, a voice and a line that can be pulled out."""

import time
from collections.abc import Callable
from pathlib import Path

from devices.scales.protocols import find
from devices.sim.plugged import PluggedDevice
from devices.sim.scale_pan import Pan
from devices.sim.scale_voices import voice_of

_LONGEST_QUESTION = 64


class ScaleSimulator(PluggedDevice):
    """Speaks a scale's protocol on a pty (or a loopback socket), as the real one does.

    `directory` plays /dev/serial/by-id: the link in it stays the same while the ttys behind it change. Weights are
    grams; `settle_s` is how long a changed load stays in motion. `garble`, where it is set, changes every answer on
    its way out: noise, parity bits of a wrongly set port, a byte at which the line goes dead.
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
        super().__init__(f"scale_{self.protocol.name}", directory, wire=wire)
        self.pan = Pan(clock=clock, settle_s=settle_s, capacity_g=capacity_g)
        self.garble: Callable[[bytes], bytes] | None = None
        self._voice = voice_of(self.protocol.name)
        self._heard = b""
        if self._voice.stream:
            self.period_s = 1 / self._voice.per_second

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

    def heard(self, data: bytes) -> None:
        """Answer each whole question; anything else is noise to a scale."""
        self._heard = (self._heard + data)[-_LONGEST_QUESTION:]
        while question := self._question():
            end = self._heard.index(question) + len(question)
            self._heard = self._heard[end:]
            self._say(self._voice.answer(question, self.pan.display()))

    def tick(self) -> None:
        """Talk unasked, where the protocol does."""
        if self._voice.stream:
            self._say(self._voice.stream(self.pan.display()))

    def lost_power(self) -> None:
        """Forget half a question."""
        self._heard = b""

    def _say(self, answer: bytes) -> None:
        self._line.send(self.garble(answer) if self.garble else answer)

    def _question(self) -> bytes | None:
        known = [question for question in self._voice.answers if question in self._heard]
        return min(known, key=self._heard.index, default=None)
