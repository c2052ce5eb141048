import pytest

from devices.printers.interpreter import Interpreter
from tests.receipts import golden
from tests.receipts.samples import EVERY


@pytest.mark.parametrize("printer", golden.PRINTERS)
@pytest.mark.parametrize("kind", EVERY)
def test_the_bytes_are_those_that_were_looked_at(kind: str, printer: str) -> None:
    assert golden.made(kind, printer) == golden.path(kind, printer).read_bytes()


@pytest.mark.parametrize("printer", golden.PRINTERS)
@pytest.mark.parametrize("kind", EVERY)
def test_the_simulator_understands_every_byte(kind: str, printer: str) -> None:
    simulated = Interpreter(384 if printer.endswith("58") else 576)
    simulated.feed(golden.path(kind, printer).read_bytes())
    assert simulated.unknown == ()
    assert simulated.pulses == ()
    assert simulated.at_boundary


def test_there_is_a_file_for_nothing_else() -> None:
    kept = {file.name for file in golden.FOLDER.iterdir()}
    assert kept == {golden.path(kind, printer).name for kind in EVERY for printer in golden.PRINTERS}
