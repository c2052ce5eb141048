"""What a document is made of. A block has one meaning; each renderer says how it looks on its paper."""

from dataclasses import dataclass
from enum import Enum

TOTAL_SIZE = 2
"""How many times larger than plain text the total of a document prints."""

COPY_SIZE = 2
"""COPY n prints at twice the size of plain text."""

TRAINING_SIZE = 2 * TOTAL_SIZE
"""The training mark prints at twice the size of the total."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells one print from another: the original has copy number 0, each further print counts up."""

    copy_number: int = 0
    training: bool = False


class Align(Enum):
    """Where a line stands on the paper; the value is the argument of ESC a."""

    LEFT = 0
    CENTRE = 1
    RIGHT = 2


@dataclass(frozen=True, slots=True)
class Text:
    """Words that wrap, never cut. `size` multiplies plain text (1 to 8).

    `shrink` lets a line that is too long step down, to `smallest` at most, before it wraps. `max_lines` (0: no
    limit) is for paper of a fixed height: what does not fit is announced, and printed whole on the back part.
    """

    text: str
    size: int = 1
    bold: bool = False
    align: Align = Align.LEFT
    shrink: bool = False
    smallest: int = 1
    max_lines: int = 0


@dataclass(frozen=True, slots=True)
class Number:
    """A number that never wraps (mail number, receipt number): it is shrunk until it fits on one line."""

    text: str
    size: int = 1
    bold: bool = True
    align: Align = Align.CENTRE


@dataclass(frozen=True, slots=True)
class Columns:
    """Cells side by side. The last cell keeps its width and stands right; the others share the rest and wrap.

    `share` weighs the cells but the last; empty means equal parts.
    """

    cells: tuple[str, ...]
    size: int = 1
    bold: bool = False
    share: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper, light or heavy."""

    heavy: bool = False


@dataclass(frozen=True, slots=True)
class Barcode:
    """Code 128 of printable ASCII, with the text beneath."""

    data: str
    height_mm: int = 12
    caption: bool = True


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR symbol, error correction M."""

    data: str
    size_mm: int = 18
    align: Align = Align.CENTRE


@dataclass(frozen=True, slots=True)
class Image:
    """A one-bit raster, rows of whole bytes, most significant bit first, 1 is black; 8 dots a millimetre."""

    width: int
    height: int
    rows: bytes


@dataclass(frozen=True, slots=True)
class Spacer:
    """White lines, or room to sign in."""

    lines: int = 1


@dataclass(frozen=True, slots=True)
class Side:
    """Two stacks beside each other where the paper is wide enough, else one above the other."""

    left: tuple["Block", ...]
    right: tuple["Block", ...]
    left_share: int = 60


@dataclass(frozen=True, slots=True)
class Frame:
    """Blocks that belong together: a box on a page, two rules on a roll."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Here the next part of the document begins: another page, or a cut."""

    title: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """The paper ends here."""

    partial: bool = True


Block = Text | Number | Columns | Rule | Barcode | Qr | Image | Spacer | Side | Frame | Part | Cut


@dataclass(frozen=True, slots=True)
class Document:
    """One paper, whole. `number` names it on every further page; `page` is the paper size that a PDF takes by default.

    Page names: label-100x150, label-76x130, A6, A5, A4, roll-80, roll-58.
    """

    kind: str
    title: str
    number: str
    blocks: tuple[Block, ...]
    page: str = "roll-80"
    language: str = "zh"
    mark: Mark = Mark()
