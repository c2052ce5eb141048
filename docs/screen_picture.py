"""A picture of a terminal screen, cell by cell, so that Chinese takes its two cells as it does in a terminal."""

import math

from PIL import Image, ImageDraw, ImageFont
from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from textual.app import App
from textual.color import Color as TextualColor
from textual.strip import Strip

from devices.fonts import han_font_path

CELL = (12, 26)
SIZE = 20
INK, PAPER = (224, 224, 224), (18, 18, 18)
Point = tuple[int, int]
Rgb = tuple[int, int, int]


def picture(app: App[None]) -> Image.Image:
    """What the app's screen shows now."""
    width, height = app.size
    image = Image.new("RGB", (width * CELL[0], height * CELL[1]), PAPER)
    pen = _Pen(image)
    for row, strip in enumerate(app.screen._compositor.render_strips()):
        pen.strip(row, strip)
    return image


class _Pen:
    def __init__(self, image: Image.Image) -> None:
        self._image = image
        self._draw = ImageDraw.Draw(image)
        self._font = ImageFont.truetype(str(han_font_path()), SIZE)

    def strip(self, row: int, strip: Strip) -> None:
        column = 0
        for segment in strip:
            for char in segment.text:
                cells = cell_len(char)
                self._cell(row, column, cells, char, segment.style or Style())
                column += cells

    def _cell(self, row: int, column: int, cells: int, char: str, style: Style) -> None:
        ink, paper = _rgb(style.color, INK), _rgb(style.bgcolor, PAPER)
        if style.reverse:
            ink, paper = paper, ink
        if style.dim:
            ink = TextualColor(*paper).blend(TextualColor(*ink), 0.6).rgb
        left, top = column * CELL[0], row * CELL[1]
        self._draw.rectangle((left, top, left + cells * CELL[0] - 1, top + CELL[1] - 1), fill=paper)
        if char.strip():
            self._letter((left, top), cells * CELL[0], char, ink, 0.4 if style.bold else 0)

    def _letter(self, corner: Point, room: int, char: str, ink: Rgb, stroke: float) -> None:
        """Put a letter into its cell. The font's Latin letters are proportional: a wide one is drawn narrower."""
        wide = math.ceil(self._font.getlength(char)) + 1
        mask = Image.new("L", (max(wide, room), CELL[1]))
        place = (mask.width / 2, CELL[1] * 0.74)
        ImageDraw.Draw(mask).text(place, char, 255, self._font, anchor="ms", stroke_width=stroke)
        if mask.width > room:
            mask = mask.resize((room, CELL[1]), Image.Resampling.LANCZOS)
        self._image.paste(ink, (*corner, corner[0] + room, corner[1] + CELL[1]), mask)


def _rgb(color: Color | None, default: Rgb) -> Rgb:
    if color is None or color.is_default:
        return default
    red, green, blue = color.get_truecolor()
    return red, green, blue
