"""T9: day totals by two codes that share nothing: the product's figures, and `totals`, from the journal's text."""

import json
import time
from random import Random

from counter.domain.journal import Entry
from counter.services.till_figures import figures_at, figures_of
from tests.faults.office import Pattern, scratch
from tests.faults.simulator import Simulation
from tests.faults.tally import Tally
from tests.faults.totals import Period, Row, agrees, periods

DAYS_EACH = 20


def run(days: int, seconds: float) -> Tally:
    """Simulated days, each close compared cold, with grand totals and numbers, and in the middle of the day too."""
    tally = Tally("T9", "day totals by two independent codes")
    until = time.monotonic() + seconds
    with scratch() as folder:
        pattern = Pattern(folder)
        seed = 9_000
        while tally.counts["days"] < days and time.monotonic() < until:
            seed += 1
            simulation = Simulation(pattern, seed, Tally("T9", "days"))
            simulation.run(DAYS_EACH)
            for desk in simulation.desks:
                _compare_all(pattern, simulation, desk.counter, tally)
            tally.counts["days"] += DAYS_EACH
    return tally


def _compare_all(pattern: Pattern, simulation: Simulation, counter: str, tally: Tally) -> None:
    core = pattern.open(pattern.home.parent / "simulated", simulation.clock, counter=counter)
    with core.store.read() as uow:
        entries = list(uow.journal.between(0))
        rows = [(e.seq, e.kind, e.payload) for e in entries]
        closes = [e for e in entries if e.kind == "till-close"]
        mine = list(periods(rows))
        for close, period in zip(closes, mine, strict=False):
            figures = figures_of(uow.journal, close)
            same = (figures.number, figures.grand_total) == (period.number, period.grand_total)
            if not same or not agrees(figures, period):
                tally.fault("untrue", f"{counter}/{close.seq}: {figures} and {period}")
        for entry in Random(counter).sample(entries, min(10, len(entries))):
            if not agrees(figures_at(uow.journal, counter, entry.seq), _open_at(rows, entry)):
                tally.fault("untrue", f"{counter}/{entry.seq}: the reading in the middle of the day")
        tally.counts["closes"] += len(closes)
        tally.counts["readings"] += min(10, len(entries))
        if "a sale of one fen more in the text" not in tally.controls:
            short = next(periods(_dearer(rows)))
            tally.controls["a sale of one fen more in the text"] = not agrees(figures_of(uow.journal, closes[0]), short)
    core.store.close()


def _open_at(rows: list[Row], entry: Entry) -> Period:
    """The second code's period that an entry ends; a close shows the empty period after it."""
    return list(periods(row for row in rows if row[0] <= entry.seq))[-1]


def _dearer(rows: list[Row]) -> list[Row]:
    """The first sale with one fen more."""
    changed = list(rows)
    n, (seq, kind, text) = next((n, row) for n, row in enumerate(rows) if row[1] == "sale")
    facts = json.loads(text)
    facts["total"] += 1
    changed[n] = (seq, kind, json.dumps(facts))
    return changed
