"""Paper sizes, and a document cut into pages: pieces in order, shrunk a little before they go on to another page."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from receipts.blocks import Block, Document, Part, Text
from receipts.captions import captions
from receipts.pdf.layout import Layout
from receipts.pdf.pieces import Piece, Run, Words, shifted

_MM = 72 / 25.4
_SCALES = (1.0, 0.93, 0.86, 0.8)


class PageSize(NamedTuple):
    """A paper in millimetres (height 0: as long as needed) with the size of its plain text in points."""

    width_mm: float
    height_mm: float
    margin_mm: float
    points: float


SIZES = {
    "label-100x150": PageSize(100, 150, 3, 7.6),
    "label-76x130": PageSize(76, 130, 2.5, 6.2),
    "A6": PageSize(105, 148, 6, 7.6),
    "A5": PageSize(148, 210, 10, 9.5),
    "A4": PageSize(210, 297, 18, 10.5),
    "roll-80": PageSize(80, 0, 4, 8.5),
    "roll-58": PageSize(58, 0, 3, 7),
}


class Page(NamedTuple):
    """One page to draw: its size in points and what stands on it, measured from the top left."""

    width: float
    height: float
    runs: tuple[Run, ...]


def paginated(document: Document, name: str) -> list[Page]:
    """The pages of a document on a paper. Raises KeyError for a paper that is not in SIZES."""
    size = SIZES[name]
    if not size.height_mm:
        return [_long_page(document, size)]
    pages: list[tuple[Run, ...]] = []
    beyond: list[str] = []
    for part in _parts(document):
        pages.extend(_fitted(part, size, document, beyond))
    if beyond:
        pages.extend(_fitted(_back(beyond, document), size, document, []))
    return [Page(size.width_mm * _MM, size.height_mm * _MM, page) for page in pages]


def _parts(document: Document) -> Iterator[Document]:
    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Part):
            yield _with(document, blocks)
            blocks = []
        else:
            blocks.append(block)
    yield _with(document, blocks)


def _with(document: Document, blocks: Iterable[Block]) -> Document:
    return replace(document, blocks=tuple(blocks))


def _overleaf(document: Document) -> str:
    say = captions(document.language)
    return say("see overleaf")


def _back(beyond: list[str], document: Document) -> Document:
    say = captions(document.language)
    title = Text(f"{say.both('Continued')}  {document.number}", bold=True)
    return _with(document, [title, *(Text(text) for text in dict.fromkeys(beyond))])


def _fitted(part: Document, size: PageSize, document: Document, beyond: list[str]) -> list[tuple[Run, ...]]:
    """The pages of one part: at the largest scale at which it fits on one, else flowing at the smallest."""
    width = (size.width_mm - 2 * size.margin_mm) * _MM
    room = (size.height_mm - 2 * size.margin_mm) * _MM
    for scale in _SCALES:
        layout = Layout(width, room, size.points * scale, _overleaf(document))
        pieces = list(layout.pieces(part.blocks))
        if sum(piece.height for piece in pieces) <= room:
            break
    beyond.extend(layout.beyond)
    return list(_flowed(pieces, size, room, document))


def _flowed(pieces: list[Piece], size: PageSize, room: float, document: Document) -> Iterator[tuple[Run, ...]]:
    runs: list[Run] = []
    margin = size.margin_mm * _MM
    top = 0.0
    for piece in pieces:
        if top and top + piece.height > room:
            yield tuple(runs)
            header = _continuation(document, size)
            runs, top = shifted(header.runs, margin, margin), header.height
        runs.extend(shifted(piece.runs, margin, margin + top))
        top += piece.height
    yield tuple(runs)


def _continuation(document: Document, size: PageSize) -> Piece:
    """The head of a further page: what it continues, and whether that is a copy."""
    say = captions(document.language)
    mark = say("COPY {number}").format(number=document.mark.copy_number) if document.mark.copy_number else ""
    training = say("TRAINING") if document.mark.training else ""
    text = "  ".join(part for part in (say("Continued"), document.title, document.number, mark, training) if part)
    return Piece(size.points * 1.6, (Words(0, size.points, text, size.points * 0.9, True),))


def _long_page(document: Document, size: PageSize) -> Page:
    width = (size.width_mm - 2 * size.margin_mm) * _MM
    margin = size.margin_mm * _MM
    runs: list[Run] = []
    top = margin
    for piece in Layout(width, 0, size.points, "").pieces(document.blocks):
        runs.extend(shifted(piece.runs, margin, top))
        top += piece.height
    return Page(size.width_mm * _MM, top + margin, tuple(runs))
