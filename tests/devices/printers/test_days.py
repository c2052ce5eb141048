"""Bad days: several jobs on one link, faults at any byte of any of them, mended sometime or not at all."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.printers.link import PrinterLink
from devices.printers.outcome import SendOutcome, Sent
from tests.devices.printers.faults import ASKING, Device, Fault, devices, expected, faults, mend
from tests.devices.printers.jobs import waybill
from tests.devices.printers.wires import Bench


@dataclass(frozen=True)
class Step:
    """A job, what goes wrong in it and where, and whether that is mended before the next one."""

    fault: Fault | None
    at: int
    mended: bool


# an answer that comes 20 s late is beyond what GS r can tell from the answer to the next job: the guide says so
FAULTS = [fault for fault in faults() if fault.name != "answers 20 s late"]
steps = st.builds(Step, st.none() | st.sampled_from(FAULTS), st.integers(-ASKING, len(waybill()) + 3), st.booleans())
ANSWERING = [device for device in devices() if device.capabilities.queued_query]


@pytest.mark.parametrize("device", ANSWERING, ids=lambda device: device.name)
@settings(max_examples=120, deadline=None)
@given(story=st.lists(steps, min_size=2, max_size=6))
def test_no_paper_is_believed_doubled_or_lost(device: Device, story: list[Step]) -> None:
    bench = Bench(process_ids=device.process_ids)
    late: list[str] = []
    link = PrinterLink(
        "p", bench.open, device.capabilities, on_status=lambda _: None, on_late=late.append, clock=bench.clock
    )
    told: list[tuple[bytes, SendOutcome]] = []
    for number, step in enumerate(story):
        job = waybill(f"PA{number:011d}")
        if step.fault is not None:
            step.fault.happen(bench, ASKING + step.at)
        outcome = link.send(job)
        told.append((job, outcome))
        if outcome.sent is Sent.CONFIRMED:
            assert bench.core.papers.count(expected(job)) == 1
        if step.mended:
            mend(bench, link)
    mend(bench, link)
    last = waybill("PA99999999999")
    outcomes = [link.send(last) for _ in range(2)]
    assert Sent.CONFIRMED in [outcome.sent for outcome in outcomes]
    for job, outcome in told:
        count = bench.core.papers.count(expected(job))
        assert count <= 1
        if outcome.sent is Sent.CONFIRMED:
            assert count == 1
        if outcome.sent is Sent.FAILED:
            assert count == 0
        if outcome.reference in late:
            assert count == 1
