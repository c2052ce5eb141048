"""A paper shown as the picture that it prints as, where the terminal can show pictures."""

from __future__ import annotations

import math
import os
import struct
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from textual.widget import Widget

if TYPE_CHECKING:
    from textual_image.widget import SixelImage, TGPImage

Way = Literal["", "kitty", "sixel"]
_WAYS: Mapping[str, Way] = {"kitty": "kitty", "sixel": "sixel"}
_KITTY_TERMS = ("xterm-kitty", "xterm-ghostty")
_SIXEL_TERMS = ("foot", "mlterm", "contour", "yaft")
_SIXEL_PROGRAMS = ("WezTerm", "iTerm.app", "mintty")
_USUAL_CELL = (10, 20)


def picture_way(wanted: str, environment: Mapping[str, str], *, headless: bool) -> Way:
    """How pictures go to this terminal; empty where they can't.

    `wanted` is auto, off, or the way that the configuration knows to work. With auto only terminals that say by their
    environment what they are count: a question to the terminal would cost the start its time, and its answer is not
    to be had later, for Textual reads what comes.
    """
    if wanted != "auto":
        return _WAYS.get(wanted, "")
    term = environment.get("TERM", "")
    if headless or "TMUX" in environment or term.startswith(("screen", "tmux")):
        return ""  # what is in between shows none, or scatters them
    if term in _KITTY_TERMS or "KITTY_WINDOW_ID" in environment:
        return "kitty"
    is_sixel = term.startswith(_SIXEL_TERMS) or environment.get("TERM_PROGRAM") in _SIXEL_PROGRAMS
    return "sixel" if is_sixel or "KONSOLE_VERSION" in environment else ""


class PaperPicture(Widget):
    """One picture at a time, dot for dot where it fits, as long as it is; nothing is loaded before the first."""

    DEFAULT_CSS = """
    PaperPicture { display: none; width: 100%; height: auto; }
    PaperPicture.-told { display: block; }
    """

    def __init__(self, way: Way) -> None:
        super().__init__()
        self._way = way
        self._shown = (b"", 0)

    def show(self, png: bytes, room: int) -> None:
        """Show a PNG on at most `room` columns, or with empty bytes nothing."""
        if (png, room) == self._shown:
            return
        self._shown = (png, room)
        self.set_class(bool(png), "-told")
        self.remove_children()
        if png:
            picture = _picture(self._way, png)
            # Of itself the library's widget shrinks a picture until it fits: a roll would be a strip of nothing.
            picture.styles.width, picture.styles.height = cells_of(png, _cell_size(), room)
            self.mount(picture)


def cells_of(png: bytes, cell: tuple[int, int], most: int) -> tuple[int, int]:
    """Columns and rows that a PNG takes on cells of so many dots, at most `most` columns wide."""
    width, height = struct.unpack(">II", png[16:24])  # the IHDR chunk, always first
    columns = min(-(-width // cell[0]), most)
    shown = height * min(1, Fraction(columns * cell[0], width))
    return columns, max(1, math.ceil(shown / cell[1]))


def _picture(way: Way, png: bytes) -> TGPImage | SixelImage:
    with _unasked():
        # Deferred: only terminals that show pictures ever need it.
        from textual_image.widget import SixelImage, TGPImage
    kind = TGPImage if way == "kitty" else SixelImage
    return kind(BytesIO(png))


@contextmanager
def _unasked() -> Iterator[None]:
    """Keep the library from asking the terminal when it is loaded: Textual would read the answers as keys.

    What it would ask for first, the size of a character cell in pixels, is told to it as textual-serve does.
    """
    width, height = _cell_size()
    told = {"TEXTUAL_CELL_WIDTH": str(width), "TEXTUAL_CELL_HEIGHT": str(height)}
    terminal, before = sys.__stdout__, {name: os.environ.get(name) for name in told}
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        sys.__stdout__ = nowhere  # type: ignore[misc]  # final to mypy, not to Python
        os.environ.update(told)
        try:
            yield
        finally:
            sys.__stdout__ = terminal  # type: ignore[misc]
            for name, value in before.items():
                os.environ.pop(name, None) if value is None else os.environ.update({name: value})


def _cell_size() -> tuple[int, int]:
    """Width and height of a character in pixels, where the terminal's driver knows; else the usual one."""
    if sys.__stdout__ is None:
        return _USUAL_CELL
    try:
        import fcntl
        import termios

        told = fcntl.ioctl(sys.__stdout__.fileno(), termios.TIOCGWINSZ, bytes(8))
    except (ImportError, OSError):
        return _USUAL_CELL
    rows, columns, width, height = struct.unpack("HHHH", told)
    return (width // columns, height // rows) if min(rows, columns, width, height) else _USUAL_CELL
