"""Blocks as lines of a roll: the layout that ESC/POS and plain text share, counted in columns."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from receipts.blocks import (
    Align,
    Barcode,
    Block,
    Columns,
    Cut,
    Frame,
    Image,
    Number,
    Part,
    Qr,
    Rule,
    Side,
    Spacer,
    Text,
)
from receipts.encoding import Line, columns, encoded, printable
from receipts.wrapping import widths, wrap

GAP = 1
"""Columns left free between cells."""

_WIDEST_LAST = 0.6
# A number is squeezed into at most so many times the columns of a line before it must wrap after all: beyond this
# no reader could tell its characters apart. No real number comes near.
_TIGHTEST = 2


class Row(NamedTuple):
    """One printed line, all of one look."""

    line: Line
    size: int
    bold: bool
    align: Align


Item = Row | Rule | Barcode | Qr | Image | Spacer | Part | Cut


def laid_out(blocks: tuple[Block, ...], limit: int, largest: int = 8) -> list[Item]:
    """The blocks as lines of at most `limit` columns of plain text; two rules never follow each other.

    Nothing is larger than `largest`: 1 where the paper has one size of type only.
    """
    items: list[Item] = []
    _lay(blocks, limit, largest, items)
    return [
        item for at, item in enumerate(items) if not (at and isinstance(item, Rule) and isinstance(items[at - 1], Rule))
    ]


def _lay(blocks: tuple[Block, ...], limit: int, largest: int, items: list[Item]) -> None:
    """Adds the blocks to the items: a list handed on, since a generator within a generator costs more than a line."""
    for block in blocks:
        if isinstance(block, Columns):
            items += _columns(block, limit, min(block.size, largest))
        elif isinstance(block, Text):
            items += _text(block, limit, min(block.size, largest))
        elif isinstance(block, Number):
            items += _number(block, limit, min(block.size, largest))
        elif isinstance(block, Frame):
            _lay((Rule(), *block.blocks, Rule()), limit, largest, items)
        elif isinstance(block, Side):
            _lay((*block.left, *block.right), limit, largest, items)
        else:
            items.append(block)


def _number(block: Number, limit: int, size: int) -> list[Row]:
    line = encoded(block.text)
    if line.columns > limit * _TIGHTEST:
        return [Row(encoded(part), 1, block.bold, block.align) for part in wrap(line.text, limit, columns)]
    size = max(min(size, limit // max(line.columns, 1)), 1)
    return [Row(line, size, block.bold, block.align)]


def _text(block: Text, limit: int, size: int) -> list[Row]:
    line = encoded(block.text)
    if line.columns * size <= limit and "\n" not in block.text:
        return [Row(line, size, block.bold, block.align)]
    if block.shrink:
        size = max(min(size, limit // max(line.columns, 1)), min(block.smallest, size))
    return [Row(part, size, block.bold, block.align) for part in _wrapped(block.text, limit // size)]


@lru_cache(maxsize=1024)
def _wrapped(text: str, limit: int) -> tuple[Line, ...]:
    """The lines of a text; the house's own texts (terms, compensation rule) come again on every paper."""
    return tuple(encoded(part) for part in wrap(printable(text), limit, columns))


def _columns(block: Columns, limit: int, size: int) -> list[Row]:
    room = limit // size
    if len(block.cells) == 2 and not block.share:
        left, right = encoded(block.cells[0]), encoded(block.cells[1])
        blank = room - left.columns - right.columns
        if blank >= GAP:
            return [Row(_joined(left, blank, right, room), size, block.bold, Align.LEFT)]
    return [Row(encoded(text), size, block.bold, Align.LEFT) for text in _table_row(block, room)]


def _joined(left: Line, blank: int, right: Line, room: int) -> Line:
    text = f"{left.text}{' ' * blank}{right.text}"
    if left.data is None or right.data is None:
        return Line(text, room, None)
    return Line(text, room, left.data + b" " * blank + right.data)


def _table_row(block: Columns, room: int) -> Iterator[str]:
    cells = [printable(cell).replace("\n", " ") for cell in block.cells]
    last = columns(cells[-1])
    if not block.share and last > room * _WIDEST_LAST:
        yield from wrap(" ".join(cells[:-1]), room, columns)
        yield from (_padded(line, room, right=True) for line in wrap(cells[-1], room, columns))
        return
    parts = _parts(block, room, last)
    stacks = [
        wrap(cell, part - GAP * (at > 0), columns) for at, (cell, part) in enumerate(zip(cells, parts, strict=True))
    ]
    for line in range(max(len(stack) for stack in stacks)):
        pieces = [stack[line] if line < len(stack) else "" for stack in stacks]
        yield "".join(
            _padded(piece, part, right=at > 0) for at, (piece, part) in enumerate(zip(pieces, parts, strict=True))
        ).rstrip(" ")


def _parts(block: Columns, room: int, last: int) -> list[int]:
    if block.share:
        return widths(block.share, room)
    others = len(block.cells) - 1
    return [*widths((1,) * others, room - last - GAP), last + GAP]


def _padded(text: str, room: int, *, right: bool) -> str:
    blank = " " * (room - columns(text))
    return blank + text if right else text + blank
