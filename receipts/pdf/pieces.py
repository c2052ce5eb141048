"""What stands on a page, in points from the top left of its piece or page."""

from typing import NamedTuple

from receipts.blocks import Image


class Words(NamedTuple):
    """Text whose baseline begins at (x, y)."""

    x: float
    y: float
    text: str
    size: float
    bold: bool


class Stroke(NamedTuple):
    """A horizontal line."""

    x: float
    y: float
    width: float
    weight: float


class Box(NamedTuple):
    """A frame."""

    x: float
    y: float
    width: float
    height: float


class Bars(NamedTuple):
    """A Code 128 symbol, its quiet zones outside."""

    x: float
    y: float
    module: float
    height: float
    data: str


class Modules(NamedTuple):
    """A QR symbol, its quiet zone outside."""

    x: float
    y: float
    module: float
    data: str


class Picture(NamedTuple):
    """A one-bit raster."""

    x: float
    y: float
    width: float
    height: float
    image: Image


Run = Words | Stroke | Box | Bars | Modules | Picture


class Piece(NamedTuple):
    """What is not cut by the end of a page."""

    height: float
    runs: tuple[Run, ...]


def shifted(runs: tuple[Run, ...], right: float, down: float) -> list[Run]:
    """The same, elsewhere."""
    return [run._replace(x=run.x + right, y=run.y + down) for run in runs]
