"""The settings that commands change and ESC @ sets back."""

from dataclasses import dataclass, field

FONT_A = (12, 24)
FONT_B = (9, 17)
HAN = (24, 24)
DEFAULT_LINE_SPACING = 30

# ESC t n -> codec; pages that Python has no table for are refused by number
CODE_PAGES = {
    0: "cp437",
    2: "cp850",
    3: "cp860",
    4: "cp863",
    5: "cp865",
    16: "cp1252",
    17: "cp866",
    18: "cp852",
    19: "cp858",
}


@dataclass(slots=True)
class Modes:
    """How the next character, bar code or picture will look. Sizes are multiples, distances are dots."""

    bold: bool = False
    double_strike: bool = False
    underline: int = 0
    han_underline: int = 0
    reverse: bool = False
    align: str = "left"
    font: tuple[int, int] = FONT_A
    scale: tuple[int, int] = (1, 1)
    han_scale: tuple[int, int] = (1, 1)
    spacing: int = 0
    line_spacing: int = DEFAULT_LINE_SPACING
    han: bool = False
    codec: str = "cp437"
    left_margin: int = 0
    area_width: int = 1 << 16
    tabs: tuple[int, ...] = tuple(range(8, 256, 8))
    bar_height: int = 162
    bar_module: int = 3
    hri: int = 0
    hri_font: tuple[int, int] = FONT_A


@dataclass(slots=True)
class SymbolStore:
    """What GS ( k and GS ( L keep between commands."""

    qr_module: int = 3
    qr_level: str = "L"
    qr_data: bytes = b""
    graphic: tuple[int, int, bytes, tuple[int, int]] | None = field(default=None)
