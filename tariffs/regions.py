"""Regions of China and countries of the world: found as clerks type them, by code, name, city, pinyin or postcode.

The data are two CSV files with pinyin worked out beforehand, so that finding a place loads no dictionary.
"""

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_POSTCODE_DIGITS = 6


@dataclass(frozen=True, slots=True)
class City:
    """A prefecture city of a region, with its pinyin and initials."""

    zh: str
    pinyin: str
    initials: str


@dataclass(frozen=True, slots=True)
class Region:
    """A place that can be an origin or a destination: a region of China (CN-GD) or a country (JP).

    `postcodes` are leading digits of its postcodes; `gb2260` the prefix of its administrative codes. Both are empty
    for countries.
    """

    code: str
    zh: str
    short_zh: str
    en: str
    pinyin: str
    initials: str
    postcodes: tuple[str, ...] = ()
    gb2260: str = ""
    cities: tuple[City, ...] = ()

    @property
    def name(self) -> dict[str, str]:
        """Its short name in both languages."""
        return {"zh": self.short_zh, "en": self.en}


@cache
def regions() -> tuple[Region, ...]:
    """The regions of China, in the order of GB/T 2260."""
    return tuple(
        Region(
            row["code"],
            row["name_zh"],
            row["short_zh"],
            row["name_en"],
            row["pinyin"],
            row["initials"],
            tuple(row["postcodes"].split()),
            row["gb2260"],
            tuple(City(*city.split("/")) for city in row["cities"].split()),
        )
        for row in _rows("regions.csv")
    )


@cache
def countries() -> tuple[Region, ...]:
    """All countries, and the postal destinations that tables name, by code."""
    return tuple(
        Region(row["code"], row["name_zh"], row["short_zh"], row["name_en"], row["pinyin"], row["initials"])
        for row in _rows("countries.csv")
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


@cache
def _by_code() -> dict[str, Region]:
    return {region.code: region for region in (*regions(), *countries())}


def by_code(code: str) -> Region | None:
    """The place of a code, exactly as written (CN-GD, JP); None when there is none."""
    return _by_code().get(code)


def find(text: str) -> tuple[Region, ...]:
    """Places that a typed text may mean, the likeliest first; nothing when it means none.

    Understood: a code (CN-GD, GD, JP), a Chinese or English name or its beginning, a main city, pinyin or its initials
    (guangdong, gd, shenzhen), a postcode of six digits. Full-width letters are taken as plain ones.
    """
    typed = unicodedata.normalize("NFKC", text).strip().casefold()
    if not typed:
        return ()
    if typed.isdecimal():
        return _by_postcode(typed)
    ranked = [(rank, region) for region in (*regions(), *countries()) if (rank := _rank(region, typed)) is not None]
    return tuple(region for _, region in sorted(ranked, key=lambda pair: pair[0]))


def _by_postcode(typed: str) -> tuple[Region, ...]:
    if len(typed) != _POSTCODE_DIGITS:
        return ()
    return tuple(region for region in regions() if typed.startswith(region.postcodes))


def _rank(region: Region, typed: str) -> int | None:
    """How well a place fits: lower is better, None not at all."""
    home = 0 if region.postcodes else 1
    if typed == region.code.casefold() or (home == 0 and typed == region.code[3:].casefold()):
        return home
    if typed in (region.zh, region.short_zh, region.en.casefold()):
        return 2 + home
    if any(typed in (city.zh, f"{city.zh}市") for city in region.cities):
        return 5
    if typed in (region.pinyin, region.initials):
        return 6 + home
    if any(typed in (city.pinyin, city.initials) for city in region.cities):
        return 8
    return _loosely(region, typed, home)


def _loosely(region: Region, typed: str, home: int) -> int | None:
    beginnings = (region.short_zh, region.zh, region.en.casefold(), region.pinyin)
    if len(typed) > 1 and any(each.startswith(typed) for each in beginnings):
        return 9 + home
    longer = len(typed) > 2
    if longer and any(city.pinyin.startswith(typed) or typed.startswith(city.zh) for city in region.cities):
        return 11
    return 12 if longer and typed.startswith(region.short_zh) else None
