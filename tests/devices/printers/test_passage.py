"""A pole display behind the printer that prints: its text comes through between jobs, and never into one."""

import contextlib
import doctest
from pathlib import Path

import pytest

from devices.link import DeviceStatus, LinkState
from devices.poles import MODELS, PoleDisplay
from devices.printers import passage
from devices.printers.capabilities import model
from devices.printers.link import PrinterLink
from devices.printers.outcome import Sent
from devices.printers.passage import PrinterPassage, through_printer
from devices.printers.ports import PortError
from devices.printers.status import ASK_ALL
from devices.printers.transports import network
from devices.sim.printer import PrinterSimulator
from devices.wires import WireError
from tests.devices.printers.faults import NEXT_JOB, NEXT_WHOLE, WHOLE
from tests.devices.printers.jobs import waybill
from tests.devices.printers.test_link import Table
from tests.devices.test_fault_matrix import eventually

JOB = waybill()
TEXT = MODELS["cd5220"].encode("TOTAL", "CNY 12.50")
PASSAGE = through_printer(TEXT)


def test_examples_are_true() -> None:
    assert doctest.testmod(passage).failed == 0


@pytest.mark.parametrize("language", sorted(MODELS))
@pytest.mark.parametrize("name", ["simulated", "generic-80"])
def test_text_between_two_jobs_is_shown_and_both_print(language: str, name: str) -> None:
    table = Table(name)
    assert table.link.send(JOB).sent is Sent.CONFIRMED
    PrinterPassage(table.link).write(MODELS[language].encode("TOTAL", "12.50"))
    assert table.link.send(NEXT_JOB).sent is Sent.CONFIRMED
    shown = table.bench.core.display.lines
    assert shown == (["12.50", ""] if language == "led8" else ["TOTAL", "12.50"])
    assert table.bench.core.papers == [WHOLE, NEXT_WHOLE]
    assert list(table.bench.core.unknown) == []


@pytest.mark.parametrize("error_in_write", [False, True])
@pytest.mark.parametrize("cut_at", range(len(PASSAGE) + 1))
def test_a_passage_cut_off_at_any_byte_costs_no_paper(cut_at: int, error_in_write: bool) -> None:
    table = Table()
    bench, way = table.bench, PrinterPassage(table.link)
    way.write(TEXT)
    bench.error_in_write = error_in_write
    bench.at_delivered(len(ASK_ALL) + cut_at, bench.break_wire)
    with contextlib.suppress(WireError):
        way.write(TEXT)
    bench.calm()
    bench.clock.now += 5
    assert table.link.send(JOB).sent is Sent.CONFIRMED
    assert bench.core.papers == [WHOLE]
    way.write(TEXT)
    assert bench.core.display.lines == ["TOTAL", "CNY 12.50"]


def test_a_display_that_lost_power_with_its_printer_is_dark_until_it_is_told_again() -> None:
    table = Table()
    way = PrinterPassage(table.link)
    way.write(TEXT)
    table.bench.core.power_off()
    table.bench.break_wire()
    assert table.bench.core.display.lines == ["", ""]
    with pytest.raises(WireError) as caught:
        way.write(TEXT)
    assert (caught.value.state, caught.value.params["printer"]) == (LinkState.UNPLUGGED, "receipt")
    table.bench.core.power_on()
    table.bench.clock.now += 5
    way.write(TEXT)
    assert table.bench.core.display.lines == ["TOTAL", "CNY 12.50"]


@pytest.mark.parametrize("trouble", ["paper_out", "cover_open", "offline", "cutter_error"])
def test_a_printer_that_holds_back_gets_nothing_to_show_late(trouble: str) -> None:
    table = Table()
    way = PrinterPassage(table.link)
    table.bench.core.set(**{trouble: True})
    with pytest.raises(WireError):
        way.write(TEXT)
    with pytest.raises(WireError):
        way.read(64, 0)
    assert table.bench.core.received == len(ASK_ALL)
    table.bench.core.set(**{trouble: False})
    way.write(TEXT)
    assert way.read(64, 0) == b""
    assert table.bench.core.display.lines == ["TOTAL", "CNY 12.50"]


def test_half_a_job_in_the_printer_is_ended_before_the_display_is_told() -> None:
    table = Table()
    table.bench.at_delivered(12 + len(JOB) // 2, table.bench.break_wire)
    assert table.link.send(JOB).sent is Sent.UNCONFIRMED
    table.bench.clock.now += 5
    PrinterPassage(table.link).write(TEXT)
    assert table.bench.core.display.lines == ["TOTAL", "CNY 12.50"]
    assert table.link.send(NEXT_JOB).sent is Sent.CONFIRMED
    assert table.bench.core.papers[-1] == NEXT_WHOLE


def test_a_wire_that_is_gone_is_not_tried_for_every_text() -> None:
    tried: list[int] = []

    def refuse() -> object:
        tried.append(1)
        raise PortError(LinkState.DENIED, 0, {"group": "lp"})

    link = PrinterLink("p", refuse, model("simulated"), on_status=lambda _: None, clock=lambda: 1.0)  # type: ignore[arg-type]
    for _ in range(3):
        with pytest.raises(WireError) as caught:
            PrinterPassage(link).write(TEXT)
        assert caught.value.params["group"] == "lp"
    assert len(tried) == 1


def test_on_real_wires_the_display_follows_while_papers_print(tmp_path: Path) -> None:
    states: list[DeviceStatus] = []
    with PrinterSimulator(tmp_path) as printer:
        host, port = printer.address
        link = PrinterLink("receipt", network(host, port), model("simulated"), on_status=lambda _: None)
        pole = PoleDisplay("pole", lambda: PrinterPassage(link), "cd5220", on_status=states.append)
        pole.start()
        pole.show("TOTAL", "12.50")
        eventually(lambda: printer.displayed == ("TOTAL", "12.50"))
        assert link.send(JOB).sent is Sent.CONFIRMED
        printer.paper_out()
        link.poll()
        eventually(lambda: pole.status == DeviceStatus("pole", LinkState.PAPER_OUT, {"printer": "receipt"}))
        pole.show("CHANGE", "7.50")
        printer.paper_out(False)
        link.poll()
        eventually(lambda: printer.displayed == ("CHANGE", "7.50"))
        eventually(lambda: pole.status.state is LinkState.READY)
        assert printer.papers == [WHOLE]
        pole.stop()
        link.close()
