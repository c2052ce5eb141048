"""A real scale, with a person beside it who does what is asked: pytest tests/live -s --scale-port PORT."""

import time
from collections.abc import Callable, Iterator

import pytest

from devices.link import LinkState
from devices.opening import open_wire
from devices.owner import ScaleOwner
from devices.probing import probe
from devices.scales.protocols import find
from devices.scales.reading import Reading, State

pytestmark = pytest.mark.live

A_PERSON_NEEDS_S = 30.0
NUMBERED = (State.STABLE, State.ZERO)


class Bench:
    """The scale under test and all that it said."""

    def __init__(self, port: str, protocol: str, unit: str) -> None:
        self.readings: list[Reading] = []
        self.owner = ScaleOwner(
            "live",
            lambda: open_wire(port, find(protocol).settings),
            protocol,
            on_reading=self.readings.append,
            on_status=lambda status: print(f"  {status.state.value} {dict(status.params)}"),
            unit=unit,
        )

    def ask(self, what: str, condition: Callable[[], bool]) -> None:
        print(f"\n>> {what} ({A_PERSON_NEEDS_S:.0f} s)")
        deadline = time.monotonic() + A_PERSON_NEEDS_S
        while not condition():
            assert time.monotonic() < deadline, f"not seen: {what}; last reading {self.owner.latest}"
            time.sleep(0.02)

    def shows(self, *states: State) -> Callable[[], bool]:
        return lambda: self.owner.latest is not None and self.owner.latest.state in states


@pytest.fixture
def port(request: pytest.FixtureRequest) -> str:
    given = request.config.getoption("--scale-port", default=None)
    if not given:
        pytest.skip("no real scale: name one with --scale-port")
    return str(given)


@pytest.fixture
def bench(port: str, request: pytest.FixtureRequest) -> Iterator[Bench]:
    made = Bench(port, request.config.getoption("--scale-protocol"), request.config.getoption("--scale-unit"))
    made.owner.start()
    yield made
    made.owner.stop()


def test_empty_pan_is_zero(bench: Bench) -> None:
    bench.ask("take everything off the pan", bench.shows(State.ZERO, State.UNDER))


def test_a_load_moves_and_then_is_stable(bench: Bench) -> None:
    bench.ask("lay something on the pan", bench.shows(State.STABLE))
    assert bench.owner.latest is not None
    assert bench.owner.latest.grams
    print(f"  {bench.owner.latest.text} {bench.owner.latest.unit}: compare with the scale's display")
    numbered = {reading.state for reading in bench.readings if reading.grams is not None}
    assert numbered <= set(NUMBERED)


def test_shaking_is_motion(bench: Bench) -> None:
    bench.ask("press on the pan, up and down", bench.shows(State.MOTION))


def test_the_plug_comes_out_and_goes_in(bench: Bench) -> None:
    bench.ask("wait for the first reading", lambda: bench.owner.latest is not None)
    bench.ask("pull the scale's plug", lambda: bench.owner.status.state in (LinkState.UNPLUGGED, LinkState.SILENT))
    assert bench.owner.latest is None
    bench.ask("put it back in", lambda: bench.owner.status.state is LinkState.READY)


def test_probing_names_the_protocol(port: str, request: pytest.FixtureRequest) -> None:
    wanted = find(request.config.getoption("--scale-protocol")).name
    assert wanted in {found.protocol for found in probe(lambda settings: open_wire(port, settings))}
