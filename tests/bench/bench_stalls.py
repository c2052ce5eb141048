"""How long the clerk's screen ever fails to answer, while a hand walks through every screen for the first time."""

import subprocess
import sys
import tempfile
from pathlib import Path

from counter.bootstrap.core import init

LIMIT_MS = 50
SHOWN = 5


def run() -> list[str]:
    """The worst step by its work, and those after it; in a process of its own, where everything is new."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        init(home, with_sample=True)
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.stall_walk", str(home)], capture_output=True, text=True, check=True
        )
    steps = [line.split("\t") for line in done.stdout.splitlines()]
    steps.sort(key=lambda step: -float(step[1]))
    worst = steps[0]
    return [
        f"longest work on the screen's thread {float(worst[1]):6.1f} ms ({worst[2]})   limit {LIMIT_MS} ms",
        *(f"  {name:<20} {work:>6} ms of work, {wall:>6} ms by the clock" for wall, work, name in steps[:SHOWN]),
    ]
