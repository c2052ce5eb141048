"""A desk joined with simulated devices: pole display, scanner and drawer do what the counter's services say."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from counter.bootstrap.demo import Simulation
from counter.bootstrap.desks import open_desk
from counter.services.desk import Desk
from counter.services.display_feed import CustomerView, Scene
from devices.scanners import Scan
from devices.sim.pole import PoleSimulator
from devices.sim.scanner import ScannerSimulator
from tests.support import settle_request


def _until(holds: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 8
    while not holds():
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.02)


@pytest.fixture
def pole(tmp_path: Path) -> Iterator[PoleSimulator]:
    simulator = PoleSimulator(directory=tmp_path / "pole")
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[ScannerSimulator]:
    simulator = ScannerSimulator(prefix=b"~", directory=tmp_path / "scanner")
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def desk(sample_home: Path, pole: PoleSimulator, scanner: ScannerSimulator) -> Iterator[Desk]:
    with (sample_home / "counter.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[pole]\nport = "{pole.address}"\n')
        file.write(f'[[scanners]]\nname = "hand"\nport = "{scanner.address}"\nprefix = "~"\n')
    with open_desk(sample_home) as opened:
        yield opened


def test_the_pole_display_follows_the_second_screen(desk: Desk, pole: PoleSimulator) -> None:
    desk.feed.publish(CustomerView(Scene.PAY, total=1800, tendered=5000, change=3200))
    _until(lambda: pole.screen.lines[1].endswith("32.00"), "the change")
    pole.unplug()
    desk.feed.publish(CustomerView(Scene.IDLE, office={"en": "Dongdan"}))
    pole.plug()
    _until(lambda: pole.screen.lines == ["WELCOME", "Dongdan"], "what stands now, once it is back")


def test_a_serial_scan_reaches_who_claims_it(desk: Desk, scanner: ScannerSimulator) -> None:
    taken: list[str] = []

    def take(scan: Scan) -> bool:
        taken.append(scan.code)
        return True

    desk.scans.claim(take)
    _until(lambda: desk.device_states()["hand"].state.value == "ready", "the scanner")
    scanner.scan("RR473124829DE")
    _until(lambda: taken == ["RR473124829DE"], "the code")


def test_a_sale_with_cash_opens_the_drawer_once(desk: Desk) -> None:
    assert isinstance(desk.simulated, Simulation)
    printer = desk.simulated.printer
    clerk = next(m for m in desk.sign_in.members() if m.staff_id == "zhangmin")
    request = settle_request()
    desk.checkout.settle(request, clerk)
    desk.checkout.settle(request, clerk)
    desk.spool.wake()
    _until(lambda: len(printer.pulses) == 1 and desk.spool.waiting() == (0, 0), "the pulse and the papers")
    time.sleep(0.5)
    assert len(printer.pulses) == 1
