"""One thread that keeps one wire: opens it, serves it, and finds it again whatever happens to it."""

import logging
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from devices.link import DeviceStatus, LinkState
from devices.trace import OnTrace, TracedWire, TraceLine
from devices.wires import Wire, WireError

T = TypeVar("T")
log = logging.getLogger(__name__)

Clock = Callable[[], float]
OpenWire = Callable[[], Wire]

# A lost device is looked for at these intervals: the last one repeats, and keeps recovery within two seconds.
BACK_OFF_S = (0.1, 0.2, 0.4, 0.5)
BUSY_BACK_OFF_S = 1.0


class WireKeeper:
    """Owns a wire in a daemon thread; what is done with it is up to `serve` of the subclass.

    `on_status` is called from that thread, once for each change. Nothing raised by the device, the opener or a
    callback ends the thread. `trace`, while it is set, is told every byte that passes, from that thread too.
    """

    trace: OnTrace | None = None

    def __init__(
        self,
        name: str,
        open_wire: OpenWire,
        *,
        on_status: Callable[[DeviceStatus], None],
        clock: Clock = time.monotonic,
    ) -> None:
        self.name = name
        self._open_wire = open_wire
        self._on_status = on_status
        self._clock = clock
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._status = DeviceStatus(name, LinkState.OFF)

    @property
    def status(self) -> DeviceStatus:
        """The state of the wire now."""
        return self._status

    def start(self) -> None:
        """Start keeping the wire; a second call does nothing while the thread lives."""
        if self._thread and self._thread.is_alive():
            return
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name=f"device-{self.name}", daemon=True)
        self._thread.start()

    def stop(self, timeout: float = 2.0) -> None:
        """Let go of the wire and end the thread, waiting at most `timeout` seconds."""
        self._stopping.set()
        if self._thread and self._thread is not threading.current_thread():
            self._thread.join(timeout)

    def serve(self, wire: Wire) -> None:
        """Use an open wire until `self._stopping` is set; raise `WireError` when it is lost."""
        raise NotImplementedError

    def explain(self, data: bytes, is_sent: bool) -> str:  # noqa: ARG002 - each kind of device has its own words
        """What bytes on the wire mean, in a few words; nothing where nobody knows."""
        return ""

    def lost(self) -> None:
        """Called when the wire is gone, before the status says so."""

    def _run(self) -> None:
        failures = 0
        self._tell(LinkState.STARTING)
        while not self._stopping.is_set():
            began = self._clock()
            trouble = self._keep()
            if trouble is None:
                continue
            failures = 0 if self._clock() - began > 1.0 else failures + 1
            self._stopping.wait(_pause(trouble, failures))
        self.lost()
        self._tell(LinkState.OFF)

    def _keep(self) -> LinkState | None:
        """Open and serve once; the state of the trouble that ended it, or None when told to stop."""
        wire: Wire | None = None
        try:
            wire = self._open_wire()
            self.serve(TracedWire(wire, self._tracer, self.explain, self._clock))
        except WireError as err:
            return self._fail(err.state, **err.params)
        except Exception as err:  # noqa: BLE001 - the thread's outer edge: a fault here must not end the device
            return self._fail(LinkState.FAULT, reason=f"{type(err).__name__}: {err}")
        finally:
            if wire is not None:
                wire.close()
        return None

    def _fail(self, state: LinkState, **params: str) -> LinkState:
        self.lost()
        self._tell(state, **params)
        return state

    def _tell(self, state: LinkState, **params: str) -> None:
        status = DeviceStatus(self.name, state, params)
        if status == self._status:
            return
        self._status = status
        self._inform(self._on_status, status)

    def _tracer(self) -> OnTrace | None:
        listener = self.trace
        if listener is None:
            return None

        def tell(line: TraceLine) -> None:
            self._inform(listener, line)

        return tell

    def _inform(self, listener: Callable[[T], None], what: T) -> None:
        try:
            listener(what)
        except Exception:  # a listener's fault is the listener's; the device goes on
            log.exception("a listener of %s failed", self.name)


def _pause(state: LinkState, failures: int) -> float:
    if state in (LinkState.BUSY, LinkState.DENIED):
        return BUSY_BACK_OFF_S
    return BACK_OFF_S[min(failures, len(BACK_OFF_S) - 1)]
