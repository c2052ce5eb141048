"""Killed at any moment, there is one sale or none, and the paper is owed, printed, or in doubt: never forgotten."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.core import Core, open_core
from counter.bootstrap.devices import Devices
from counter.domain.printing import JobState
from counter.services.audit import verify
from counter.services.identifiers import new_action_id
from counter.services.spool import Spool
from devices.sim.printer import PrinterSimulator
from tests.faults.office import clerk
from tests.faults.victim import MOMENTS
from tests.support import settle_request


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[PrinterSimulator]:
    with PrinterSimulator(tmp_path / "paper") as simulator:
        yield simulator


def _address(printer: PrinterSimulator) -> str:
    host, port = printer.address
    return f"tcp://{host}:{port}"


def _run(home: Path, moment: str, action_id: str, printer: PrinterSimulator) -> int:
    words = [sys.executable, "-m", "tests.faults.victim", str(home), moment, action_id, _address(printer)]
    return subprocess.run(words, timeout=60, check=False).returncode


def _states(core: Core) -> dict[JobState, int]:
    with core.store.read() as uow:
        return {state: count for state in JobState if (count := uow.jobs.count(state))}


@pytest.mark.parametrize("moment", MOMENTS)
def test_one_sale_or_none_after_a_kill(sample_home: Path, printer: PrinterSimulator, moment: str) -> None:
    action_id = new_action_id()
    assert _run(sample_home, moment, action_id, printer) == (0 if moment == "never" else -9)
    core = open_core(sample_home)
    booked = moment != "before-commit"
    assert core.store.balances() == ({"cash:02": 2100, "postage:300": -2100} if booked else {})
    assert verify(core.store).ok
    drafts = [d.action_id for d in core.drafts.unfinished()]
    assert drafts == ([] if booked else [action_id]), "an unfinished acceptance is offered again, a booked one is not"
    expected = {
        "before-commit": {},
        "after-commit": {JobState.QUEUED: 2},
        "before-printing": {JobState.QUEUED: 2},
        "while-printing": {JobState.QUEUED: 1, JobState.SENDING: 1},
        "after-printing": {JobState.CONFIRMED: 2},
        "never": {JobState.CONFIRMED: 2},
    }
    assert _states(core) == expected[moment]
    assert len(printer.papers) >= (2 if moment in ("after-printing", "never") else 0)
    core.store.close()


@pytest.mark.parametrize("moment", ["before-commit", "after-commit", "while-printing"])
def test_the_same_confirm_after_a_kill_is_still_one_sale(
    sample_home: Path, printer: PrinterSimulator, moment: str
) -> None:
    action_id = new_action_id()
    _run(sample_home, moment, action_id, printer)
    core = open_core(sample_home)
    settled = core.checkout.settle(settle_request(action_id=action_id), clerk(core))
    assert settled.repeated is (moment != "before-commit")
    assert core.store.balances()["cash:02"] == 2100
    core.store.close()


def test_a_restart_resumes_what_waits_and_asks_about_what_is_in_doubt(
    sample_home: Path, printer: PrinterSimulator
) -> None:
    _run(sample_home, "while-printing", new_action_id(), printer)
    core = open_core(sample_home)
    spool = _restarted(core, printer)
    assert spool.waiting() == (1, 1)
    while spool.print_next(("waybill", "receipt")) is not None:
        pass
    assert _states(core) == {JobState.CONFIRMED: 1, JobState.UNCONFIRMED: 1}
    core.store.close()


def _restarted(core: Core, printer: PrinterSimulator) -> Spool:

    printers = tuple(replace(p, port=_address(printer), model="simulated") for p in core.config.printers)
    devices = Devices(replace(core.config, printers=printers))
    spool = Spool(core.store, devices.printers, core.clock, core.day, lambda job: None)
    spool.recover()
    return spool
