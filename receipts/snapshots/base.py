"""Frozen facts that a document is made from: strings and integers only, filled by services, masked already.

A snapshot is taken once, at the sale; an original and each copy of it are rendered from the same snapshot.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Text = Mapping[str, str]
"""A text in the languages that can be printed: keys zh and en."""


@dataclass(frozen=True, slots=True)
class Office:
    """Who prints: the head of every document. `logo` is a one-bit raster: a binary PBM file (P4) in base64."""

    name: Text
    code: str
    counter: str
    phone: str = ""
    extra_lines: tuple[str, ...] = ()
    training: bool = False
    logo: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A sender or recipient as paper may show them: masked (GB/T 41833-2022)."""

    name: str
    phone: str
    address: str
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One fee line with its arithmetic in words; the amount in minor units."""

    code: str
    text: Text
    amount: int
