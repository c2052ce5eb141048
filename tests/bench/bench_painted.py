"""Frame to painted weight: from the last byte of a scale's answer to the figure in a real terminal."""

import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from counter.bootstrap.core import init
from counter.bootstrap.sample_pins import PINS
from devices.sim.scale import ScaleSimulator
from tests.bench.terminal import Terminal

FRAMES = 200
AIM_MS = 8
LIGHT, HEAVY = 3200, 4700
ECHO = """
import os, tty
tty.setraw(0)
os.write(1, b"ready")
while data := os.read(0, 4):
    os.write(1, b"<" + data + b">")
"""


class Stamped:
    """Notes when the first answer with the wanted weight left the scale."""

    def __init__(self) -> None:
        self._wanted = b""
        self._sent: list[float] = []

    def want(self, figure: str) -> None:
        """Wait for this weight from now on."""
        self._wanted, self._sent = figure.encode(), []

    @property
    def sent(self) -> float:
        """When it left. IndexError before it did."""
        return self._sent[0]

    def __call__(self, answer: bytes) -> bytes:
        if self._wanted and self._wanted in answer:
            self._sent.append(time.perf_counter())
        return answer


def run() -> list[str]:
    """A parcel is exchanged for another, again and again, on the acceptance screen."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        init(home, with_sample=True)
        scale = ScaleSimulator("toledo8217", directory=Path(folder) / "by-id", settle_s=0.0)
        stamped = Stamped()
        scale.garble = stamped
        try:
            _connect(home, scale.start())
            times = sorted(_measure(home, scale, stamped))
        finally:
            scale.stop()
    return [
        f"frame to painted weight   {_parts(times)}   aim: {AIM_MS} ms p99",
        f"  a byte echoed meanwhile {_parts(sorted(_echoed()))}",
    ]


def _parts(times: Sequence[float]) -> str:
    median, most, high = (times[int(len(times) * part)] * 1e3 for part in (0.5, 0.9, 0.99))
    return f"{median:7.1f} ms median, {most:.1f} p90, {high:.1f} p99"


def _echoed() -> Iterator[float]:
    """How late this machine wakes a program that does nothing else: what no counter can be faster than."""
    with Terminal([sys.executable, "-c", ECHO]) as terminal:
        terminal.until("ready")
        for n in range(FRAMES):
            time.sleep(0.02)
            began = time.perf_counter()
            terminal.send(f"{n:04}")
            yield terminal.until(f"<{n:04}>", 5) - began


def _connect(home: Path, address: str) -> None:
    path = home / "counter.toml"
    text = path.read_text(encoding="utf-8").replace("simulate = true", "simulate = false")
    path.write_text(re.sub(r'port = ""  +# the simulated scale.*', f'port = "{address}"', text), encoding="utf-8")


def _measure(home: Path, scale: ScaleSimulator, stamped: Stamped) -> list[float]:
    command = [sys.executable, "-m", "counter.cli.main", "run", "--home", str(home), "--language", "en"]
    with Terminal(command) as terminal:
        terminal.until("PIN")
        terminal.until("clerk")  # the names come with all the rest
        terminal.drain(1.0, most=4.0)
        terminal.send(f"{PINS['liqiang']}\r")
        terminal.until("Sender")
        terminal.drain(1.0, most=3.0)
        return [_exchange(terminal, scale, stamped, LIGHT if n % 2 else HEAVY) for n in range(FRAMES)]


def _exchange(terminal: Terminal, scale: ScaleSimulator, stamped: Stamped, grams: int) -> float:
    """Seconds from the frame with this weight to its figure on the screen."""
    figure = f"{grams // 1000}.{grams % 1000:03d}"
    stamped.want(figure)
    scale.put(grams)
    painted = terminal.until(figure, 5)
    terminal.drain(0.02, most=0.1)
    return painted - stamped.sent
