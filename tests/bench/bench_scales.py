"""What a scale costs and how fast it comes back: decoding, latency, idle CPU, recovery."""

import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from devices.link import LinkState
from devices.owner import ScaleOwner
from devices.scales.protocols import PROTOCOLS, decode_frame
from devices.scales.reading import Reading
from devices.sim.scale import ScaleSimulator
from devices.wires import LineSettings, open_serial

RECOVERY_LIMIT_S = 2.0
CPU_LIMIT_PERCENT = 1.5
PAINT_LIMIT_MS = 8.0
ROUNDS = 8


def run() -> list[str]:
    """Printable lines: name, measured, limit."""
    with tempfile.TemporaryDirectory() as folder:
        rig = _Rig(Path(folder))
        try:
            lines = [_decoding(), _latency(rig), _idle_cpu(rig), *_recoveries(rig)]
        finally:
            rig.stop()
    return [*lines, _stream_cpu()]


class _Rig:
    """An 8217 on a pty with its owner, and the moments at which frames left and arrived."""

    def __init__(self, directory: Path, protocol: str = "toledo8217") -> None:
        self.scale = ScaleSimulator(protocol, directory=directory, settle_s=0.0)
        self.sent = 0.0
        self.latencies: list[float] = []
        self.scale.garble = self._stamp
        self.scale.put(1250)
        self.owner = ScaleOwner(
            f"bench-{protocol}",
            lambda: open_serial(self.scale.address, self.scale.protocol.settings),
            protocol,
            on_reading=self._arrived,
            on_status=lambda _status: None,
            unit="kg",
        )
        self.scale.start()
        self.owner.start()
        _wait(lambda: self.owner.latest is not None)

    def stop(self) -> None:
        self.owner.stop()
        self.scale.stop()

    def thread(self) -> threading.Thread:
        return next(each for each in threading.enumerate() if each.name == f"device-{self.owner.name}")

    def _stamp(self, answer: bytes) -> bytes:
        self.sent = time.perf_counter()
        return answer

    def _arrived(self, _reading: Reading) -> None:
        self.latencies.append(time.perf_counter() - self.sent)


def _decoding() -> str:
    frames = [(protocol, protocol.samples[0]) for protocol in PROTOCOLS.values()]
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < 0.5:
        for protocol, frame in frames:
            decode_frame(protocol, frame)
        count += len(frames)
    each = (time.perf_counter() - began) / count * 1e6
    return f"scale: decode a frame (all protocols)  {each:.0f} us  fastest stream: 56 frames/s"


def _latency(rig: _Rig) -> str:
    rig.latencies.clear()
    _wait(lambda: len(rig.latencies) >= 100, within=15)
    ms = sorted(latency * 1000 for latency in rig.latencies)
    p50, p99 = statistics.median(ms), ms[int(len(ms) * 0.99) - 1]
    return (
        f"scale: frame -> callback, n={len(ms)}  p50 {p50:.2f} ms, p99 {p99:.2f} ms  p99 <= {PAINT_LIMIT_MS} ms painted"
    )


def _idle_cpu(rig: _Rig) -> str:
    return f"scale: polling at 10 Hz  {_cpu_percent(rig):.2f} % of a core  <= {CPU_LIMIT_PERCENT} %"


def _stream_cpu() -> str:
    with tempfile.TemporaryDirectory() as folder:
        rig = _Rig(Path(folder), "toledo-continuous")
        try:
            percent = _cpu_percent(rig)
        finally:
            rig.stop()
    return f"scale: listening to a stream of 10 frames/s  {percent:.2f} % of a core  <= {CPU_LIMIT_PERCENT} %"


def _cpu_percent(rig: _Rig, seconds: float = 5.0) -> float:
    ident = rig.thread().ident
    assert ident is not None
    clock = time.pthread_getcpuclockid(ident)
    before = time.clock_gettime(clock)
    time.sleep(seconds)
    return (time.clock_gettime(clock) - before) / seconds * 100


def _recoveries(rig: _Rig) -> list[str]:
    causes: dict[str, tuple[Callable[[], None], LinkState, Callable[[], None]]] = {
        "unplugged, another tty": (rig.scale.unplug, LinkState.UNPLUGGED, rig.scale.plug),
        "power off, port stays": (lambda: _garble(rig, lambda _a: b""), LinkState.SILENT, lambda: _garble(rig, None)),
        "wrong parity": (lambda: _garble(rig, _parity), LinkState.WRONG_SETTINGS, lambda: _garble(rig, None)),
    }
    lines = [_recovery(rig, name, *acts) for name, acts in causes.items()]
    return [*lines, _busy_recovery(rig)]


def _recovery(rig: _Rig, name: str, cause: Callable[[], None], state: LinkState, end: Callable[[], None]) -> str:
    noticed, recovered = [], []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        cause()
        _wait(lambda: rig.owner.status.state is state)
        noticed.append(time.perf_counter() - began)
        began = time.perf_counter()
        end()
        _wait(lambda: rig.owner.latest is not None)
        recovered.append(time.perf_counter() - began)
    return (
        f"scale: {name}, n={ROUNDS}  noticed in {max(noticed):.2f} s at most, back in "
        f"{statistics.median(recovered):.2f} s (median) {max(recovered):.2f} s (most)  <= {RECOVERY_LIMIT_S} s"
    )


def _busy_recovery(rig: _Rig) -> str:
    rivals = []

    def take() -> None:
        rig.owner.stop()
        rivals.append(open_serial(rig.scale.address, LineSettings()))
        rig.owner.start()

    return _recovery(rig, "held by another program", take, LinkState.BUSY, lambda: rivals.pop().close())


def _garble(rig: _Rig, garble: Callable[[bytes], bytes] | None) -> None:
    rig.scale.garble = garble


def _parity(answer: bytes) -> bytes:
    return bytes(byte | 0x80 if byte.bit_count() % 2 else byte for byte in answer)


def _wait(condition: Callable[[], bool], within: float = 10.0) -> None:
    deadline = time.monotonic() + within
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("the scale did not come back")
        time.sleep(0.002)
