"""Paper: a receipt to ESC/POS bytes and a waybill to PDF, beside plain python-escpos and plain reportlab."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from functools import partial
from io import BytesIO, StringIO
from statistics import median
from typing import Any

from devices.fonts import han_font_path
from devices.printers.capabilities import Capabilities, model
from receipts.blocks import Document
from receipts.documents import build
from receipts.render import to_escpos, to_pdf, to_text
from receipts.snapshots import Receipt, TenderRow, Waybill
from tests.receipts.samples import RECEIPT, WAYBILL

_RECEIPTS, _WAYBILLS = 400, 60
_FIRST = """
import time
from receipts.documents import build
from receipts.render import to_pdf
from tests.receipts.samples import WAYBILL
document = build(WAYBILL)
begun = time.perf_counter()
import reportlab.pdfgen.canvas
imported = time.perf_counter()
to_pdf(document)
print((imported - begun) * 1e3, (time.perf_counter() - imported) * 1e3)
"""


def receipts() -> Iterator[Receipt]:
    """Receipts of a day: another number, amount, time and journal entry each, the same words."""
    for at in range(_RECEIPTS):
        total = 1800 + 7 * at
        fees = (*RECEIPT.items[0].fees[:-1], replace(RECEIPT.items[0].fees[-1], amount=500 + 7 * at))
        item = replace(RECEIPT.items[0], mail_number=f"PA{12345678901 + 7919 * at}", fees=fees, total=total)
        yield replace(
            RECEIPT,
            receipt_number=f"100080-3-{at:06d}",
            items=(item,),
            total=total,
            tenders=(TenderRow("cash", total + 200),),
            accepted_at=f"2026-03-02 10:{at // 60 % 60:02d}:{at % 60:02d}",
            journal_seq=48213 + at,
            chain_code=f"{at:04X}-91C2",
        )


def waybills() -> Iterator[Waybill]:
    """Waybills of a day: another number each."""
    for at in range(_WAYBILLS):
        yield replace(WAYBILL, mail_number=f"PA{22345678901 + 7919 * at}", contents=f"书籍 {at} 册")


def run() -> list[str]:
    """The lines of the report."""
    printer = model("generic-80")
    documents = [build(receipt) for receipt in receipts()]
    labels = [build(waybill) for waybill in waybills()]
    to_escpos(documents[0], printer)
    to_pdf(labels[0])
    dummy = _dummy()
    bytes_us = 1e6 * _median(partial(to_escpos, document, printer) for document in documents[1:])
    whole_us = 1e6 * _median(partial(_built, receipt, printer) for receipt in receipts())
    with redirect_stdout(StringIO()):  # its barcode() prints a line
        plain_us = 1e6 * _median(partial(_plain_escpos, document, dummy) for document in documents[:60])
    pdf_ms = 1e3 * _median(partial(to_pdf, label) for label in labels)
    font = _plain_font()
    plain_ms = 1e3 * _median(partial(_plain_reportlab, label, font) for label in labels)
    imported, first = _first_pdf()
    return [
        f"receipt to ESC/POS bytes, median {bytes_us:10.0f} us  limit 120 us; plain python-escpos {plain_us:.0f} us",
        f"  with its layout from the facts {whole_us:10.0f} us",
        f"waybill to PDF, median           {pdf_ms:10.2f} ms  limit 6 ms; plain reportlab, {font}: {plain_ms:.2f} ms",
        f"  the first                     {first:10.1f} ms  limit 100 ms; importing reportlab first: {imported:.0f} ms",
    ]


def _built(receipt: Receipt, printer: Capabilities) -> bytes:
    return to_escpos(build(receipt), printer)


def _median(jobs: Iterable[Callable[[], object]]) -> float:
    took = []
    for job in jobs:
        begun = time.perf_counter()
        job()
        took.append(time.perf_counter() - begun)
    return median(took)


def _first_pdf() -> tuple[float, float]:
    answer = subprocess.run([sys.executable, "-c", _FIRST], capture_output=True, text=True, check=True)
    imported, first = answer.stdout.split()
    return float(imported), float(first)


def _dummy() -> Any:
    from escpos.printer import Dummy

    return Dummy()


def _plain_escpos(document: Document, printer: Any) -> bytes:
    """The same lines, each by a call of python-escpos."""
    printer.clear()
    for line in to_text(document, 48).splitlines():
        if not line.lstrip().startswith(("|||", "[QR")):
            printer.set(bold=False)
            printer.text(line + "\n")
    printer.barcode("{B" + document.number, "CODE128", function_type="B", check=False)
    printer.qr(document.number, native=True)
    printer.cut()
    return bytes(printer.output)


def _plain_font() -> str:
    """What reportlab can do by itself: a CID font that is not embedded, since it refuses outlines of this kind."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    try:
        pdfmetrics.registerFont(TTFont("plain", str(han_font_path())))
    except TTFError:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        return "STSong-Light"
    return "plain"


def _plain_reportlab(document: Document, font: str) -> bytes:
    """The same lines, bars and QR as one would write them first."""
    from reportlab.graphics import renderPDF
    from reportlab.graphics.barcode.code128 import Code128
    from reportlab.graphics.barcode.qr import QrCodeWidget
    from reportlab.graphics.shapes import Drawing
    from reportlab.pdfgen.canvas import Canvas

    file = BytesIO()
    canvas = Canvas(file, pagesize=(283, 425))
    y = 410.0
    for line in to_text(document, 48).splitlines():
        canvas.setFont(font, 8)
        canvas.drawString(8, y, line)
        y -= 10
        if y < 10:
            canvas.showPage()
            y = 410.0
    Code128(document.number, barHeight=30, barWidth=1).drawOn(canvas, 8, 20)
    drawing = Drawing(50, 50)
    drawing.add(QrCodeWidget(document.number))
    renderPDF.draw(drawing, canvas, 200, 20)
    canvas.save()
    return file.getvalue()
