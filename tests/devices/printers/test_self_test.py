"""The installer's test: questions and the page."""

import pytest
import zxingcpp

from devices.printers.capabilities import Capabilities, models
from devices.printers.interpreter import Interpreter
from devices.printers.self_test import Answers, page, probe
from devices.printers.status import Condition
from tests.devices.printers.wires import Bench


@pytest.mark.parametrize("process_ids", [True, False])
def test_what_a_printer_answers_is_found_out(process_ids: bool) -> None:
    bench = Bench(process_ids=process_ids)
    assert probe(bench.open(), clock=bench.clock) == Answers(Condition(), queued_query=True, process_id=process_ids)
    assert bench.core.papers == []
    assert not bench.core.state.hanging


def test_a_printer_without_paper_answers_only_at_once() -> None:
    bench = Bench()
    bench.core.set(paper_out=True, paper_low=True)
    answers = probe(bench.open(), clock=bench.clock)
    assert answers.condition is not None
    assert answers.condition.paper_out
    assert not answers.queued_query


def test_a_silent_printer_answers_nothing() -> None:
    bench = Bench()
    port = bench.open()
    bench.core.set_reading(False)
    assert probe(port, clock=bench.clock) == Answers(None, queued_query=False, process_id=False)


@pytest.mark.parametrize("name", sorted(models()))
def test_the_page_of_each_model_prints_and_scans(name: str) -> None:
    capabilities: Capabilities = models()[name]
    printer = Interpreter(capabilities.width_dots)
    printer.feed(page(capabilities))
    assert printer.unknown == ()
    paper = printer.papers[0] if capabilities.cutter else printer.tear_off()
    assert paper is not None
    assert ("中国邮政" in paper.text) == (capabilities.chinese == "codepage")
    assert max(len(line.text) for line in paper.lines) <= capabilities.columns
    picture = paper.image().convert("L")
    assert {symbol.text for symbol in zxingcpp.read_barcodes(picture)} == {"PA12345678901", "QR-TEST"}
