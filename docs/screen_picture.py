"""A picture of a terminal screen, cell by cell, so that Chinese takes its two cells as it does in a terminal."""

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
        self._draw = ImageDraw.Draw(image)
        self._fonts = [ImageFont.truetype(str(han_font_path()), size) for size in range(SIZE, SIZE // 2, -1)]

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
            place = (left + cells * CELL[0] / 2, top + CELL[1] * 0.74)
            # The font's Latin letters are proportional; the widest must not touch their neighbours.
            font = next((f for f in self._fonts if f.getlength(char) <= cells * CELL[0]), self._fonts[-1])
            self._draw.text(place, char, ink, font, anchor="ms", stroke_width=0.4 if style.bold else 0)


def _rgb(color: Color | None, default: tuple[int, int, int]) -> tuple[int, int, int]:
    if color is None or color.is_default:
        return default
    red, green, blue = color.get_truecolor()
    return red, green, blue
