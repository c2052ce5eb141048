"""Draws a `Paper` dot by dot. Pillow is imported by whoever imports this module: import it where you draw."""

from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFont

from devices.fonts import han_font_path
from devices.printers.engine.paper import Bars, Bitmap, Mark, Matrix, Paper, Run

_FINE = 4  # glyphs are drawn so many times too large and then reduced: sharper than the font's own hinting
_INK = 96  # of 255: how much of a dot must be covered to be burnt


def draw(paper: Paper) -> Image.Image:
    """The paper as mode "1", black on white."""
    sheet = Image.new("1", (paper.width_dots, paper.height_dots), 1)
    for mark in paper.marks:
        _draw_mark(sheet, mark)
    return sheet


def _draw_mark(sheet: Image.Image, mark: Mark) -> None:
    if isinstance(mark, Run):
        _draw_run(sheet, mark)
    elif isinstance(mark, Bitmap):
        _draw_bitmap(sheet, mark)
    elif isinstance(mark, Bars):
        _draw_bars(sheet, mark)
    else:
        _draw_matrix(sheet, mark)


def _draw_run(sheet: Image.Image, run: Run) -> None:
    if run.reverse:
        _fill(sheet, run.x, run.y, run.width, run.height)
    for index, char in enumerate(run.text):
        glyph = _glyph(char, run.cell, run.bold)
        if run.scale != (1, 1):
            glyph = glyph.resize((glyph.width * run.scale[0], glyph.height * run.scale[1]), Image.Resampling.NEAREST)
        sheet.paste(1 if run.reverse else 0, (run.x + index * run.advance, run.y), glyph)
    if run.underline and not run.reverse:
        _fill(sheet, run.x, run.y + run.height - run.underline, run.width, run.underline)


def _fill(sheet: Image.Image, x: int, y: int, width: int, height: int) -> None:
    if width > 0 and height > 0:
        ImageDraw.Draw(sheet).rectangle((x, y, x + width - 1, y + height - 1), fill=0)


def _draw_bitmap(sheet: Image.Image, bitmap: Bitmap) -> None:
    inverted = Image.frombytes("1", (bitmap.row_bytes * 8, bitmap.rows), bitmap.data)
    if bitmap.scale != (1, 1):
        inverted = inverted.resize((bitmap.width, bitmap.height), Image.Resampling.NEAREST)
    sheet.paste(0, (bitmap.x, bitmap.y), inverted)


def _draw_bars(sheet: Image.Image, bars: Bars) -> None:
    x = bars.x
    for module in bars.modules:
        if module == "1":
            _fill(sheet, x, bars.y, bars.module_width, bars.height)
        x += bars.module_width


def _draw_matrix(sheet: Image.Image, matrix: Matrix) -> None:
    for row, cells in enumerate(matrix.rows):
        for column, cell in enumerate(cells):
            if cell == "1":
                x, y = matrix.x + column * matrix.module, matrix.y + row * matrix.module
                _fill(sheet, x, y, matrix.module, matrix.module)


@lru_cache(maxsize=4)
def _font(size: int) -> ImageFont.FreeTypeFont:
    # basic layout: the same dots whether or not a shaping library is on the machine
    return ImageFont.truetype(str(han_font_path()), size * _FINE, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _glyph(char: str, cell: tuple[int, int], bold: bool) -> Image.Image:
    """One character in its cell as a 1-bit mask; a glyph that is too wide is narrowed."""
    width, height = cell
    fine = _fine_glyph(char, width * _FINE, height * _FINE)
    burnt = fine.resize((width, height), Image.Resampling.BOX).point(lambda level: 255 if level >= _INK else 0)
    mask = burnt.convert("1")
    return ImageChops.logical_or(mask, ImageChops.offset(mask, 1, 0)) if bold else mask


def _fine_glyph(char: str, width: int, height: int) -> Image.Image:
    """The character drawn large, on a canvas at least `width` wide."""
    square = width == height
    font = _font((height if square else height * 7 // 8) // _FINE)
    advance = max(1, round(font.getlength(char)))
    # lines of boxes are cut at the cell's sides, not narrowed: they must join and keep their thickness
    canvas = width if "\u2500" <= char <= "\u259f" else max(advance, width)
    baseline = height * 43 // 50 if square else height * 4 // 5
    fine = Image.new("L", (canvas, height), 0)
    ImageDraw.Draw(fine).text(((canvas - advance) // 2, baseline), char, fill=255, font=font, anchor="ls")
    return fine
