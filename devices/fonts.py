"""The Han font that comes with the installation: Noto Sans SC (SIL OFL 1.1), from the package pylopdf-fonts-zh-cn."""

from importlib.resources import files
from pathlib import Path

FONT_PACKAGE = "pylopdf_fonts_zh_cn"
FONT_FILE = "NotoSansSC-Regular.otf"
FONT_NAME = "Noto Sans SC"


def han_font_path() -> Path:
    """The path of the Han font's file; ModuleNotFoundError where the font package is not installed."""
    return Path(str(files(FONT_PACKAGE).joinpath(FONT_FILE)))
