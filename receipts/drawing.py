"""Rasters for a printer that cannot do it itself: lines of text, barcodes, QR symbols.

Bytes 10 04, 10 05 and 10 14 are commands to many printers even inside a raster (one of them opens the drawer), so no
raster here holds them.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from receipts import code128, qr
from receipts.blocks import Image as Picture
from receipts.encoding import char_columns

if TYPE_CHECKING:
    from PIL import Image as PillowImage
    from PIL import ImageFont

_REAL_TIME = re.compile(rb"\x10[\x04\x05\x14]")
_SHIFTS = 8
_INK = 96


@dataclass(frozen=True, slots=True)
class Raster:
    """Rows of whole bytes, most significant bit first; 1 is black."""

    width_bytes: int
    height: int
    rows: bytes


def holds_command(data: bytes) -> bool:
    """Whether the bytes hold a real-time command of a printer (DLE EOT, DLE ENQ, DLE DC4)."""
    return _REAL_TIME.search(data) is not None


def harmless(rows: bytes) -> bytes:
    """The raster with one more dot wherever its bytes would be a real-time command."""
    return _REAL_TIME.sub(lambda found: bytes((0x10, found.group()[1] | 0x08)), rows)


@lru_cache(maxsize=512)
def line(text: str, cell: int, size: int, bold: bool) -> Raster:
    """One line of text in printer cells: `cell` dots a column, characters of two cells in height, times `size`."""
    # Pillow takes 0.05 s to import: only rare characters and drawn Chinese pay for it
    from PIL import Image

    width = sum(char_columns(char) for char in text) * cell * size
    height = 2 * cell * size
    paper = Image.new("L", (max(width, 8), height))
    at = 0
    for char in text:
        box = char_columns(char) * cell * size
        paper.paste(_character(char, box, height, bold), (at, 0))
        at += box
    bits = paper.point(lambda ink: 255 if ink > _INK else 0).convert("1")
    return Raster((bits.width + 7) // 8, height, harmless(bits.tobytes()))


@lru_cache(maxsize=2048)
def _character(char: str, width: int, height: int, bold: bool) -> "PillowImage.Image":
    from PIL import Image, ImageChops, ImageDraw

    font = _font(height * 9 // 10)
    wide = max(width, round(font.getlength(char)) + 1)
    cell = Image.new("L", (wide, height))
    ImageDraw.Draw(cell).text((wide // 2, round(height * 0.84)), char, fill=255, font=font, anchor="ms")
    if bold:
        cell = ImageChops.lighter(cell, ImageChops.offset(cell, 1, 0))
    return cell if wide == width else cell.resize((width, height))


@lru_cache(maxsize=16)
def _font(pixels: int) -> "ImageFont.FreeTypeFont":
    from PIL import ImageFont

    from devices.fonts import han_font_path

    return ImageFont.truetype(str(han_font_path()), pixels)


@lru_cache(maxsize=8)
def picture(image: Picture, widest: int) -> Raster:
    """A picture's raster, made smaller when it is wider than the paper."""
    if image.width <= widest:
        return Raster((image.width + 7) // 8, image.height, harmless(image.rows))
    from PIL import Image

    bits = Image.frombytes("1", (image.width, image.height), image.rows)
    smaller = bits.resize((widest, max(image.height * widest // image.width, 1)))
    return Raster((widest + 7) // 8, smaller.height, harmless(smaller.tobytes()))


@lru_cache(maxsize=64)
def barcode(data: str, module: int, height: int) -> Raster:
    """Code 128 in dots, without quiet zones; moved by single dots until no row is a printer's command."""
    bits = "".join(("1" if at % 2 == 0 else "0") * width * module for at, width in enumerate(code128.widths(data)))
    row = _unharmful([bits])
    return Raster(len(row), height, row * height)


@lru_cache(maxsize=64)
def symbol(data: str, module: int) -> Raster:
    """A QR symbol in dots, without its quiet zone; moved by single dots until no row is a printer's command."""
    lines = ["".join(str(dot) * module for dot in row) for row in qr.matrix(data)]
    rows = _unharmful([text for text in lines for _ in range(module)])
    height = len(lines) * module
    return Raster(len(rows) // height, height, rows)


def _unharmful(lines: list[str]) -> bytes:
    for shift in range(_SHIFTS):
        rows = b"".join(_packed("0" * shift + bits) for bits in lines)
        if not holds_command(rows + rows):
            return rows
    return harmless(b"".join(_packed(bits) for bits in lines))


def _packed(bits: str) -> bytes:
    size = (len(bits) + 7) // 8
    return int(bits.ljust(size * 8, "0"), 2).to_bytes(size, "big")
