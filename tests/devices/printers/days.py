"""Bad days: several jobs on one link, faults at any byte of any of them, mended before the next job or not at all."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from devices.printers.link import PrinterLink
from devices.printers.outcome import SendOutcome, Sent
from tests.devices.printers.faults import ASKING, Device, Fault, devices, expected, faults, mend
from tests.devices.printers.jobs import waybill
from tests.devices.printers.wires import Bench

# an answer that comes 20 s late is beyond what GS r can tell from the answer to the next job: the guide says so
FAULTS = tuple(fault for fault in faults() if fault.name != "answers 20 s late")
PLACES = range(-ASKING, len(waybill()) + 3)
ANSWERING = tuple(device for device in devices() if device.capabilities.queued_query)


@dataclass(frozen=True)
class Step:
    """A job, what goes wrong in it and where, and whether that is mended before the next one."""

    fault: Fault | None
    at: int
    mended: bool

    def __str__(self) -> str:
        return f"{self.fault.name if self.fault else 'nothing'} at {self.at}{', mended' if self.mended else ''}"


def errors_of(device: Device, story: Sequence[Step]) -> list[str]:
    """Send one job a step; what was said of each must be true of the paper in the end."""
    bench = Bench(process_ids=device.process_ids)
    late: list[str] = []
    link = PrinterLink(
        "p", bench.open, device.capabilities, on_status=lambda _: None, on_late=late.append, clock=bench.clock
    )
    errors: list[str] = []
    told: list[tuple[bytes, SendOutcome]] = []
    for number, step in enumerate(story):
        job = waybill(f"PA{number:011d}")
        if step.fault is not None:
            step.fault.happen(bench, ASKING + step.at)
        outcome = link.send(job)
        told.append((job, outcome))
        if outcome.sent is Sent.CONFIRMED and bench.core.papers.count(expected(job)) != 1:
            errors.append(f"job {number} confirmed without its paper")
        if step.mended:
            mend(bench, link)
    mend(bench, link)
    if Sent.CONFIRMED not in [link.send(waybill("PA99999999999")).sent for _ in range(2)]:
        errors.append("nothing prints any more")
    return errors + list(_untrue(bench, told, late))


def _untrue(bench: Bench, told: list[tuple[bytes, SendOutcome]], late: list[str]) -> Iterator[str]:
    for number, (job, outcome) in enumerate(told):
        count = bench.core.papers.count(expected(job))
        certain = outcome.sent is Sent.CONFIRMED or outcome.reference in late
        if count > 1 or (certain and count != 1) or (outcome.sent is Sent.FAILED and count):
            yield f"job {number} was told {outcome.sent.value} and is {count} times on paper"


def random_days(count: int, seed: int) -> Iterator[tuple[Device, list[Step]]]:
    """Days of two to eight jobs."""
    chance = random.Random(seed)
    for number in range(count):
        story = [
            Step(chance.choice([None, *FAULTS]), chance.choice(PLACES), chance.random() < 0.5)
            for _ in range(chance.randint(2, 8))
        ]
        yield ANSWERING[number % len(ANSWERING)], story
