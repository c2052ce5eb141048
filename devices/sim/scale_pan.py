"""The pan of a simulated scale: what lies on it, and how the display gets there."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from devices.scales.reading import State


@dataclass(frozen=True, slots=True)
class Display:
    """What the simulated scale knows at one moment: its state, and the grams on the display."""

    state: State
    grams: int


class Pan:
    """A load that changes settles in `settle_s` seconds, in motion meanwhile.

    `capacity_g` and more is an overload; a forced state (motion, overload, underload) holds until it is lifted.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        settle_s: float = 0.4,
        capacity_g: int = 30_000,
        division_g: int = 1,
    ) -> None:
        self._clock = clock
        self._settle_s = settle_s
        self._capacity_g = capacity_g
        self._division_g = division_g
        self._lock = threading.Lock()
        self._from_g = self._to_g = 0
        self._changed_at = clock() - settle_s
        self._is_moving = False

    def load(self, grams: int) -> None:
        """Change the load; the display moves towards it."""
        with self._lock:
            self._from_g = self._grams(self._clock())
            self._to_g = grams
            self._changed_at = self._clock()

    def set_moving(self, moving: bool) -> None:
        """Keep the pan in motion, or let it settle."""
        with self._lock:
            self._is_moving = moving

    def overload(self) -> None:
        """Put on more than the scale bears."""
        self.load(self._capacity_g * 2)

    def display(self) -> Display:
        """What the scale shows now."""
        with self._lock:
            now = self._clock()
            grams = self._grams(now)
            return Display(self._state(now, grams), grams)

    def _grams(self, now: float) -> int:
        share = min(1.0, (now - self._changed_at) / self._settle_s) if self._settle_s else 1.0
        exact = self._from_g + (self._to_g - self._from_g) * share
        return round(exact / self._division_g) * self._division_g

    def _state(self, now: float, grams: int) -> State:
        if grams > self._capacity_g:
            return State.OVER
        if self._is_moving or (now - self._changed_at < self._settle_s and self._from_g != self._to_g):
            return State.MOTION
        if grams < 0:
            return State.NEGATIVE
        return State.STABLE if grams else State.ZERO
