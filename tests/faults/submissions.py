"""T5: submissions that are dropped, doubled, delayed, reordered, changed under one id, or sent by two counters at once.

The real `Checkout` on real SQLite in memory, in process: what is simulated is the line between the key that is pressed
and the service, which loses requests and answers, repeats them, and holds them back.
"""

import threading
import time
from collections import deque
from dataclasses import replace
from random import Random

from counter.bootstrap.core import Core
from counter.domain.sale import Tender
from counter.errors import Refused
from counter.services.acceptance import SettleRequest
from counter.services.audit import verify
from counter.services.checkout import Settled
from tests.faults.office import Pattern, clerk, scratch, seeded_id
from tests.faults.tally import Tally
from tests.support import FakeClock, parcel, settle_request

SALES_A_ROUND = 200
PRESSES = 50
AT_ONCE = 10


class Line:
    """A line to the checkout that misbehaves, and the client's book of what it was told."""

    def __init__(self, core: Core, rng: Random, tally: Tally) -> None:
        self.core, self.rng, self.tally = core, rng, tally
        self.clerk = clerk(core)
        self.told: dict[str, tuple[int, int, str]] = {}
        self._late: deque[SettleRequest] = deque()

    def new_sale(self) -> SettleRequest:
        weight = replace(parcel().weight, grams=self.rng.randrange(100, 20_000))
        return settle_request(parcel(weight=weight), cash=50_000, action_id=seeded_id(self.rng))

    def send(self, request: SettleRequest) -> None:
        """Submit until an answer came through; requests and answers get lost, doubled and held back."""
        answered = False
        while not answered:
            fate = self.rng.random()
            if fate < 0.1:
                self.tally.counts["submissions"] += 1
                self.tally.counts["requests lost"] += 1
                continue
            if fate < 0.2:
                self.tally.counts["held back"] += 1
                self._late.append(request)
            presses = PRESSES if fate > 0.6 else self.rng.randrange(1, 4)
            for _ in range(presses):
                self.submit(request)
            answered = fate < 0.9
            self.tally.counts["answers lost"] += not answered
        if self.rng.random() < 0.2:
            self._other_body(request)
        if self._late and self.rng.random() < 0.2:
            self.rng.shuffle(self._late)
            self.submit(self._late.pop())

    def finish(self) -> None:
        """All that was held back arrives, in any order."""
        while self._late:
            self.submit(self._late.pop())

    def submit(self, request: SettleRequest) -> Settled:
        self.tally.counts["submissions"] += 1
        settled = self.core.checkout.settle(request, self.clerk)
        sale = settled.sale
        answer = (sale.total, sale.journal_seq, sale.items[0].mail_number)
        if self.told.setdefault(request.action_id, answer) != answer:
            self.tally.fault("doubled", f"{request.action_id}: {answer} after {self.told[request.action_id]}")
        return settled

    def _other_body(self, request: SettleRequest) -> None:
        self.tally.counts["submissions"] += 1
        self.tally.counts["other bodies"] += 1
        try:
            self.core.checkout.settle(replace(request, tenders=(Tender("cash", 50_001),)), self.clerk)
        except Refused as refused:
            if refused.code == "action-reused":
                return
        self.tally.fault("untrue", f"another body under {request.action_id} was not refused")


def compare(core: Core, told: dict[str, tuple[int, int, str]], counter: str, tally: Tally) -> None:
    """What the client was told against what the ledger says, both ways."""
    booked = [e for e in core.store.entries(counter) if e.kind == "sale"]
    tally.bad["lost"] += len(set(told) - {e.action_id for e in booked})
    tally.bad["doubled"] += len(booked) - len({e.action_id for e in booked} & set(told))
    cash = core.store.balances().get(f"cash:{counter}", 0)
    if cash != sum(total for total, _, _ in told.values()):
        tally.fault("unbalanced", f"cash {cash} is not what was told")
    if len({number for _, _, number in told.values()}) != len(told):
        tally.fault("doubled", "a mail number")


def one_round(pattern: Pattern, seed: int, tally: Tally, sales: int = SALES_A_ROUND) -> None:
    """A day of bad lines on a fresh office, then two counters at once."""
    core = pattern.open(pattern.copy(pattern.home.parent / "office"), FakeClock())
    core.day.begin()
    line = Line(core, Random(seed), tally)
    for _ in range(sales):
        line.send(line.new_sale())
    line.finish()
    compare(core, line.told, "02", tally)
    tally.counts["sales"] += len(line.told)
    _two_counters(pattern, core, line, tally)
    verdict = verify(core.store)
    if not verdict.ok:
        tally.fault("damaged", str(verdict.broken))
    core.store.close()


def _two_counters(pattern: Pattern, core: Core, line: Line, tally: Tally) -> None:
    """The same action at two counters in the same moment is one sale at one of them."""
    other = pattern.open(core.config.home, FakeClock(), counter="03")
    other.day.begin()
    requests = [line.new_sale() for _ in range(AT_ONCE)]
    answers: dict[str, list[tuple[str, int]]] = {r.action_id: [] for r in requests}
    failed: list[BaseException] = []
    gate = threading.Barrier(2)

    def press(at: Core) -> None:
        for request in requests:
            gate.wait(timeout=30)
            try:
                sale = at.checkout.settle(request, line.clerk).sale
                answers[request.action_id].append((sale.counter, sale.journal_seq))
            except BaseException as error:  # noqa: BLE001 - judged below, in the campaign's own thread
                failed.append(error)

    threads = [threading.Thread(target=press, args=(at,)) for at in (core, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tally.counts["submissions"] += 2 * len(requests)
    tally.counts["at two counters at once"] += len(requests)
    for error in failed:
        tally.fault("untrue", f"two counters: {error!r}")
    for action_id, places in answers.items():
        if len(set(places)) != 1:
            tally.fault("doubled", f"{action_id} at {places}")
    other.store.close()


def control(pattern: Pattern) -> bool:
    """A client that makes a new id for each try books twice; the comparison must see it."""
    probe = Tally("T5", "control")
    core = pattern.open(pattern.copy(pattern.home.parent / "control"), FakeClock())
    core.day.begin()
    line = Line(core, Random(1), probe)
    request = line.new_sale()
    line.submit(request)
    core.checkout.settle(replace(request, action_id=seeded_id(line.rng)), line.clerk)
    compare(core, line.told, "02", probe)
    core.store.close()
    return probe.bad["doubled"] > 0 and probe.bad["unbalanced"] > 0


def run(submissions: int, seconds: float, after: int = 0) -> Tally:
    """Rounds until so many submissions were made, or the time is over."""
    tally = Tally("T5", "submissions dropped, doubled, delayed, reordered, changed")
    until = time.monotonic() + seconds
    with scratch() as folder:
        pattern = Pattern(folder)
        tally.controls["a new id for each try books twice"] = control(pattern)
        seed = after
        while tally.counts["submissions"] < submissions and time.monotonic() < until:
            seed += 1
            one_round(pattern, seed, tally)
    tally.notes.append("real Checkout and SQLite files in memory, in one process; 50 presses of Enter in two of five")
    return tally
