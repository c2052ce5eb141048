"""Real wires, real faults: each is named on the status line with advice, and gone within two seconds of its cause."""

import shutil
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from counter.bootstrap.demo import Simulation
from counter.bootstrap.desks import open_desk
from counter.services.desk import Desk
from counter.ui.app import CounterApp
from counter.ui.signing import SignInView
from counter.ui.widgets.device_words import advice, device_name, status_word
from devices.link import LinkState
from tests.ui.desk import MEMBERS, OFFICE
from tests.ui.driving import Driver, acceptance, sign_in, status, until

BACK_WITHIN_S = 20.0
"""Long enough for a loaded machine; the two seconds of the promise are measured by the bench."""
Act = Callable[[Simulation], object]


def _with_parity(data: bytes) -> bytes:
    """The bytes of a line set to even parity, as a port without parity reads them."""
    return bytes(byte | 0x80 if byte.bit_count() % 2 else byte for byte in data)


SCALE: dict[str, tuple[LinkState, Act, Act]] = {
    "unplugged": (LinkState.UNPLUGGED, lambda sim: sim.scale.unplug(), lambda sim: sim.scale.plug()),
    "silent": (
        LinkState.SILENT,
        lambda sim: setattr(sim.scale, "garble", lambda _: b""),
        lambda sim: setattr(sim.scale, "garble", None),
    ),
    "parity": (
        LinkState.WRONG_SETTINGS,
        lambda sim: setattr(sim.scale, "garble", _with_parity),
        lambda sim: setattr(sim.scale, "garble", None),
    ),
    "noise": (
        LinkState.WRONG_SETTINGS,
        lambda sim: setattr(sim.scale, "garble", lambda data: b"\x55\xaa" * len(data)),
        lambda sim: setattr(sim.scale, "garble", None),
    ),
}
PRINTER: dict[str, tuple[LinkState, Act, Act]] = {
    "paper low": (LinkState.PAPER_LOW, lambda sim: sim.printer.paper_low(), lambda sim: sim.printer.paper_low(False)),
    "paper out": (LinkState.PAPER_OUT, lambda sim: sim.printer.paper_out(), lambda sim: sim.printer.paper_out(False)),
    "cover open": (
        LinkState.COVER_OPEN,
        lambda sim: sim.printer.cover_open(),
        lambda sim: sim.printer.cover_open(False),
    ),
    "off line": (LinkState.OFFLINE, lambda sim: sim.printer.offline(), lambda sim: sim.printer.offline(False)),
    "cutter": (
        LinkState.CUTTER,
        lambda sim: sim.printer.cutter_error(),
        lambda sim: sim.printer.cutter_error(False),
    ),
    "power off": (LinkState.UNPLUGGED, lambda sim: sim.printer.power_off(), lambda sim: sim.printer.power_on()),
    "stuck": (
        LinkState.SILENT,
        lambda sim: sim.printer.stop_reading(),
        lambda sim: sim.printer.stop_reading(False),
    ),
}
CASES = [("scale", name, *case) for name, case in SCALE.items()] + [
    ("printer", name, *case) for name, case in PRINTER.items()
]


@pytest.fixture
def desk(sample_home: Path, tmp_path: Path) -> Iterator[Desk]:
    with open_desk(shutil.copytree(sample_home, tmp_path / "home")) as opened:
        yield opened


def _simulation(desk: Desk) -> Simulation:
    assert isinstance(desk.simulated, Simulation)
    return desk.simulated


def _app(desk: Desk) -> CounterApp:
    return CounterApp(lambda: desk, SignInView(OFFICE, "02", MEMBERS), language="zh")


async def test_every_fault_is_named_with_advice_and_gone_within_two_seconds(desk: Desk) -> None:
    simulation = _simulation(desk)
    simulation.put(3200)
    async with _app(desk).run_test(size=(160, 45)) as pilot:
        await sign_in(pilot)
        await until(pilot, lambda: "> " not in status(pilot) and desk.latest_reading() is not None, "all well")
        for device, name, state, strike, cure in CASES:
            strike(simulation)
            await until(pilot, partial(_tells, pilot, desk, device, state), f"{device}: {name}", 400)
            if device == "scale":
                assert desk.latest_reading() is None, "nothing stale can be priced"
            began = time.monotonic()
            cure(simulation)
            await until(pilot, lambda: "> " not in status(pilot), f"{device} back after {name}", 1000)
            took = time.monotonic() - began
            assert took <= BACK_WITHIN_S, f"{device}: {name} took {took:.2f} s"
        await until(pilot, lambda: _grams(pilot) == 3200, "the weight")


def _tells(pilot: Driver, desk: Desk, device: str, state: LinkState) -> bool:
    told = desk.device_states()[device]
    tr = acceptance(pilot).tr
    line = status(pilot)
    named = device_name(tr, device) in line and status_word(tr, told) in line
    return told.state is state and named and f"> {advice(tr, told)}" in line


def _grams(pilot: Driver) -> int | None:
    weight = acceptance(pilot).accepting.form.weight
    return weight.grams if weight else None


async def test_the_drawer_opened_with_its_key_is_told(desk: Desk) -> None:
    simulation = _simulation(desk)
    async with _app(desk).run_test(size=(160, 45)) as pilot:
        await sign_in(pilot)
        await until(pilot, lambda: desk.device_states()["printer"].params.get("drawer") == "closed", "the sense")
        await pilot.pause(0.4)
        simulation.printer.drawer(True)
        await until(pilot, lambda: "无故打开" in status(pilot) and "请关上钱箱" in status(pilot), "the alarm")
        simulation.printer.drawer(False)
        await until(pilot, lambda: "> " not in status(pilot), "quiet again")
    assert [e.kind for e in desk.store.entries("02")].count("drawer-alarm") == 1


async def test_f9_opens_the_drawer_for_a_reason(desk: Desk) -> None:
    simulation = _simulation(desk)
    async with _app(desk).run_test(size=(80, 24)) as pilot:
        await sign_in(pilot)
        await until(pilot, lambda: desk.device_states()["printer"].state is LinkState.READY, "the printer")
        await pilot.press("f9")
        await until(pilot, lambda: len(pilot.app.screen_stack) == 3, "the question")
        await pilot.press("q", "enter")
        await until(pilot, lambda: len(simulation.printer.pulses) == 1, "the pulse")
    entries = [e for e in desk.store.entries("02") if e.kind == "drawer-open"]
    assert len(entries) == 1 and '"reason":"q"' in entries[0].payload
