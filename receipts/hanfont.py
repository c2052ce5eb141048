"""Reads single glyphs out of a CID-keyed OpenType font (CFF) without loading the font.

A general font library reads the whole of such a font before it gives the first glyph (65 ms and more for 30,000
glyphs); a label needs a hundred. Everything here is looked up in the mapped file, by the tables of the OpenType
specification (cmap format 12, hmtx) and Adobe Technical Note 5176 (CFF: INDEX, DICT, FDSelect).
"""

import mmap
from bisect import bisect_right
from functools import cache, lru_cache
from pathlib import Path
from struct import unpack_from
from typing import NamedTuple

from receipts.charstrings import flattened

Dict = dict[int, list[int]]
"""A CFF DICT: operator (escaped ones as 1200 + second byte) to its whole-number operands."""

_CHARSTRINGS, _PRIVATE, _SUBRS, _FD_ARRAY, _FD_SELECT = 17, 18, 19, 1236, 1237


class Index(NamedTuple):
    """Where an INDEX of the font keeps its objects."""

    length: int
    offset_size: int
    offsets: int
    data: int


class HanFont:
    """One font file. Raises ValueError when it is not a CID-keyed OpenType font with a format 12 cmap."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._bytes[:4] != b"OTTO":
            raise ValueError(f"{path.name} is not an OpenType font with CFF outlines")
        self._tables = self._directory()
        self.name = path.stem
        self.units = unpack_from(">H", self._bytes, self._tables["head"] + 18)[0]
        self.ascent, self.descent = unpack_from(">hh", self._bytes, self._tables["OS/2"] + 68)
        self.cap_height = unpack_from(">h", self._bytes, self._tables["OS/2"] + 88)[0]
        self.bbox = unpack_from(">hhhh", self._bytes, self._tables["head"] + 36)
        self._metrics_count = unpack_from(">H", self._bytes, self._tables["hhea"] + 34)[0]
        self._groups = self._character_groups()
        self._read_cff()

    @lru_cache(maxsize=8192)  # noqa: B019 - the font lives as long as the program
    def glyph(self, code: int) -> int:
        """The glyph of a Unicode code point, 0 when the font has none."""
        starts, ends, glyphs = self._groups
        at = bisect_right(starts, code) - 1
        if at < 0 or code > ends[at]:
            return 0
        return glyphs[at] + code - starts[at]

    @lru_cache(maxsize=8192)  # noqa: B019 - the font lives as long as the program
    def advance(self, glyph: int) -> int:
        """The width of a glyph in font units."""
        at = min(glyph, self._metrics_count - 1)
        width: int = unpack_from(">H", self._bytes, self._tables["hmtx"] + 4 * at)[0]
        return width

    @lru_cache(maxsize=4096)  # noqa: B019 - the font lives as long as the program
    def charstring(self, glyph: int) -> bytes:
        """The outline of a glyph as one Type 2 charstring that calls no subroutine."""
        subrs = self._local_subrs(self.group(glyph))
        return flattened(
            self._object(self._charstrings, glyph),
            lambda at: self._object(self._global_subrs, at),
            lambda at: self._object(subrs, at),
            (self._global_subrs.length, subrs.length),
        )

    @lru_cache(maxsize=4096)  # noqa: B019 - the font lives as long as the program
    def group(self, glyph: int) -> int:
        """The number of the font dictionary that holds a glyph's private values (FDSelect)."""
        starts, groups = self._selection
        return groups[bisect_right(starts, glyph) - 1]

    @cache  # noqa: B019 - the font lives as long as the program
    def private(self, group: int) -> bytes:
        """The private values of a font dictionary, as they stand in the font, without its subroutines."""
        start, size = self._private_range(group)
        kept = b""
        at = start
        for operator, begin, end in _operators(self._bytes, start, start + size):
            if operator != _SUBRS:
                kept += self._bytes[begin:end]
            at = end
        assert at == start + size
        return kept

    def _directory(self) -> dict[str, int]:
        count = unpack_from(">H", self._bytes, 4)[0]
        records = (unpack_from(">4sLL", self._bytes, 12 + 16 * at) for at in range(count))
        return {tag.decode("ascii"): offset for tag, _, offset in records}

    def _character_groups(self) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        start = self._tables["cmap"]
        for at in range(unpack_from(">H", self._bytes, start + 2)[0]):
            platform, encoding, offset = unpack_from(">HHL", self._bytes, start + 4 + 8 * at)
            if (platform, encoding) == (3, 10):
                count = unpack_from(">L", self._bytes, start + offset + 12)[0]
                flat = unpack_from(f">{3 * count}L", self._bytes, start + offset + 16)
                return flat[0::3], flat[1::3], flat[2::3]
        raise ValueError("the font has no character map for all of Unicode")

    def _read_cff(self) -> None:
        self._cff = self._tables["CFF "]
        names = self._index(self._cff + self._bytes[self._cff + 2])
        tops = self._index(self._after(names))
        strings = self._index(self._after(tops))
        self._global_subrs = self._index(self._after(strings))
        top = _dictionary(self._object(tops, 0))
        if _FD_ARRAY not in top:
            raise ValueError("the font is not CID-keyed")
        self._charstrings = self._index(self._cff + top[_CHARSTRINGS][0])
        self._dictionaries = self._index(self._cff + top[_FD_ARRAY][0])
        self._selection = self._select(self._cff + top[_FD_SELECT][0])

    def _select(self, at: int) -> tuple[list[int], list[int]]:
        if self._bytes[at] != 3:
            raise ValueError("the font selects its dictionaries in a way that is not read here")
        count = unpack_from(">H", self._bytes, at + 1)[0]
        ranges = [unpack_from(">HB", self._bytes, at + 3 + 3 * n) for n in range(count)]
        return [first for first, _ in ranges], [group for _, group in ranges]

    def _private_range(self, group: int) -> tuple[int, int]:
        size, offset = _dictionary(self._object(self._dictionaries, group))[_PRIVATE]
        return self._cff + offset, size

    @cache  # noqa: B019 - the font lives as long as the program
    def _local_subrs(self, group: int) -> Index:
        start, size = self._private_range(group)
        private = _dictionary(self._bytes[start : start + size])
        return self._index(start + private[_SUBRS][0]) if _SUBRS in private else Index(0, 1, 0, 0)

    def _index(self, at: int) -> Index:
        count = unpack_from(">H", self._bytes, at)[0]
        if not count:
            return Index(0, 1, at + 2, at + 1)
        size = self._bytes[at + 2]
        return Index(count, size, at + 3, at + 2 + (count + 1) * size)

    def _offset(self, index: Index, number: int) -> int:
        begin = index.offsets + number * index.offset_size
        return index.data + int.from_bytes(self._bytes[begin : begin + index.offset_size], "big")

    def _object(self, index: Index, number: int) -> bytes:
        if not 0 <= number < index.length:
            raise ValueError("the font points outside itself")
        return self._bytes[self._offset(index, number) : self._offset(index, number + 1)]

    def _after(self, index: Index) -> int:
        return self._offset(index, index.length) if index.length else index.offsets


def _operators(data: bytes | mmap.mmap, start: int, end: int) -> list[tuple[int, int, int]]:
    """The operators of a DICT, each with where its entry (operands and operator) begins and ends."""
    found = []
    begin = at = start
    while at < end:
        byte = data[at]
        at += 1
        if byte <= 21:
            operator = byte
            if byte == 12:
                operator, at = 1200 + data[at], at + 1
            found.append((operator, begin, at))
            begin = at
        elif byte == 30:
            while data[at] & 0xF != 0xF and data[at] >> 4 != 0xF:
                at += 1
            at += 1
        else:
            at += {28: 2, 29: 4}.get(byte, 1 if byte > 246 else 0)
    return found


def _dictionary(data: bytes) -> Dict:
    return {
        operator: _integers(data[begin : end - (2 if operator >= 1200 else 1)])
        for operator, begin, end in _operators(data, 0, len(data))
    }


def _integers(data: bytes) -> list[int]:
    """The whole-number operands of one DICT entry; real numbers are left out, none is needed here."""
    values = []
    at = 0
    while at < len(data):
        byte = data[at]
        if byte == 28:
            values.append(unpack_from(">h", data, at + 1)[0])
            at += 3
        elif byte == 29:
            values.append(unpack_from(">l", data, at + 1)[0])
            at += 5
        elif byte == 30:
            while data[at + 1] & 0xF != 0xF and data[at + 1] >> 4 != 0xF:
                at += 1
            at += 2
        elif byte <= 246:
            values.append(byte - 139)
            at += 1
        elif byte <= 250:
            values.append((byte - 247) * 256 + data[at + 1] + 108)
            at += 2
        else:
            values.append(-(byte - 251) * 256 - data[at + 1] - 108)
            at += 2
    return values


@cache
def han_font() -> HanFont:
    """The Han font of the installation, opened once."""
    from devices.fonts import han_font_path

    return HanFont(han_font_path())
