"""A cut piece of paper: what stands on it, where, in dots of 1/203 inch."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 203


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one look in cells of one size, before enlarging by `scale` (width, height)."""

    x: int
    y: int
    text: str
    cell: tuple[int, int]
    scale: tuple[int, int] = (1, 1)
    bold: bool = False
    underline: int = 0
    reverse: bool = False
    spacing: int = 0

    @property
    def advance(self) -> int:
        """Dots from one character to the next."""
        return self.cell[0] * self.scale[0] + self.spacing

    @property
    def width(self) -> int:
        return self.advance * len(self.text)

    @property
    def height(self) -> int:
        return self.cell[1] * self.scale[1]


@dataclass(frozen=True, slots=True)
class Bitmap:
    """Raster rows of whole bytes, the left dot in the highest bit, 1 = black; each dot drawn `scale` times."""

    x: int
    y: int
    row_bytes: int
    rows: int
    data: bytes
    scale: tuple[int, int] = (1, 1)

    @property
    def width(self) -> int:
        return self.row_bytes * 8 * self.scale[0]

    @property
    def height(self) -> int:
        return self.rows * self.scale[1]


@dataclass(frozen=True, slots=True)
class Bars:
    """A linear bar code: modules as a string of 1 (bar) and 0 (space)."""

    x: int
    y: int
    modules: str
    module_width: int
    height: int

    @property
    def width(self) -> int:
        return len(self.modules) * self.module_width


@dataclass(frozen=True, slots=True)
class Matrix:
    """A two-dimensional symbol: rows of 1 (dark) and 0, each module a square of `module` dots."""

    x: int
    y: int
    rows: tuple[str, ...]
    module: int

    @property
    def width(self) -> int:
        return len(self.rows[0]) * self.module

    @property
    def height(self) -> int:
        return len(self.rows) * self.module


Mark = Run | Bitmap | Bars | Matrix


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of text: place, and the largest look in it."""

    text: str
    x: int
    y: int
    height: int
    align: str
    scale: tuple[int, int]
    bold: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """One piece as it falls from the cutter; `barcodes` are (symbology, data) in printed order."""

    width_dots: int
    height_dots: int
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    barcodes: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """What can be read, line by line, each at its column (a column is 12 dots)."""
        return "\n".join(" " * (line.x // 12) + line.text for line in self.lines)

    def image(self) -> "Image":
        """The paper as a 1-bit picture at 203 dpi."""
        from devices.printers.engine.drawing import draw  # pillow is loaded only when something is drawn

        return draw(self)
