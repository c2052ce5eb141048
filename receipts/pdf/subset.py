"""A CFF font program of a few glyphs, CID-keyed, as PDF embeds it (FontFile3, CIDFontType0C).

The CID of a glyph is its place in the subset. Source: Adobe Technical Note 5176, sections 5-19.
"""

from collections.abc import Sequence
from struct import pack

from receipts.hanfont import HanFont

_HEADER = b"\x01\x00\x04\x04"
_STRINGS = (b"Adobe", b"Identity")
_FIRST_STRING = 391  # the standard strings come before it
_NO_SUBROUTINES = b"\x00\x00"


def program(font: HanFont, glyphs: Sequence[int], name: str) -> bytes:
    """The font program holding `glyphs`, of which the first must be glyph 0 (.notdef)."""
    groups = sorted({font.group(glyph) for glyph in glyphs})
    front = _HEADER + _index([name.encode("ascii")])
    strings = _index(_STRINGS) + _NO_SUBROUTINES
    charset = pack(">BHH", 2, 1, max(len(glyphs) - 2, 0)) if len(glyphs) > 1 else b"\x00"
    selection = b"\x00" + bytes(groups.index(font.group(glyph)) for glyph in glyphs)
    outlines = _index([font.charstring(glyph) for glyph in glyphs])
    privates = [font.private(group) for group in groups]

    top_size = len(_index([_top(font, len(glyphs), 0, 0, 0, 0)]))
    charset_at = len(front) + top_size + len(strings)
    selection_at = charset_at + len(charset)
    outlines_at = selection_at + len(selection)
    dictionaries_at = outlines_at + len(outlines)
    first_private = dictionaries_at + len(_dictionaries(privates, 0))

    top = _index([_top(font, len(glyphs), charset_at, selection_at, outlines_at, dictionaries_at)])
    tail = charset + selection + outlines + _dictionaries(privates, first_private) + b"".join(privates)
    return front + top + strings + tail


def _top(font: HanFont, count: int, charset: int, selection: int, outlines: int, dictionaries: int) -> bytes:
    return b"".join(
        (
            _integers(_FIRST_STRING, _FIRST_STRING + 1, 0) + b"\x0c\x1e",
            _integers(*font.bbox) + b"\x05",
            _integers(count) + b"\x0c\x22",
            _integers(charset) + b"\x0f",
            _integers(selection) + b"\x0c\x25",
            _integers(outlines) + b"\x11",
            _integers(dictionaries) + b"\x0c\x24",
        )
    )


def _dictionaries(privates: Sequence[bytes], at: int) -> bytes:
    entries = []
    for private in privates:
        entries.append(_integers(len(private), at) + b"\x12")
        at += len(private)
    return _index(entries)


def _integers(*values: int) -> bytes:
    """Operands of a DICT, always five bytes long, so that offsets don't move what they point at."""
    return b"".join(pack(">Bi", 29, value) for value in values)


def _index(objects: Sequence[bytes]) -> bytes:
    offsets = [1]
    for item in objects:
        offsets.append(offsets[-1] + len(item))
    return pack(">HB", len(objects), 4) + pack(f">{len(offsets)}L", *offsets) + b"".join(objects)
