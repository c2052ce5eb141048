"""The parts of the campaign and their full counts."""

import importlib
import time
from collections.abc import Callable

from tests.faults.tally import Tally

PARTS: dict[str, tuple[str, int]] = {
    "T1": ("crashes", 200_000),
    "T2": ("failing_disk", 0),
    "T3": ("kills", 1_000),
    "T4": ("power", 100),
    "T5": ("submissions", 1_000_000),
    "T6": ("simulator", 100),
    "T7": ("tampering", 1),
    "T9": ("day_totals", 200),
}
"""Each part's module and its full count; T2 and T7 count until every place was tried."""

SEEDED = ("T1", "T5", "T6")
"""Parts that are a row of seeds: a second run goes on where the first ended."""


def run_part(part: str, seconds: float, after: int) -> Tally:
    """Run one part until its full count or for so many seconds; `after` goes on after that seed."""
    name, full = PARTS[part]
    run: Callable[..., Tally] = importlib.import_module(f"tests.faults.{name}").run
    started = time.monotonic()
    tally = run(full, seconds, after=after) if part in SEEDED else run(full, seconds)
    tally.notes.append(
        f"{time.monotonic() - started:,.0f} s, of them {time.process_time():,.0f} s at work in this process"
    )
    return tally
