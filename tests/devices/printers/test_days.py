"""No paper is believed, doubled or lost, however many things go wrong one after the other."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.devices.printers.days import ANSWERING, FAULTS, PLACES, Step, errors_of
from tests.devices.printers.faults import Device, faults

steps = st.builds(Step, st.none() | st.sampled_from(FAULTS), st.sampled_from(PLACES), st.booleans())


@pytest.mark.parametrize("device", ANSWERING, ids=lambda device: device.name)
@settings(max_examples=120, deadline=None)
@given(story=st.lists(steps, min_size=2, max_size=6))
def test_what_was_said_of_each_job_is_true_of_its_paper(device: Device, story: list[Step]) -> None:
    assert errors_of(device, story) == []


def test_a_separation_that_did_not_arrive_is_made_again() -> None:
    """Found by a long campaign: the power went while the rest of a broken job was being cut off."""
    fault = {fault.name: fault for fault in faults()}
    story = [
        Step(None, 0, False),
        Step(fault["connection reset"], 21, True),
        Step(fault["power cycle"], 15, False),
        Step(None, 0, False),
    ]
    assert errors_of(ANSWERING[0], story) == []
