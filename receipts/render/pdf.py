"""A document as PDF: pages on reportlab's canvas, bars and modules as one path each.

The operators of a page are written here and given to the canvas whole: its own drawing calls, one for each line of
text and each bar, would take most of the time of a label."""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from receipts import code128, qr
from receipts.blocks import Document, Image
from receipts.pdf.font import registered
from receipts.pdf.pages import SIZES, Page, paginated
from receipts.pdf.pieces import Bars, Box, Modules, Picture, Stroke, Words

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
    operators = [f"{_BOLDER} w BT", *_words(canvas, page), "ET"]
    for run in page.runs:
        if isinstance(run, Picture):
            _picture(canvas, run, page.height)
        elif not isinstance(run, Words):
            operators.append(_drawn(run, page.height))
    canvas.addLiteral("\n".join(operators))
    canvas.showPage()


def _words(canvas: "Canvas", page: Page) -> Iterator[str]:
    """The text of the page. The font has one weight: bold is its outline, stroked as well as filled."""
    font = registered()
    document: object = vars(canvas)["_doc"]  # what reportlab itself hands to a dynamic font
    name = font.getSubsetInternalName(0, document)
    look: tuple[float, bool] | None = None
    for run in page.runs:
        if not isinstance(run, Words) or not run.text:
            continue
        if (run.size, run.bold) != look:
            look = (run.size, run.bold)
            yield f"{name} {run.size:.3f} Tf {2 if run.bold else 0} Tr"
        codes = font.splitString(run.text, document)[0][1].hex()
        yield f"1 0 0 1 {run.x:.3f} {page.height - run.y:.3f} Tm <{codes}> Tj"


def _drawn(run: Stroke | Box | Bars | Modules, top: float) -> str:
    if isinstance(run, Bars):
        return _bars(run, top)
    if isinstance(run, Modules):
        return _modules(run, top)
    if isinstance(run, Box):
        return f"0.5 w {run.x:.3f} {top - run.y - run.height:.3f} {run.width:.3f} {run.height:.3f} re S"
    y = top - run.y
    return f"{run.weight} w {run.x:.3f} {y:.3f} m {run.x + run.width:.3f} {y:.3f} l S"


def _bars(run: Bars, top: float) -> str:
    path = []
    x = run.x
    y = top - run.y - run.height
    for at, width in enumerate(code128.widths(run.data)):
        if at % 2 == 0:
            path.append(f"{x:.3f} {y:.3f} {width * run.module:.3f} {run.height:.3f} re")
        x += width * run.module
    return " ".join((*path, "f"))


def _modules(run: Modules, top: float) -> str:
    """The symbol in a space where a module is one unit: whole numbers only."""
    x, y = run.x, top - run.y
    return f"q {run.module:.4f} 0 0 {-run.module:.4f} {x:.3f} {y:.3f} cm {_symbol(run.data)} f Q"


@lru_cache(maxsize=256)
def _symbol(data: str) -> str:
    runs = []
    for y, row in enumerate(qr.matrix(data)):
        x = 0
        for dark, group in groupby(row):
            width = len(list(group))
            if dark:
                runs.append(f"{x} {y} {width} 1 re")
            x += width
    return " ".join(runs)


def _picture(canvas: "Canvas", run: Picture, top: float) -> None:
    from reportlab.lib.utils import ImageReader

    bitmap = BytesIO(_pbm(run.image))
    canvas.drawImage(ImageReader(bitmap), run.x, top - run.y - run.height, run.width, run.height)


def _pbm(image: Image) -> bytes:
    return b"P4 %d %d\n" % (image.width, image.height) + image.rows
