"""A wire in memory between a printer link and a simulated printer, on a clock that only moves when somebody waits."""

from collections.abc import Callable

from devices.link import LinkState
from devices.printers.ports import PortError
from devices.sim.printer_core import PrinterCore

KERNEL_BYTES = 200_000


class FakeClock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Bench:
    """A simulated printer on a table, with a cable that can be cut at any byte from the host."""

    def __init__(self, *, process_ids: bool = True, width_dots: int = 576) -> None:
        self.clock = FakeClock()
        self.core = PrinterCore(width_dots, self.clock, process_ids=process_ids)
        self.delivered = 0
        self.plugged = True
        self.error_in_write = False
        self._cuts: dict[int, Callable[[], None]] = {}
        self._later: list[tuple[float, Callable[[], None]]] = []
        self._port: CorePort | None = None

    def open(self) -> "CorePort":
        """What the link calls: a port, or PortError where nothing listens."""
        if not self.plugged or not self.core.powered:
            raise PortError(LinkState.UNPLUGGED, 0, {"address": "bench"})
        self._port = CorePort(self)
        return self._port

    def after(self, seconds: float, action: Callable[[], None]) -> None:
        """Do something when so much time has passed."""
        self._later.append((self.clock.now + seconds, action))
        self._later.sort(key=lambda entry: entry[0])

    def pass_time(self, until: float) -> None:
        """Let the clock run, doing what is due on the way."""
        while self._later and self._later[0][0] <= until:
            at, action = self._later.pop(0)
            self.clock.now = max(at, self.clock.now)
            action()
        self.clock.now = max(until, self.clock.now)

    def at_delivered(self, count: int, action: Callable[[], None]) -> None:
        """Do something when `count` further bytes have left the host, before the next one."""
        self._cuts[self.delivered + count] = action

    def calm(self) -> None:
        """Nothing more will happen by itself."""
        self._cuts.clear()
        self._later.clear()
        self.core.forget_actions()

    def break_wire(self) -> None:
        """RST: the connection is gone on both sides."""
        if self._port is not None:
            self._port.broken = True
        self.core.disconnected()

    def half_close(self) -> None:
        """The printer sends no more, but reads on."""
        if self._port is not None:
            self._port.half_closed = True

    def pass_on(self, data: bytes) -> int:
        """Bytes on their way; how many arrived before the wire broke."""
        for index, byte in enumerate(data):
            self._fault()
            if self._port is None or self._port.broken or not self.core.room:
                return index
            self.delivered += 1
            self.core.receive(bytes([byte]))
        self._fault()
        return len(data)

    def _fault(self) -> None:
        action = self._cuts.pop(self.delivered, None)
        if action is not None:
            action()


class CorePort:
    """The host's end; behaves like a TCP socket, with a kernel that buffers what the printer doesn't read."""

    answers = True

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._kernel = b""
        self.broken = False
        self.half_closed = False

    def write(self, data: bytes) -> None:
        if self.broken:
            raise PortError(LinkState.UNPLUGGED, 0)
        self._kernel += data
        self._flush()
        self._complain()
        if len(self._kernel) > KERNEL_BYTES:
            taken = KERNEL_BYTES
            self._kernel = b""
            raise PortError(LinkState.SILENT, taken)

    def read(self, timeout_s: float) -> bytes:
        self._flush()
        if self.broken or self.half_closed:
            raise PortError(LinkState.UNPLUGGED)
        data = self._bench.core.answers()
        if not data:
            self._wait(timeout_s)
            self._flush()
            data = self._bench.core.answers()
        return data

    def close(self) -> None:
        self.broken = True
        self._bench.core.disconnected()

    def _complain(self) -> None:
        if self.broken and self._bench.error_in_write:
            raise PortError(LinkState.UNPLUGGED, None)

    def _flush(self) -> None:
        if self._kernel and not self.broken and self._bench.core.room:
            self._kernel = self._kernel[self._bench.pass_on(self._kernel) :]

    def _wait(self, timeout_s: float) -> None:
        due = self._bench.core.next_answer_at
        end = self._bench.clock.now + timeout_s
        self._bench.pass_time(end if due is None else min(end, max(due, self._bench.clock.now)))
