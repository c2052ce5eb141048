"""What a clerk waits for: the sign-in screen, the total behind each key; and how many keys an item takes.

In a real terminal, taking turns with a minimal program of the same library and with another library's form.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from pathlib import Path

from counter.bootstrap.core import init
from counter.cli.main import main as counter_command
from tests.bench.terminal import Terminal
from tests.ui.counting import BUDGET_NEW, BUDGET_REPEAT, keys_of_a_new_parcel, keys_of_a_repeat
from tests.ui.desk import RECIPIENT, SENDER, World, world

STARTS = 9
TURNS = 6
KEYS = 20
START_LIMIT = 1.4
KEY_LIMIT_MS = 15
FORM_LIMIT = 2.0

MINIMAL = [sys.executable, "-m", "tests.bench.minimal_app"]
FORM = [sys.executable, "-m", "tests.bench.urwid_form"]


def run() -> list[str]:
    """Keys counted, starts and keys timed."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        init(home, with_sample=True)
        counter = [sys.executable, "-m", "counter.cli.main", "demo", "--home", str(home)]
        return [*_counts(), *_starts(counter), *_keys(counter, home)]


def _counts() -> list[str]:
    new, repeat = _counted(keys_of_a_new_parcel), _counted(keys_of_a_repeat)
    return [
        f"keys beyond the data, new domestic parcel   {new:3}    limit {BUDGET_NEW}",
        f"keys in all, repeat sender, known recipient {repeat:3}    limit {BUDGET_REPEAT}",
    ]


def _counted(play: Callable[[World], Awaitable[int]]) -> int:
    async def played(office: World) -> int:
        return await play(office)

    with tempfile.TemporaryDirectory() as folder, world(Path(folder)) as office:
        office.know_the_sender()
        return asyncio.run(played(office))


def _starts(counter: list[str]) -> list[str]:
    _settle(counter)
    _start(MINIMAL, "ready")
    ours, least = [], []
    for _ in range(STARTS):
        ours.append(_start(counter, "PIN"))
        least.append(_start(MINIMAL, "ready"))
    our, other = statistics.median(ours), statistics.median(least)
    return [
        f"start to sign-in          {our * 1e3:7.0f} ms median   minimal Textual app {other * 1e3:.0f} ms",
        f"  ratio                   {our / other:7.2f}             limit {START_LIMIT}",
    ]


def _settle(counter: list[str]) -> None:
    """The first start of all, which leaves behind what the later ones begin with."""
    with Terminal(counter) as terminal:
        terminal.until("PIN")
        terminal.drain(1.0, most=5.0)


def _start(command: list[str], mark: str) -> float:
    with Terminal(command) as terminal:
        return terminal.until(mark) - terminal.began


def _keys(counter: list[str], home: Path) -> list[str]:
    times: dict[str, list[float]] = {"ours": [], "form": [], "least": []}
    with ExitStack() as stack:
        ours = stack.enter_context(Terminal(counter))
        _reach_payment(ours, home)
        others = {"form": Terminal(FORM), "least": Terminal(MINIMAL)}
        for other in others.values():
            stack.enter_context(other).until("ready")
            other.drain()
        for _ in range(TURNS):
            for name, terminal in {"ours": ours, **others}.items():
                times[name] += _typed(terminal)
    our, form = _ms(times["ours"], 0.5), _ms(times["form"], 0.5)
    late = _ms(times["ours"], 0.99)
    return [
        f"key to repainted total    {our:7.1f} ms median, {late:.1f} p99   limit {KEY_LIMIT_MS} ms p99",
        f"  form of 40 in urwid     {form:7.1f} ms median, {_ms(times['form'], 0.99):.1f} p99",
        f"  ratio of the medians    {our / form:7.2f}             limit {FORM_LIMIT}",
        f"  minimal Textual app     {_ms(times['least'], 0.5):7.1f} ms median, {_ms(times['least'], 0.99):.1f} p99",
    ]


def _reach_payment(terminal: Terminal, home: Path) -> None:
    """Sign in and fill one parcel, up to the cash."""
    terminal.until("PIN")
    terminal.drain()
    for key in "2222\r":
        terminal.send(key)
        terminal.drain(0.1)
    terminal.drain(1.0, most=4.0)
    counter_command(["sim", "scale", "--weight-g", "3200", "--home", str(home)])
    terminal.until("3.200")
    for text in (SENDER, "\r", RECIPIENT, "\r", "衣服 2", "\r", "4", "\r", "0", "\r"):
        terminal.send(text)
        terminal.drain(0.3)


def _typed(terminal: Terminal) -> list[float]:
    """Seconds from each key to the amount it changes: a digit, and its removal."""
    times = []
    for n in range(KEYS):
        began = time.perf_counter()
        terminal.send("\x7f" if n % 2 else "9")
        times.append(terminal.until("¥", 5) - began)
        terminal.drain(0.03, most=0.2)
    return times


def _ms(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))] * 1e3
