"""A document as PDF: pages drawn on reportlab's canvas, bars and modules as one path each."""

from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from receipts import code128, qr
from receipts.blocks import Document, Image
from receipts.pdf.font import registered
from receipts.pdf.pages import SIZES, Page, paginated
from receipts.pdf.pieces import Bars, Box, Modules, Picture, Run, Stroke, Words

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_BOLDER = 0.3


def to_pdf(document: Document, page: str = "") -> bytes:
    """The document on a paper of SIZES, its own where none is named; the same document makes the same bytes.

    Raises ValueError for an unknown paper.
    """
    name = page or document.page
    if name not in SIZES:
        raise ValueError(f"unknown paper {name}: {', '.join(SIZES)}")
    # reportlab takes 0.13 s to import: only who makes a PDF pays for it
    from reportlab.pdfgen.canvas import Canvas

    file = BytesIO()
    canvas = Canvas(file, invariant=1, pageCompression=1)
    canvas.setTitle(f"{document.title} {document.number}")
    canvas.setCreator("Post Counter")
    for sheet in paginated(document, name):
        _draw_page(canvas, sheet)
    canvas.save()
    return file.getvalue()


def _draw_page(canvas: "Canvas", page: Page) -> None:
    canvas.setPageSize((page.width, page.height))
    _draw_words(canvas, page)
    for run in page.runs:
        if not isinstance(run, Words):
            _draw(canvas, run, page.height)
    canvas.showPage()


def _draw_words(canvas: "Canvas", page: Page) -> None:
    """All text of the page as one text object."""
    font = registered()
    canvas.setLineWidth(_BOLDER)
    text = canvas.beginText()
    look: tuple[float, bool] | None = None
    for run in page.runs:
        if not isinstance(run, Words) or not run.text:
            continue
        if (run.size, run.bold) != look:
            look = (run.size, run.bold)
            text.setFont(font, run.size)
            # the font has one weight: bold is its outline, stroked as well as filled
            text.setTextRenderMode(2 if run.bold else 0)
        text.setTextOrigin(run.x, page.height - run.y)
        text.textOut(run.text)
    canvas.drawText(text)


def _draw(canvas: "Canvas", run: Run, top: float) -> None:
    if isinstance(run, Bars):
        _bars(canvas, run, top)
    elif isinstance(run, Modules):
        _modules(canvas, run, top)
    elif isinstance(run, Picture):
        _picture(canvas, run, top)
    elif isinstance(run, Box):
        canvas.setLineWidth(0.5)
        canvas.rect(run.x, top - run.y - run.height, run.width, run.height)
    elif isinstance(run, Stroke):
        canvas.setLineWidth(run.weight)
        canvas.line(run.x, top - run.y, run.x + run.width, top - run.y)


def _bars(canvas: "Canvas", run: Bars, top: float) -> None:
    path = canvas.beginPath()
    x = run.x
    for at, width in enumerate(code128.widths(run.data)):
        if at % 2 == 0:
            path.rect(x, top - run.y - run.height, width * run.module, run.height)
        x += width * run.module
    canvas.drawPath(path, stroke=0, fill=1)


def _modules(canvas: "Canvas", run: Modules, top: float) -> None:
    path = canvas.beginPath()
    for number, row in enumerate(qr.matrix(run.data)):
        y = top - run.y - (number + 1) * run.module
        x = run.x
        for dark, group in groupby(row):
            width = len(list(group)) * run.module
            if dark:
                path.rect(x, y, width, run.module)
            x += width
    canvas.drawPath(path, stroke=0, fill=1)


def _picture(canvas: "Canvas", run: Picture, top: float) -> None:
    from reportlab.lib.utils import ImageReader

    bitmap = BytesIO(_pbm(run.image))
    canvas.drawImage(ImageReader(bitmap), run.x, top - run.y - run.height, run.width, run.height)


def _pbm(image: Image) -> bytes:
    return b"P4 %d %d\n" % (image.width, image.height) + image.rows
