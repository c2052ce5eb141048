"""A printer's wire with a listener: the bytes as they pass, and what they mean."""

import time
from collections.abc import Callable

from devices.printers.ports import OpenPort, Port
from devices.printers.status import ASK_ALL, StatusDecoder
from devices.trace import OnTrace, TraceLine


class TracedPort:
    """Tells a listener what passes; the listener is asked for at each step, so that it can come and go."""

    def __init__(self, port: Port, listener: Callable[[], OnTrace | None], clock: Callable[[], float]) -> None:
        self._port = port
        self._listener = listener
        self._clock = clock
        self._decoder = StatusDecoder()

    @property
    def answers(self) -> bool:
        """As the port itself."""
        return self._port.answers

    def write(self, data: bytes) -> None:
        """Write, and tell."""
        self._port.write(data)
        self._tell(data, is_sent=True)

    def read(self, timeout_s: float) -> bytes:
        """Read, and tell."""
        data = self._port.read(timeout_s)
        if data:
            self._tell(data, is_sent=False)
        return data

    def close(self) -> None:
        """Let go."""
        self._port.close()

    def _tell(self, data: bytes, *, is_sent: bool) -> None:
        meaning = _asked(data) if is_sent else self._answered(data)
        listener = self._listener()
        if listener is not None:
            listener(TraceLine(self._clock(), is_sent, data, meaning))

    def _answered(self, data: bytes) -> str:
        # fed even while nobody listens, so that half an answer is never taken for the head of the next
        return ", ".join(answer.kind.value for answer in self._decoder.feed(data))


def traced(
    open_port: OpenPort, listener: Callable[[], OnTrace | None], clock: Callable[[], float] = time.monotonic
) -> OpenPort:
    """The same way to a printer, with a listener on its wire."""
    return lambda: TracedPort(open_port(), listener, clock)


def _asked(data: bytes) -> str:
    if data == ASK_ALL:
        return "DLE EOT 1-4: asks how it is"
    return f"{len(data)} bytes" if len(data) > 16 else ""
