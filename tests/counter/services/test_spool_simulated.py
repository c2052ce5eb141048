"""A sale's papers on a printer that fails in the middle of a job, over a real wire: none lost, none doubled."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.core import Core
from counter.bootstrap.devices import Devices
from counter.domain.printing import JobState, PrintJob
from counter.services.reprint import Reprint
from counter.services.spool import Spool
from devices.sim.printer import PrinterSimulator
from devices.sim.printer_core import PrinterCore
from tests.counter.services.people import member
from tests.support import settle_request

Fault = Callable[[PrinterCore], None]
Cure = Callable[[PrinterSimulator], None]

FAULTS: dict[str, tuple[Fault, Cure]] = {
    "paper out": (lambda core: core.set(paper_out=True), lambda sim: sim.paper_out(False)),
    "cover open": (lambda core: core.set(cover_open=True), lambda sim: sim.cover_open(False)),
    "off line": (lambda core: core.set(offline=True), lambda sim: sim.offline(False)),
    "cutter": (lambda core: core.set(cutter_error=True), lambda sim: sim.cutter_error(False)),
    "power cycle": (lambda core: core.power_off(), lambda sim: sim.power_cycle()),
}
PIECES = {"waybill": 2, "receipt": 1}
"""Pieces of paper that a document is cut into, each with the mail number on it."""

MOMENTS = (0, 200, 900)
"""Bytes of the first job that are worked through when the fault strikes."""


class Counter:
    """One sale's papers, its printer and its spool."""

    def __init__(self, core: Core, printer: PrinterSimulator) -> None:
        self.core = core
        self.printer = printer
        host, port = printer.address
        here = tuple(replace(p, port=f"tcp://{host}:{port}", model="simulated") for p in core.config.printers)
        self.devices = Devices(replace(core.config, printers=here))
        self.told: dict[str, PrintJob] = {}
        self.spool = Spool(core.store, self.devices.links, core.clock, core.day, self._tell, self.devices.routes)
        self.devices.printed_late.subscribe(lambda late: self.spool.printed_late(*late))
        core.day.begin()
        self.clerk = member(core, "zhangmin")
        settled = core.checkout.settle(settle_request(), self.clerk)
        self.number, self.jobs = settled.sale.items[0].mail_number, settled.print_jobs

    def _tell(self, job: PrintJob) -> None:
        self.told[job.job_id] = job

    def states(self) -> list[JobState]:
        with self.core.store.read() as uow:
            found = [uow.jobs.get(job_id) for job_id in self.jobs]
        return [job.state for job in found if job is not None]

    def papers(self, *, marked: bool) -> list[str]:
        texts = [paper.text for paper in self.printer.papers]
        return [text for text in texts if self.number in text and ("COPY" in text) is marked]

    def until(self, holds: Callable[[], bool], what: str, seconds: float = 12) -> None:
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, f"never: {what}; {self.states()}"
            time.sleep(0.02)


@pytest.fixture
def counter(core: Core, tmp_path: Path) -> Iterator[Counter]:
    with PrinterSimulator(tmp_path / "paper") as printer:
        counter = Counter(core, printer)
        yield counter
        counter.spool.stop()
        counter.devices.stop()


def _settled(counter: Counter) -> bool:
    return all(state in (JobState.CONFIRMED, JobState.UNCONFIRMED) for state in counter.states())


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("fault", FAULTS)
def test_no_job_is_lost_and_no_original_doubled(counter: Counter, fault: str, moment: int) -> None:
    strike, cure = FAULTS[fault]
    struck = threading.Event()

    def act(core: PrinterCore) -> None:
        strike(core)
        struck.set()

    counter.printer.at_processed(moment, act)
    counter.spool.start()
    assert struck.wait(10)
    time.sleep(0.3)
    cure(counter.printer)
    counter.until(lambda: _settled(counter), "an end of both jobs", 25)
    originals = counter.papers(marked=False)
    assert len(originals) <= sum(PIECES.values()), "a waybill and a receipt, each once at most"
    confirmed = [job for job, state in zip(counter.jobs, counter.states(), strict=True) if state is JobState.CONFIRMED]
    assert len(originals) >= _pieces(confirmed), "what is confirmed is on paper"
    _clerk_asks_for_copies(counter)


def _clerk_asks_for_copies(counter: Counter) -> None:
    """What is in doubt is printed again, and says that it is a copy."""
    reprint = Reprint(counter.core.store, counter.core.clock, counter.core.day)
    before = len(counter.papers(marked=True))
    doubtful = [job for job in counter.spool.unfinished() if job.state is JobState.UNCONFIRMED]
    for job in doubtful:
        reprint.queue_again(job.job_id, counter.clerk)
    counter.spool.wake()
    counter.until(lambda: counter.spool.waiting() == (0, 0), "the copies")
    assert len(counter.papers(marked=True)) - before == _pieces([job.job_id for job in doubtful])


def _pieces(job_ids: Iterable[str]) -> int:
    return sum(PIECES[job_id.split("/")[1]] for job_id in job_ids)


def test_paper_that_comes_late_confirms_by_itself(counter: Counter) -> None:
    counter.printer.at_processed(200, lambda core: core.set(paper_out=True))
    counter.spool.start()
    counter.until(lambda: JobState.UNCONFIRMED in counter.states(), "the doubt")
    counter.until(lambda: counter.jobs[0] in counter.told, "the word of it")
    assert counter.told[counter.jobs[0]].problem == "paper-out"
    counter.printer.paper_out(False)
    counter.until(lambda: counter.states() == [JobState.CONFIRMED] * 2, "both confirmed")
    assert len(counter.papers(marked=False)) == sum(PIECES.values()) and not counter.papers(marked=True)
