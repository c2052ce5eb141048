"""The long form of the fault campaign: `python -m tests.faults [--minutes N] [--only T3]`; exits 1 on any fault.

Each part stops at its full count, or when its share of the minutes is over; the counts say how far it came.
"""

import argparse
import importlib
import sys
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

UNLIMITED_MINUTES = 24 * 60


def main() -> int:
    """Run the parts asked for, and print what they counted."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--minutes", type=float, default=UNLIMITED_MINUTES, help="for all parts together")
    parser.add_argument("--only", choices=sorted(PARTS), action="append", help="one part; may be given again")
    parser.add_argument("--after", type=int, default=0, help="go on after this seed: T1, T5 and T6 in several runs")
    args = parser.parse_args()
    chosen = args.only or list(PARTS)
    failed = [part for part in chosen if not _run(part, args.minutes * 60 / len(chosen), args.after).ok]
    print("all held, all controls fired" if not failed else f"FAILED: {', '.join(failed)}")
    return 1 if failed else 0


def _run(part: str, seconds: float, after: int) -> Tally:
    name, full = PARTS[part]
    run: Callable[..., Tally] = importlib.import_module(f"tests.faults.{name}").run
    started = time.monotonic()
    tally = run(full, seconds, after=after) if part in SEEDED else run(full, seconds)
    tally.notes.append(f"{time.monotonic() - started:,.0f} s")
    print("\n".join(tally.lines()), flush=True)
    return tally


if __name__ == "__main__":
    sys.exit(main())
