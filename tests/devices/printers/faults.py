"""The fault matrix: one job, one fault, at one byte; then the fault is mended, and all paper is looked at.

A trial shows an error of the link when a job is called confirmed without its whole paper, or failed although some of
it came out, or when the job after it is not printed whole on a piece of its own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from devices.printers.capabilities import Capabilities, model
from devices.printers.engine.paper import Paper
from devices.printers.interpreter import Interpreter
from devices.printers.link import PrinterLink
from devices.printers.outcome import SendOutcome, Sent
from devices.printers.status import ASK_ALL
from tests.devices.printers.jobs import waybill, waybill_parts
from tests.devices.printers.wires import Bench

JOB = waybill()
NEXT_JOB = waybill("XA98765432109")
ASKING = len(ASK_ALL)
NOISES = (b"\x00", b"\x03", b"\x12", b"\x00\x00", b"\x10\x00\x00\x00", b"\x37\x22", b"\xff\xfe", b"\x16\x12\x12\x12")


@dataclass(frozen=True)
class Device:
    """A printer model as the link and as the simulator know it."""

    name: str
    capabilities: Capabilities
    process_ids: bool


@dataclass(frozen=True)
class Fault:
    """What goes wrong when byte number `at` of the job is due; `bench` is the table it happens on."""

    name: str
    happen: Callable[[Bench, int], None]


@dataclass(frozen=True)
class Trial:
    """What came of one job."""

    outcome: SendOutcome
    errors: tuple[str, ...]


def devices() -> tuple[Device, ...]:
    """With ids of jobs; with a queued query only; with neither."""
    plain = model("generic-80")
    mute = Capabilities("no-query", queued_query=False, automatic_status=False)
    return (
        Device("process id (GS ( H)", model("simulated"), process_ids=True),
        Device("queued query (GS r)", plain, process_ids=False),
        Device("no query", mute, process_ids=False),
    )


def moments() -> Iterator[tuple[str, range]]:
    """The parts of the job by name, and which bytes they are; the link's own questions stand before and behind it."""
    yield "status", range(-ASKING, 0)
    start = 0
    for part in waybill_parts():
        yield part.name, range(start, start + len(part.data))
        start += len(part.data)
    yield "query", range(start, start + 3)


def faults() -> tuple[Fault, ...]:
    """Everything that happens to printers at counters."""
    return (
        _condition("paper out", paper_out=True, paper_low=True),
        _condition("cover open", cover_open=True),
        _condition("cutter error", cutter_error=True),
        _condition("off line", offline=True),
        Fault("off line for 2 s", _briefly_offline),
        Fault("cutter jams at the cut", _jam),
        Fault("stops reading", _deliver(lambda bench: bench.core.set_reading(False))),
        Fault("connection reset", _deliver(lambda bench: bench.break_wire())),
        Fault("reset seen while writing", _reset_in_write),
        Fault("half-closed", _deliver(lambda bench: bench.half_close())),
        Fault("power cycle", _deliver(_power_cycle)),
        Fault("unplugged", _deliver(_unplug)),
        Fault("noise", _noise),
        Fault("answers 1 s late", _deliver(lambda bench: setattr(bench.core, "answer_delay", 1.0))),
        Fault("answers 20 s late", _deliver(lambda bench: setattr(bench.core, "answer_delay", 20.0))),
    )


def _condition(name: str, **changes: bool) -> Fault:
    def happen(bench: Bench, at: int) -> None:
        bench.core.at_processed(bench.core.processed + at, lambda core: core.set(**changes))

    return Fault(name, happen)


def _deliver(action: Callable[[Bench], None]) -> Callable[[Bench, int], None]:
    return lambda bench, at: bench.at_delivered(at, lambda: action(bench))


def _briefly_offline(bench: Bench, at: int) -> None:
    bench.core.at_processed(bench.core.processed + at, lambda core: core.set(offline=True))
    bench.after(2.0, lambda: bench.core.set(offline=False))


def _jam(bench: Bench, at: int) -> None:
    bench.core.at_processed(bench.core.processed + at, lambda core: core.jam_at_next_cut())


def _reset_in_write(bench: Bench, at: int) -> None:
    bench.error_in_write = True
    bench.at_delivered(at, bench.break_wire)


def _power_cycle(bench: Bench) -> None:
    bench.break_wire()
    bench.core.power_off()
    bench.core.power_on()


def _unplug(bench: Bench) -> None:
    bench.plugged = False
    bench.break_wire()


def _noise(bench: Bench, at: int) -> None:
    bench.at_delivered(at, lambda: bench.core.say(NOISES[at % len(NOISES)]))


def expected(job: bytes) -> Paper:
    """The paper that the job alone makes."""
    printer = Interpreter()
    printer.feed(job)
    (paper,) = printer.papers
    return paper


WHOLE = expected(JOB)
NEXT_WHOLE = expected(NEXT_JOB)


def trial(device: Device, fault: Fault, at: int) -> Trial:
    """Send the job with the fault at byte `at` (of the job and its query), mend, look, and send another job."""
    bench = Bench(process_ids=device.process_ids)
    late: list[str] = []
    link = PrinterLink(
        "printer",
        bench.open,
        device.capabilities,
        on_status=lambda _: None,
        on_late=late.append,
        clock=bench.clock,
    )
    for _ in range(2):  # a printer without a query is doubted after the first job, and steady after the second
        link.send(b"\x1b@warm\n\x1dVB\x10")
    before = len(bench.core.papers)
    # the status that is asked before a job is 12 bytes, and then the job begins
    fault.happen(bench, ASKING + at)
    outcome = link.send(JOB)
    whole = WHOLE in bench.core.papers
    mend(bench, link)
    errors = list(_verdict(bench, outcome, whole, before, late))
    errors += _next_job(bench, link, device)
    link.close()
    return Trial(outcome, tuple(errors))


def mend(bench: Bench, link: PrinterLink) -> None:
    """Everything is put right, and time passes."""
    bench.calm()
    bench.plugged = True
    bench.error_in_write = False
    bench.core.power_on()
    bench.core.set_reading(True)
    bench.core.jam_at_next_cut(False)
    bench.core.answer_delay = 0.0
    bench.core.set(
        paper_out=False, paper_low=False, cover_open=False, cutter_error=False, offline=False, drawer_high=False
    )
    for _ in range(12):
        link.poll()
        bench.pass_time(bench.clock.now + 2.0)


def _verdict(bench: Bench, outcome: SendOutcome, whole: bool, before: int, late: list[str]) -> Iterator[str]:
    papers = bench.core.papers
    if outcome.sent is Sent.CONFIRMED and not whole:
        yield "confirmed without its paper"
    if outcome.sent is Sent.FAILED and (len(papers) > before or bench.core.state.hanging):
        yield "failed, but something came out"
    if outcome.sent is Sent.UNCONFIRMED and outcome.problem is None:
        yield "unconfirmed without a reason"
    if late and (late != [outcome.reference] or WHOLE not in papers):
        yield "heard late of a job that is not on paper"
    if papers.count(WHOLE) > 1:
        yield "printed twice"


def _next_job(bench: Bench, link: PrinterLink, device: Device) -> Iterator[str]:
    """The next job must be whole on a piece of its own, at the latest after the wire was opened again."""
    wanted = Sent.CONFIRMED if device.capabilities.queued_query else Sent.UNCONFIRMED
    for _ in range(3):
        outcome = link.send(NEXT_JOB)
        if outcome.sent is not Sent.FAILED:
            break
        bench.pass_time(bench.clock.now + 2.0)
    if outcome.sent is not wanted:
        yield f"the next job is {outcome.sent.value}: {outcome.problem}"
    elif outcome.sent is Sent.CONFIRMED and NEXT_WHOLE not in bench.core.papers:
        yield "the next job is confirmed without its paper"
