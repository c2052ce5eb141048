"""One simulated counter: its clerk's day, its devices, and the book of what it was told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from counter.domain.sale import Tender
from counter.domain.till import Figures
from counter.domain.weight import Weight
from counter.errors import Refused, StorageTrouble
from counter.services.acceptance import SettleRequest
from counter.services.checkout import Settled
from counter.services.reprint import Reprint
from counter.services.spool import Spool
from counter.services.weighing import Pan
from devices.link import DeviceStatus, LinkState
from devices.printers.capabilities import Capabilities
from devices.printers.outcome import SendOutcome, Sent
from devices.scales.reading import Reading, State
from tests.counter.services.people import approved, pieces
from tests.faults.doubt import DoubtStore
from tests.faults.office import Pattern, seeded_id
from tests.faults.totals import agrees, periods
from tests.support import parcel

if TYPE_CHECKING:
    from tests.faults.simulator import Simulation

T = TypeVar("T")


class ChancePrinter:
    """A printer that confirms, fails, or leaves everyone in doubt, as chance has it."""

    capabilities = Capabilities("simulated")

    def __init__(self, sim: Simulation) -> None:
        self._sim = sim

    def send(self, job: bytes) -> SendOutcome:
        self._sim.tally.counts["print jobs"] += 1
        return SendOutcome(self._sim.rng.choice((Sent.CONFIRMED, Sent.CONFIRMED, Sent.UNCONFIRMED)))

    def poll(self) -> DeviceStatus:
        return DeviceStatus("printer", LinkState.READY)

    def mark_doubtful(self) -> None: ...


class Desk:
    """A counter and its clerk."""

    def __init__(self, pattern: Pattern, home: Path, sim: Simulation, counter: str, who: str, careless: bool) -> None:
        self._pattern, self._home, self._sim, self._careless = pattern, home, sim, careless
        self.counter = counter
        self.clerk = pattern.staff[who]
        self.told: dict[str, tuple[int, int]] = {}
        self._last_number = ""
        self._drawer = 0
        self._start()

    def day(self) -> Iterator[None]:
        """The clerk's day, step by step."""
        rng, till = self._sim.rng, self.core.money.till
        self.core.day.begin()
        if till.state().is_open:
            yield from self._close()
            self.core.day.begin()
        self._open(rng.choice((0, 10_000)))
        yield
        for _ in range(rng.choice((1, 1, 2))):
            yield from self._sell()
        if rng.random() < 0.1:
            self._copy()
        if rng.random() < 0.1:
            self._restart()
        yield
        if rng.random() < 0.02:
            self._print()
        yield from self._close()

    def judge(self) -> None:
        """What this counter was told against what is booked, and its day totals by two codes."""
        entries = list(self.core.store.entries(self.counter))
        booked = {e.action_id: e for e in entries if e.kind == "sale"}
        tally = self._sim.tally
        tally.bad["lost"] += len(set(self.told) - set(booked))
        tally.bad["doubled"] += len(set(booked) - set(self.told))
        tally.counts["sales"] += len(booked)
        mine = list(periods((e.seq, e.kind, e.payload) for e in entries))
        if sum(p.total for p in mine) != sum(total for total, _ in self.told.values()):
            tally.fault("unbalanced", f"{self._sim.where}: the year's total")
        if self.core.store.balances().get(f"cash:{self.counter}", 0) != mine[-1].drawer:
            tally.fault("unbalanced", f"{self._sim.where}: the drawer at the year's end")

    def _start(self) -> None:
        self.core = self._pattern.open(self._home, self._sim.clock, counter=self.counter, store_class=DoubtStore)
        assert isinstance(self.core.store, DoubtStore)
        self._store = self.core.store
        self._spool = Spool(
            self._store,
            dict.fromkeys(("waybill", "receipt", "report"), ChancePrinter(self._sim)),
            self._sim.clock,
            self.core.day,
            lambda job: None,
        )

    def _restart(self) -> None:
        self._sim.tally.counts["restarts"] += 1
        self._store.close()
        self._start()
        self._spool.recover()

    def _id(self) -> str:
        return seeded_id(self._sim.rng)

    def _open(self, added: int) -> None:
        till = self.core.money.till
        try:
            till.open(self._id(), self.clerk, added)
        except Refused as refused:
            if refused.code != "till-closed":
                raise
            self._approved(partial(till.reopen, self._id(), self.clerk, added, "客户返回"))
        self._drawer += added

    def _approved(self, act: Callable[[], T]) -> T:
        return approved(self.core, act, who=self.clerk.staff_id, reason="找零", approval=self._id())

    def _weigh(self) -> Weight | None:
        """Put a parcel on the scale, which shows many things before it shows a weight."""
        rng, weigher = self._sim.rng, self.core.new_weigher()
        grams = rng.randrange(100, 20_000)
        now = self._sim.clock.monotonic()
        text = f"{grams / 1000:.3f}"
        for state in (State.ZERO, rng.choice((State.MOTION, State.OVER, State.UNDER, State.ERROR))):
            shown = weigher.judge(Reading(state, text=text, grams=grams, unit="kg", at=now), now)
            if shown.weight is not None:
                self._sim.tally.fault("untrue", f"{self._sim.where}: a weight out of {state}")
        stable = Reading(State.STABLE, text, Decimal(text), "kg", grams, stability_source="flag", at=now)
        if weigher.judge(stable, now + 2).pan is not Pan.STALE:
            self._sim.tally.fault("untrue", f"{self._sim.where}: an old weight was taken")
        weight = weigher.judge(stable, now).weight
        if weight is not None:
            weigher.consume(weight)
            if weigher.judge(stable, now).weight is not None:
                self._sim.tally.fault("untrue", f"{self._sim.where}: a weight priced twice")
        return weight

    def _sell(self) -> Iterator[None]:
        weight = self._weigh()
        if weight is None:
            return
        item = parcel(weight=weight)
        total = self.core.pricing.price(item, self.core.day.today).total
        request = SettleRequest(self._id(), self.clerk.staff_id, (item,), self._tenders(total))
        yield
        try:
            settled = self._settle(request)
        except Refused as refused:
            # After a jump over the night the clerk is told to count and close first.
            if refused.code not in ("till-overdue", "till-closed"):
                raise
            self._sim.tally.counts["refused with a next step"] += 1
            return
        self.told[request.action_id] = (settled.sale.total, settled.sale.journal_seq)
        self._last_number = settled.sale.items[0].mail_number
        self._drawer += sum(t.amount for t in request.tenders if t.kind == "cash") - settled.sale.change
        if settled.sale.total != total:
            self._sim.tally.fault("untrue", f"{self._sim.where}: told {settled.sale.total}, priced {total}")
        yield

    def _settle(self, request: SettleRequest) -> Settled:
        rng, tally = self._sim.rng, self._sim.tally
        doubt = rng.choice(("made", "not-made")) if rng.random() < 0.05 else ""
        tally.counts["commits in doubt"] += bool(doubt)
        self._store.arm(doubt)
        try:
            settled = self.core.checkout.settle(request, self.clerk)
        except StorageTrouble as trouble:
            if trouble.code != "not-booked":
                raise
            settled = self.core.checkout.settle(request, self.clerk)
        finally:
            self._store.arm("")
        if doubt and self._careless:
            self.core.checkout.settle(replace(request, action_id=self._id()), self.clerk)
        for _ in range(rng.randrange(3) if rng.random() < 0.2 else 0):
            tally.counts["answers lost"] += 1
            again = self.core.checkout.settle(request, self.clerk)
            if again.sale.journal_seq != settled.sale.journal_seq:
                tally.fault("doubled", f"{self._sim.where}: {request.action_id}")
        return settled

    def _tenders(self, total: int) -> tuple[Tender, ...]:
        rng = self._sim.rng
        kind = rng.choice(("cash", "cash", "card", "qr", "mixed", "stamps"))
        if kind == "cash":
            return (Tender("cash", total + rng.choice((0, 100, 5_000))),)
        if kind == "mixed":
            return Tender("cash", total // 2), Tender("qr", total - total // 2, self._id())
        return (Tender(kind, total, self._id() if kind != "stamps" else ""),)

    def _copy(self) -> None:
        if self._last_number:
            reprint = Reprint(self._store, self._sim.clock, self.core.day)
            reprint.queue(self._last_number, "receipt", self.clerk)
            self._sim.tally.counts["copies"] += 1

    def _print(self) -> None:
        for _ in range(3):
            self._spool.print_next(("waybill", "receipt", "report"))

    def _close(self) -> Iterator[None]:
        rng, money, tally = self._sim.rng, self.core.money, self._sim.tally
        off = rng.choice((-100, 50)) if rng.random() < 0.1 and self._drawer >= 100 else 0
        self._store.arm(rng.choice(("made", "")) if rng.random() < 0.05 else "")
        counted = money.till_close.count(self._id(), self.clerk, pieces(self._drawer + off))
        if counted.expected != self._drawer:
            tally.fault("untrue", f"{self._sim.where}: {counted.expected} expected, {self._drawer} put in")
        yield
        preview = money.till.reading() if rng.random() < 0.2 else None
        keep = min(1_000, counted.counted)
        to_suspense = off != 0 and rng.random() >= 0.5
        close = partial(
            money.till_close.close, self._id(), self.clerk, keep=keep, reason="找零", to_suspense=to_suspense
        )
        closed = self._approved(close)
        self._drawer = keep
        tally.counts["closes"] += 1
        tally.counts["previews compared"] += preview is not None
        if preview is not None and preview.text() != closed.figures.text():
            tally.fault("untrue", f"{self._sim.where}: preview and final differ")
        self._compare(closed.figures, closed.entry.seq)

    def _compare(self, figures: Figures, seq: int) -> None:
        """The figures of a close against those of the second code, which reads the journal's text alone."""
        with self._store.read() as uow:
            last = uow.journal.last_of(["till-close"], seq - 1)
            entries = uow.journal.between(last.seq - 1 if last else 0, seq)
            mine = list(periods((e.seq, e.kind, e.payload) for e in entries))[-2]
        self._sim.tally.counts["totals compared"] += 1
        if not agrees(figures, mine):
            self._sim.tally.fault("untrue", f"{self._sim.where}: day totals {figures} and {mine}")
