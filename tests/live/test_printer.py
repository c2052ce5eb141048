"""A real printer on the table: `pytest tests/live/test_printer.py --printer tcp://HOST:9100 -s`; uses 60 cm of paper.

Each test says on the paper what a person should see there. With a terminal (-s) it also asks.
"""

import sys
from collections.abc import Iterator

import pytest

from devices.link import DeviceStatus, LinkState
from devices.printers.address import open_at
from devices.printers.capabilities import Capabilities, model
from devices.printers.drawer_pulse import drawer_pulse
from devices.printers.link import PrinterLink
from devices.printers.outcome import Sent
from tests.devices.printers.jobs import RESET, code128, han, qr, raster

pytestmark = pytest.mark.live
CUT = b"\n\n\n\x1dVB\x00"


@pytest.fixture
def capabilities(request: pytest.FixtureRequest) -> Capabilities:
    return model(str(request.config.getoption("--printer-model")))


@pytest.fixture
def link(request: pytest.FixtureRequest, capabilities: Capabilities) -> Iterator[PrinterLink]:
    address = request.config.getoption("--printer", default=None)
    if not address:
        pytest.skip("no --printer")
    wire = PrinterLink("live", open_at(str(address)), capabilities, on_status=_show)
    yield wire
    wire.close()


def _show(status: DeviceStatus) -> None:
    print(f"\n{status.state.value} {dict(status.params)}")


def seen(question: str) -> None:
    """Ask the person at the printer; without a terminal the paper itself says what to look for."""
    if sys.stdin.isatty():
        assert input(f"\n{question} [y/n] ").strip().lower() == "y"


def test_it_is_ready(link: PrinterLink) -> None:
    assert link.poll().state in (LinkState.READY, LinkState.PAPER_LOW)


def test_text_is_confirmed(link: PrinterLink, capabilities: Capabilities) -> None:
    ruler = ("1234567890" * 10)[: capabilities.columns].encode()
    outcome = link.send(RESET + b"One full line, one bold:\n" + ruler + b"\n\x1bE\x01bold\x1bE\x00\n" + CUT)
    assert outcome.sent is Sent.CONFIRMED
    seen("Is the line of digits exactly as wide as the paper prints?")


def test_chinese(link: PrinterLink, capabilities: Capabilities) -> None:
    if capabilities.chinese != "codepage":
        pytest.skip("this model prints Chinese as pictures")
    job = RESET + b"Two lines of Chinese, the second double:\n" + han("中国邮政 ￥13.00") + b"\n\x1d!\x11" + han("收据")
    assert link.send(job + b"\x1d!\x00\n" + CUT).sent is Sent.CONFIRMED
    seen("Are both lines right?")


def test_symbols(link: PrinterLink) -> None:
    job = RESET + b"Scan: PA12345678901 and QR-LIVE\n" + code128("PA12345678901") + b"\n" + qr(b"QR-LIVE") + b"\n"
    assert link.send(job + raster(rows=24, row_bytes=24) + CUT).sent is Sent.CONFIRMED
    seen("Do both symbols scan, and is there a grey bar?")


def test_three_jobs_in_a_row(link: PrinterLink) -> None:
    outcomes = [link.send(RESET + f"job {number} of 3\n".encode() + CUT).sent for number in (1, 2, 3)]
    assert outcomes == [Sent.CONFIRMED] * 3


def test_the_drawer(link: PrinterLink, capabilities: Capabilities) -> None:
    assert link.send(drawer_pulse(capabilities.drawer_pin)).sent is Sent.CONFIRMED
    seen("Did the drawer open (or is there none)?")
    if capabilities.drawer_open_level is not None:
        print(link.poll().params)


def test_paper_out_in_the_middle(link: PrinterLink) -> None:
    if not sys.stdin.isatty():
        pytest.skip("needs a person at the printer")
    input("\nTake the paper out, close the cover, then press Enter.")
    assert link.send(RESET + b"never\n" + CUT).sent is Sent.FAILED
    assert link.status.state in (LinkState.PAPER_OUT, LinkState.COVER_OPEN, LinkState.OFFLINE)
    input("Put the paper back, then press Enter.")
    assert link.send(RESET + b"once\n" + CUT).sent is Sent.CONFIRMED
    seen("Is there one slip 'once', and none 'never'?")
