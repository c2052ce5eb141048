"""Device x fault x moment: each cell is a test, or says why it can't happen. No blank.

Each test causes the fault at the moment, sees it named (or sees that this device can't know), sees nothing stale, ends
the cause, and has the device back within two seconds.
"""

import itertools
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.keeper import WireKeeper
from devices.link import DeviceStatus, LinkState
from devices.owner import ScaleOwner
from devices.poles import MODELS, PoleDisplay
from devices.scales.reading import Reading
from devices.scanners import Scan, SerialScanner
from devices.sim.plugged import PluggedDevice
from devices.sim.pole import PoleSimulator
from devices.sim.scale import ScaleSimulator
from devices.sim.scanner import ScannerSimulator
from devices.wires import LineSettings, WireError, open_serial
from tests.devices.passed_pole import PassedPole

BACK_WITHIN_S = 20.0
"""Long enough for a loaded machine; the two seconds of the promise are measured by the bench."""
DEVICES = ("polled scale", "checked stream", "derived stream", "scanner", "pole", "pole behind printer")
FAULTS = ("unplugged", "renumbered", "silent", "noise", "parity", "busy", "denied")
MOMENTS = ("before start", "idle", "in the middle", "while it shows")

SAYS_NOTHING = "a scanner is silent until somebody scans"
HEARS_NOTHING = "a display never talks, so there is no answer to garble"
OF_THE_PRINTER = "port and answers are the printer's: see its own table"
OPEN_ALREADY = "rights and rivals matter when a port is opened: an open port is ours alone"

IMPOSSIBLE: dict[tuple[str, str, str], str] = {
    **{("scanner", "silent", moment): SAYS_NOTHING for moment in MOMENTS},
    **{("pole", fault, moment): HEARS_NOTHING for fault in ("silent", "noise", "parity") for moment in MOMENTS},
    **{
        ("pole behind printer", fault, moment): OF_THE_PRINTER
        for fault in ("renumbered", "noise", "parity", "busy", "denied")
        for moment in MOMENTS
    },
    **{
        (device, fault, moment): OPEN_ALREADY
        for device in DEVICES[:-1]
        for fault in ("busy", "denied")
        for moment in MOMENTS[1:]
    },
}
NAMED = {
    "unplugged": {LinkState.UNPLUGGED},
    "renumbered": {LinkState.UNPLUGGED, LinkState.READY},
    "silent": {LinkState.SILENT},
    "noise": {LinkState.WRONG_SETTINGS},
    "parity": {LinkState.WRONG_SETTINGS},
    "busy": {LinkState.BUSY},
    "denied": {LinkState.DENIED},
}
MATRIX = list(itertools.product(DEVICES, FAULTS, MOMENTS))
POSSIBLE = [cell for cell in MATRIX if cell not in IMPOSSIBLE]


def test_matrix_has_no_blank() -> None:
    assert len(MATRIX) == len(DEVICES) * len(FAULTS) * len(MOMENTS)
    assert set(IMPOSSIBLE) <= set(MATRIX)
    assert all(IMPOSSIBLE.values())
    assert len(POSSIBLE) + len(IMPOSSIBLE) == len(MATRIX)


@dataclass
class Rig:
    """A device on its simulated line, with its keeper and what it was told."""

    simulator: PluggedDevice | PassedPole
    keeper: WireKeeper
    works: Callable[[], bool]
    told: list[object]
    denied: bool = False
    rival: object = None


SCALES = {"polled scale": "toledo8217", "checked stream": "toledo-continuous", "derived stream": "yaohua-tf0"}


def make_rig(device: str, directory: Path) -> Rig:
    told: list[object] = []
    rig: Rig

    def opener(simulator: PluggedDevice, settings: LineSettings) -> Callable[[], object]:
        def open_wire() -> object:
            if rig.denied:
                raise WireError(LinkState.DENIED, port=simulator.address, group="dialout")
            return open_serial(simulator.address, settings)

        return open_wire

    def on_status(_status: DeviceStatus) -> None:
        return

    if device in SCALES:
        scale = ScaleSimulator(SCALES[device], directory=directory, settle_s=0.05)
        settings = scale.protocol.settings
        owner = ScaleOwner(
            device,
            opener(scale, settings),  # type: ignore[arg-type]
            scale.protocol,
            on_reading=told.append,
            on_status=on_status,
            unit="kg",
        )
        scale.put(1250)
        rig = Rig(scale, owner, lambda: owner.latest is not None and owner.latest.grams == 1250, told)
    elif device == "scanner":
        gun = ScannerSimulator(directory=directory)
        scanner = SerialScanner(
            device, opener(gun, LineSettings()), on_scan=told.append, on_status=on_status  # type: ignore[arg-type]
        )  # fmt: skip
        rig = Rig(gun, scanner, lambda: scans_through(gun, scanner, told), told)
    elif device == "pole behind printer":
        passed = PassedPole(directory)
        pole = passed.keeper(device, on_status)
        pole.show("TOTAL", "12.50")
        rig = Rig(passed, pole, lambda: passed.shows("TOTAL", "12.50"), told)
    else:
        screen = PoleSimulator(directory=directory)
        pole = PoleDisplay(device, opener(screen, MODELS["cd5220"].settings), "cd5220", on_status=on_status)  # type: ignore[arg-type]
        pole.show("TOTAL", "12.50")
        rig = Rig(screen, pole, lambda: screen.screen.lines == ["TOTAL", "12.50"], told)
    return rig


def scans_through(gun: ScannerSimulator, scanner: SerialScanner, told: list[object]) -> bool:
    if scanner.status.state not in (LinkState.READY, LinkState.WRONG_SETTINGS):
        return False
    before = len(told)
    gun.scan("6901234567892")
    deadline = time.monotonic() + 0.5
    while len(told) == before and time.monotonic() < deadline:
        time.sleep(0.005)
    return len(told) > before


def eventually(condition: Callable[[], bool], within: float = BACK_WITHIN_S + 1) -> float:
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < within, "not in time"
        time.sleep(0.005)
    return time.monotonic() - began


def cause(fault: str, rig: Rig, directory: Path) -> None:
    simulator = rig.simulator
    if fault == "denied":
        rig.denied = True
    elif fault == "busy":
        rig.rival = open_serial(simulator.address, LineSettings())
    elif fault in ("unplugged", "renumbered"):
        simulator.unplug()
    elif isinstance(simulator, PassedPole):
        simulator.silence(True)
    elif isinstance(simulator, ScaleSimulator):
        simulator.garble = GARBLES[fault]
    else:
        assert isinstance(simulator, ScannerSimulator)
        for _ in range(2):  # the first may join the half code that is already there
            simulator.send(SCANNER_GARBLES[fault])
    if fault == "renumbered":
        other = ScannerSimulator(directory=directory / "other")
        other.start()  # another device takes the tty number that became free
        simulator.plug()
        other.stop()


def end(fault: str, rig: Rig) -> None:
    rig.denied = False
    if fault == "busy":
        rig.rival.close()  # type: ignore[attr-defined]
    if isinstance(rig.simulator, ScaleSimulator):
        rig.simulator.garble = None
    elif isinstance(rig.simulator, PassedPole):
        rig.simulator.silence(False)
    if fault == "unplugged":
        rig.simulator.plug()


GARBLES: dict[str, Callable[[bytes], bytes]] = {
    "silent": lambda answer: b"",
    "noise": lambda answer: b"\xfe\x00" * 5,
    "parity": lambda answer: bytes(byte | 0x80 if byte.bit_count() % 2 else byte for byte in answer),
}


SCANNER_GARBLES = {
    "noise": bytes(range(0x80, 0xFF)) * 20,
    "parity": GARBLES["parity"](b"6901234567892\r\n"),
}


def reach(moment: str, rig: Rig) -> None:
    """Bring the device to the moment at which the fault shall strike."""
    if moment == "before start":
        return
    rig.keeper.start()
    eventually(rig.works)
    if moment == "in the middle":
        if isinstance(rig.simulator, ScaleSimulator):
            rig.simulator.garble = lambda answer: answer[: len(answer) // 2]
            time.sleep(0.12)
        elif isinstance(rig.simulator, ScannerSimulator):
            rig.simulator.send(b"69012345")
        else:
            assert isinstance(rig.keeper, PoleDisplay)
            rig.keeper.show("TOTAL", "12.50")


def run_cell(device: str, fault: str, moment: str, directory: Path) -> float:
    """Live one cell through; the seconds that recovery took."""
    rig = make_rig(device, directory)
    rig.simulator.start()
    try:
        reach(moment, rig)
        cause(fault, rig, directory)
        if moment == "before start":
            rig.keeper.start()
            if isinstance(rig.simulator, ScannerSimulator) and fault in SCANNER_GARBLES:
                eventually(lambda: rig.keeper.status.state is LinkState.READY)
                cause(fault, rig, directory)  # what came before the port was open, nobody heard
        see_it_named(device, fault, rig)
        end(fault, rig)
        took = eventually(rig.works)
        eventually(lambda: rig.keeper.status.state is LinkState.READY)
        assert not [said for said in rig.told if isinstance(said, Reading) and said.grams not in (None, 1250)]
        return took
    finally:
        rig.keeper.stop()
        rig.simulator.stop()


def see_it_named(device: str, fault: str, rig: Rig) -> None:
    if (device, fault) == ("scanner", "noise"):
        time.sleep(0.3)
        assert rig.keeper.status.state is LinkState.READY
        assert all(isinstance(scan, Scan) and scan.code == "6901234567892" for scan in rig.told)
        return
    eventually(lambda: rig.keeper.status.state in NAMED[fault])
    if isinstance(rig.keeper, ScaleOwner) and fault != "renumbered":
        assert rig.keeper.latest is None


Cell = tuple[str, str, str]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Cell, Future[float]]]:
    """Every cell lived through, a dozen at once: they mostly wait."""
    with ThreadPoolExecutor(max_workers=12) as pool:
        yield {cell: pool.submit(run_cell, *cell, tmp_path_factory.mktemp("cell")) for cell in POSSIBLE}


@pytest.mark.parametrize("cell", POSSIBLE, ids="/".join)
def test_fault_is_named_and_recovered_from(cell: Cell, outcomes: dict[Cell, Future[float]]) -> None:
    assert outcomes[cell].result() < BACK_WITHIN_S
