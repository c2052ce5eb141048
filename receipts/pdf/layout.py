"""Blocks as pieces of a page: wrapping measured in points, cells side by side, frames and symbols."""

from collections.abc import Iterator

from receipts import code128, qr
from receipts.blocks import (
    Align,
    Barcode,
    Block,
    Columns,
    Frame,
    Image,
    Number,
    Qr,
    Rule,
    Side,
    Spacer,
    Text,
)
from receipts.encoding import printable
from receipts.pdf.font import thousandths
from receipts.pdf.pieces import Bars, Box, Modules, Picture, Piece, Run, Stroke, Words, shifted
from receipts.wrapping import wrap

_MM = 72 / 25.4
_LEADING = 1.28
_BASELINE = 0.98
_PAD = 2.5
_SMALLEST_MODULE = 0.21 * _MM
_WIDEST_MODULE = 0.5 * _MM
_WIDEST_LAST = 0.62
_GAP = 0.6


class Layout:
    """Lays blocks into a width. `room` is the height of a page, 0 when the paper has no end.

    `beyond` collects the texts that had to be announced with `overleaf` instead of being shown whole.
    """

    def __init__(self, width: float, room: float, points: float, overleaf: str) -> None:
        self.beyond: list[str] = []
        self._width = width
        self._room = room
        self._points = points
        self._overleaf = overleaf

    def pieces(self, blocks: tuple[Block, ...]) -> Iterator[Piece]:
        """The blocks as pieces, in order."""
        for block in blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[Piece]:
        if isinstance(block, Text):
            yield from self._text(block)
        elif isinstance(block, Number):
            yield from self._number(block)
        elif isinstance(block, Columns):
            yield self._columns(block)
        elif isinstance(block, Rule):
            height = self._points * 0.7
            yield Piece(height, (Stroke(0, height / 2, self._width, 1.1 if block.heavy else 0.4),))
        elif isinstance(block, Spacer):
            yield Piece(block.lines * self._points * _LEADING, ())
        elif isinstance(block, Barcode):
            yield from self._barcode(block)
        elif isinstance(block, Qr):
            yield from self._qr(block)
        elif isinstance(block, Image):
            yield self._image(block)
        elif isinstance(block, Side):
            yield from self._side(block)
        elif isinstance(block, Frame):
            yield from self._frame(block)

    def _line(self, text: str, size: float, bold: bool, align: Align) -> Piece:
        return Piece(size * _LEADING, (self._words(text, size, bold, align),))

    def _words(self, text: str, size: float, bold: bool, align: Align, line: int = 0) -> Words:
        spare = self._width - thousandths(text) * size / 1000
        x = (0, spare / 2, spare)[align.value]
        return Words(x, size * (_BASELINE + line * _LEADING), text, size, bold)

    def _text(self, block: Text) -> Iterator[Piece]:
        text = printable(block.text)
        size = block.size * self._points
        if block.shrink:
            smallest = min(block.smallest, block.size) * self._points
            size = max(min(size, self._width * 1000 / max(thousandths(text), 1)), smallest)
        lines = wrap(text, self._width * 1000 / size, thousandths)
        if self._room and 0 < block.max_lines < len(lines):
            self.beyond.append(block.text)
            lines = lines[: block.max_lines]
            yield from (self._line(line, size, block.bold, block.align) for line in lines)
            yield self._line(f"… {self._overleaf}", self._points * 0.85, True, Align.RIGHT)
            return
        yield from (self._line(line, size, block.bold, block.align) for line in lines)

    def _number(self, block: Number) -> Iterator[Piece]:
        text = printable(block.text).replace("\n", " ")
        fits = self._width * 1000 / max(thousandths(text), 1)
        if fits < self._points / 2:
            yield from self._text(Text(text, bold=block.bold, align=block.align))
            return
        yield self._line(text, min(block.size * self._points, fits), block.bold, block.align)

    def _columns(self, block: Columns) -> Piece:
        size = block.size * self._points
        texts = [printable(cell).replace("\n", " ") for cell in block.cells]
        widths = self._cell_widths(block, texts, size)
        gap = _GAP * self._points
        runs: list[Run] = []
        tallest = 1
        left = 0.0
        for at, (text, width) in enumerate(zip(texts, widths, strict=True)):
            lines = wrap(text, (width - gap * (at > 0)) * 1000 / size, thousandths)
            tallest = max(tallest, len(lines))
            for number, line in enumerate(lines):
                spare = width - thousandths(line) * size / 1000 if at else 0
                y = size * (_BASELINE + number * _LEADING)
                runs.append(Words(left + spare, y, line, size, block.bold))
            left += width
        return Piece(tallest * size * _LEADING, tuple(runs))

    def _cell_widths(self, block: Columns, texts: list[str], size: float) -> list[float]:
        if block.share:
            return [self._width * part / sum(block.share) for part in block.share]
        natural = thousandths(texts[-1]) * size / 1000 + (_GAP + 0.05) * self._points
        first = thousandths(texts[0]) * size / 1000
        if len(texts) == 2 and first + natural <= self._width:
            return [self._width - natural, natural]
        last = min(natural, self._width * _WIDEST_LAST)
        others = len(texts) - 1
        return [*((self._width - last) / others for _ in range(others)), last]

    def _barcode(self, block: Barcode) -> Iterator[Piece]:
        data = printable(block.data)
        if code128.encodable(data):
            wide = code128.modules(data)
            module = min(self._width / (wide + 2 * code128.QUIET_MODULES), _WIDEST_MODULE)
            if module >= _SMALLEST_MODULE:
                height = block.height_mm * _MM
                x = (self._width - wide * module) / 2
                yield Piece(height + _PAD, (Bars(x, _PAD / 2, module, height, data),))
                if not block.caption:
                    return
        yield from self._number(Number(data))

    def _qr(self, block: Qr) -> Iterator[Piece]:
        data = printable(block.data)
        if not qr.encodable(data):
            return
        modules = len(qr.matrix(data)) + 2 * qr.QUIET_MODULES
        side = min(block.size_mm * _MM, self._width)
        module = side / modules
        x = (0, (self._width - side) / 2, self._width - side)[block.align.value]
        quiet = qr.QUIET_MODULES * module
        yield Piece(side, (Modules(x + quiet, quiet, module, data),))

    def _image(self, block: Image) -> Piece:
        width = min(block.width / 8 * _MM, self._width)
        height = width * block.height / block.width
        if self._room and height > self._room / 4:
            width, height = width * self._room / 4 / height, self._room / 4
        return Piece(height + _PAD, (Picture((self._width - width) / 2, 0, width, height, block),))

    def _inner(self, width: float) -> "Layout":
        inner = Layout(width, self._room, self._points, self._overleaf)
        inner.beyond = self.beyond
        return inner

    def _side(self, block: Side) -> Iterator[Piece]:
        left_width = self._width * block.left_share / 100 - _PAD
        right_width = self._width - left_width - 2 * _PAD
        left = list(self._inner(left_width).pieces(block.left))
        right = list(self._inner(right_width).pieces(block.right))
        height = max(sum(piece.height for piece in side) for side in (left, right))
        if self._room and height > self._room:
            yield from self.pieces((*block.left, *block.right))
            return
        yield Piece(height, (*_stacked(left, 0, 0), *_stacked(right, left_width + 2 * _PAD, 0)))

    def _frame(self, block: Frame) -> Iterator[Piece]:
        inside = list(self._inner(self._width - 2 * _PAD).pieces(block.blocks))
        height = sum(piece.height for piece in inside) + _PAD * 2
        if self._room and height > self._room:
            yield from self.pieces((Rule(), *block.blocks, Rule()))
            return
        frame = Box(0, _PAD / 2, self._width, height - _PAD)
        yield Piece(height, (frame, *_stacked(inside, _PAD, _PAD * 0.8)))


def _stacked(pieces: list[Piece], left: float, top: float) -> Iterator[Run]:
    for piece in pieces:
        yield from shifted(piece.runs, left, top)
        top += piece.height
