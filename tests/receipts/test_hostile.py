from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

import pytest

from devices.printers.capabilities import model
from devices.printers.interpreter import Interpreter
from receipts.blocks import Mark
from receipts.documents import build
from receipts.drawing import holds_command
from receipts.render import to_escpos, to_pdf, to_png, to_text
from receipts.snapshots import Snapshot
from tests.receipts.hostile import HOSTILE
from tests.receipts.samples import EVERY, RECEIPT

T = TypeVar("T")
PRINTERS = [model(name) for name in ("generic-58", "generic-80", "generic-80-raster")]


def poisoned(value: T, poison: str) -> T:
    """The snapshot with the string in every field that holds text."""
    if isinstance(value, str):
        return poison  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(poisoned(part, poison) for part in value)  # type: ignore[return-value]
    if isinstance(value, Mapping):
        return dict.fromkeys(value, poison)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{field.name: poisoned(getattr(value, field.name), poison) for field in fields(value)})
    return value


def cuts(data: bytes) -> int:
    printer = Interpreter(576)
    printer.feed(data)
    assert not printer.unknown, printer.unknown[0]
    assert not printer.pulses
    return len(printer.papers)


@pytest.mark.parametrize("kind", EVERY)
@pytest.mark.parametrize("poison", HOSTILE, ids=range(len(HOSTILE)))
def test_no_string_of_a_customer_is_a_command(kind: str, poison: str) -> None:
    document = build(poisoned(EVERY[kind], poison), Mark(1, True))
    expected = cuts(to_escpos(build(EVERY[kind], Mark(1, True)), PRINTERS[1]))
    for printer in PRINTERS:
        data = to_escpos(document, printer)
        assert not holds_command(data)
        assert printer.name != "generic-80" or cuts(data) == expected
    text = to_text(document, 32)
    assert all(char == "\n" or char.isprintable() or char == "\u3000" for char in text)


@pytest.mark.parametrize("kind", EVERY)
def test_the_same_on_pages_and_in_pictures(kind: str) -> None:
    for poison in HOSTILE:
        document = build(poisoned(EVERY[kind], poison))
        assert to_pdf(document).startswith(b"%PDF")
    worst = build(poisoned(EVERY[kind], "".join(HOSTILE[:12])))
    assert to_png(worst, PRINTERS[0]).startswith(b"\x89PNG")


def test_a_customer_cannot_forge_a_line_of_a_receipt() -> None:
    forged = replace(RECEIPT, clerk="张华\n合计 ￥0.00")
    assert not any(line.startswith("合计 ￥0.00") for line in to_text(build(forged)).splitlines())


def test_the_poison_reaches_every_kind() -> None:
    def texts(snapshot: Snapshot) -> str:
        return to_text(build(poisoned(snapshot, "POISON")))

    assert all("POISON" in texts(snapshot) for snapshot in EVERY.values())
