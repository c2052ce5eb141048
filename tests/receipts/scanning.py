"""Reads the symbols back from the pictures of paper, at the paper's size and after a shrink.

`python -m tests.receipts.scanning 1000` does so for 1,000 random numbers on every document that carries one.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import NamedTuple

import pypdfium2
import zxingcpp
from PIL import Image

from devices.printers.capabilities import Capabilities, model
from receipts.blocks import Barcode, Block, Document, Frame, Qr, Side
from receipts.documents import build
from receipts.render import to_pdf, to_png
from receipts.snapshots import AdviceOfReceipt, Cn22, Cn23, PackingAdvice, Snapshot, TariffExplanation, Waybill
from tests.receipts.samples import EVERY

DPI = 203
_MARGINS = (40, 43, 47, 52)
# a module of two dots is 1.8 after the shrink: the local average then loses one number in fifteen
_BINARIZERS = (zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.FixedThreshold)


class Missed(NamedTuple):
    """A symbol that was not read."""

    kind: str
    where: str
    scale: int
    symbols: frozenset[str]


def expected(document: Document) -> frozenset[str]:
    """The data of all symbols of a document."""
    return frozenset(_symbols(document.blocks))


def _symbols(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Barcode | Qr):
            yield f"{type(block).__name__} {block.data}"
        elif isinstance(block, Frame):
            yield from _symbols(block.blocks)
        elif isinstance(block, Side):
            yield from _symbols((*block.left, *block.right))


def pictures_of_pdf(document: Document) -> list[Image.Image]:
    """The pages at 203 dots an inch."""
    return [page.render(scale=DPI / 72).to_pil() for page in pypdfium2.PdfDocument(to_pdf(document))]


def pictures(document: Document, printers: tuple[Capabilities, ...]) -> Iterator[tuple[str, list[Image.Image]]]:
    """Each paper of the document, by name."""
    for printer in printers:
        yield printer.name, [Image.open(BytesIO(to_png(document, printer)))]
    yield "pdf", pictures_of_pdf(document)


def read(sheets: list[Image.Image], percent: int, want: frozenset[str]) -> frozenset[str]:
    """The wanted symbols that can be read from the sheets, shrunk to so many percent.

    Paper has white around what is printed, and a scanner sees it in more than one place: where a symbol is not read
    the sheet is moved by a few dots, which changes how bars fall on the dots of the shrunk picture.
    """
    found: set[str] = set()
    for margin in _MARGINS:
        for binarizer in _BINARIZERS:
            for sheet in sheets:
                found |= {
                    _named(symbol)
                    for symbol in zxingcpp.read_barcodes(_seen(sheet, percent, margin), binarizer=binarizer)
                }
            if want <= found:
                return want
    return frozenset(found)


def _seen(sheet: Image.Image, percent: int, margin: int) -> Image.Image:
    paper = Image.new("L", (sheet.width + 2 * margin, sheet.height + 2 * margin), 255)
    paper.paste(sheet.convert("L"), (margin, margin))
    size = (paper.width * percent // 100, paper.height * percent // 100)
    return paper if percent == 100 else paper.resize(size, Image.Resampling.LANCZOS)


def _named(symbol: zxingcpp.Barcode) -> str:
    return f"{'Qr' if 'QR' in str(symbol.format) else 'Barcode'} {symbol.text}"


def missed(document: Document, printers: tuple[Capabilities, ...]) -> list[Missed]:
    """What was not read, on every paper, whole and at 90 %."""
    want = expected(document)
    return [
        Missed(document.kind, where, percent, lost)
        for where, sheets in pictures(document, printers)
        for percent in (100, 90)
        if (lost := want - read(sheets, percent, want))
    ]


def numbered(snapshot: Snapshot, chance: random.Random) -> Snapshot:
    """The snapshot with another number of the form that its kind has."""
    domestic = f"{chance.choice('PXKR')}{chance.choice('ABCD')}{chance.randrange(10**11):011d}"
    if isinstance(snapshot, Waybill | TariffExplanation | PackingAdvice):
        return replace(snapshot, mail_number=domestic)
    if isinstance(snapshot, Cn22 | Cn23 | AdviceOfReceipt):
        return replace(snapshot, mail_number=f"R{chance.choice('ABCDEF')}{chance.randrange(10**9):09d}CN")
    return snapshot


PRINTERS = tuple(model(name) for name in ("generic-58", "generic-80", "generic-80-raster"))
RASTER = replace(model("generic-58"), name="raster-58", barcode="raster", qr="raster")
EVERY_PRINTER = (*PRINTERS, RASTER)
NUMBERED = tuple(kind for kind, snapshot in EVERY.items() if hasattr(snapshot, "mail_number") and kind != "refusal")


def campaign(count: int, seed: int = 1) -> list[Missed]:
    """As many random numbers, each on the next kind of document, on every paper."""
    chance = random.Random(seed)
    found: list[Missed] = []
    for at in range(count):
        snapshot = numbered(EVERY[NUMBERED[at % len(NUMBERED)]], chance)
        found += missed(build(snapshot), (EVERY_PRINTER[at % len(EVERY_PRINTER)],))
    return found


if __name__ == "__main__":
    numbers = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    lost = campaign(numbers)
    print(f"{numbers} numbers, {len(lost)} papers with a symbol not read")
    for miss in lost:
        print(miss)
    sys.exit(bool(lost))
