"""A table as plain data (what a TOML file holds) and as a `Table`: each can be had from the other, without loss."""

import hashlib
import json
from collections.abc import Mapping

from tariffs import codecs as c
from tariffs.problems import Problem, TariffError
from tariffs.schema import (
    FEE_KINDS,
    STATUSES,
    ZONE_RULES,
    Band,
    Condition,
    Discount,
    Fee,
    Format,
    Rounding,
    Scope,
    Table,
    Tax,
    Volumetric,
    Zones,
)

Document = Mapping[str, object]
"""A table as TOML holds it: strings, ints, bools, dates, lists and string-keyed dicts."""

_MODES = c.choice("half-up", "half-even", "up", "down")

_BAND = c.record(
    Band,
    {
        "upto_g": c.optional(c.positive),
        "price": c.list_of(c.cell),
        "first_g": c.whole,
        "step_g": c.whole,
        "step": c.list_of(c.cell),
        "carry": c.flag,
    },
)


def _read_ceiling(value: object, place: str, notes: c.Notes) -> int | None:
    return None if value == "open" else c.whole.read(value, place, notes)


_CEILING = c.Codec(_read_ceiling, lambda value: "open" if value is None else value)
_ROUTES = c.mapping_of(c.mapping_of(c.words))
_ZONES = c.record(
    Zones,
    {
        "by": c.choice(*ZONE_RULES),
        "names": c.words,
        "labels": c.mapping_of(c.text),
        "default": c.string,
        "destinations": c.mapping_of(c.words),
        "routes": _ROUTES,
        "inferred": _ROUTES,
        "upto": c.list_of(_CEILING),
    },
)
_FORMAT = c.record(
    Format,
    {
        "option": c.string,
        "max_g": c.whole,
        "min_g": c.whole,
        "max_mm": c.list_of(c.positive),
        "min_mm": c.list_of(c.positive),
        "side_mm": c.whole,
        "sum_mm": c.whole,
        "girth_mm": c.whole,
    },
)
_VOLUMETRIC = c.record(
    Volumetric,
    {
        "divisor": c.positive,
        "trigger": c.choice("always", "side", "sum"),
        "trigger_mm": c.whole,
        "inclusive": c.flag,
        "compare": c.choice("weight", "postage"),
        "round_g": c.positive,
        "divisors": c.mapping_of(c.whole),
    },
)
_CONDITION = c.record(Condition, {"weight_over_g": c.whole, "girth_over_mm": c.whole})
_FEE = c.record(
    Fee,
    {
        "code": c.string,
        "name": c.text,
        "option": c.string,
        "letter": c.string,
        "kind": c.choice(*FEE_KINDS),
        "amount": c.amount,
        "percent": c.ratio,
        "value_step": c.whole,
        "step_g": c.whole,
        "minimum": c.whole,
        "maximum": c.whole,
        "max_declared": c.whole,
        "rounding": c.choice("", "half-up", "half-even", "up", "down"),
        "requires_all": c.words,
        "requires_any": c.words,
        "excludes": c.words,
        "replaces": c.words,
        "includes": c.words,
        "destinations": c.words,
        "except_destinations": c.words,
        "when": _CONDITION,
        "unless": _CONDITION,
        "selectable": c.flag,
        "phase": c.choice("acceptance", "post-acceptance", "delivery", "inbound", "other"),
        "payer": c.choice("sender", "recipient", "customer"),
    },
)
_DISCOUNT = c.record(
    Discount,
    {
        "code": c.string,
        "name": c.text,
        "multiplier": c.ratio,
        "scope": c.choice("postage", "total"),
        "single": c.flag,
    },
)
_SCOPE = c.record(
    Scope,
    {
        "origins": c.words,
        "destinations": c.words,
        "except_destinations": c.words,
        "channels": c.words,
        "with_options": c.words,
        "without_options": c.words,
        "accepts": c.words,
    },
)


def _read_days(value: object, place: str, notes: c.Notes) -> tuple[int, int]:
    if isinstance(value, list) and len(value) == 2 and all(type(each) is int for each in value):
        return value[0], value[1]
    notes.wrong(place, value, "两个整数，如 [2, 5]", "two whole numbers such as [2, 5]")
    return 0, 0


_DAYS = c.mapping_of(c.Codec(_read_days, list))
_TABLE = c.record(
    Table,
    {
        "id": c.string,
        "services": c.words,
        "name": c.text,
        "currency": c.string,
        "valid_from": c.day,
        "valid_to": c.optional(c.day),
        "valid_from_assumed": c.flag,
        "status": c.choice(*STATUSES),
        "source": c.string,
        "confidence": c.choice("", "A", "B", "C", "D"),
        "notice": c.text,
        "notes": c.list_of(c.string),
        "approved_by": c.string,
        "external": c.flag,
        "may_fall": c.flag,
        "scope": _SCOPE,
        "zones": _ZONES,
        "bands": c.list_of(_BAND),
        "formats": c.list_of(_FORMAT),
        "volumetric": c.optional(_VOLUMETRIC),
        "fees": c.list_of(_FEE),
        "discounts": c.list_of(_DISCOUNT),
        "tax": c.optional(c.record(Tax, {"name": c.text, "percent": c.ratio})),
        "rounding": c.record(Rounding, {"unit": c.positive, "mode": _MODES}),
        "delivery_days": _DAYS,
    },
)


def read_table(document: Document, source: str = "table") -> Table:
    """Make a Table of plain data. Raises TariffError with every problem, its place (a dotted key) and advice."""
    table, problems = read_leniently(document)
    if problems:
        raise TariffError(source, problems)
    return table


def read_leniently(document: Document) -> tuple[Table, tuple[Problem, ...]]:
    """A Table with harmless values where the data are wrong, and every problem: to be mended, never priced."""
    notes = c.Notes()
    return _TABLE.read(document, "", notes), tuple(notes.problems)


def write_table(table: Table) -> dict[str, object]:
    """The plain data of a Table: `read_table` makes the same Table of it. Defaults are left out."""
    document = _TABLE.write(table)
    assert isinstance(document, dict)
    return document


def read_fees(value: object, source: str) -> tuple[Fee, ...]:
    """Make fees of a list of plain tables. Raises TariffError."""
    notes = c.Notes()
    fees = c.list_of(_FEE).read(value, "fees", notes)
    if notes.problems:
        raise TariffError(source, notes.problems)
    return fees


_OUTSIDE = ("status", "approved_by", "valid_from", "valid_from_assumed", "valid_to")


def content_hash(table: Table) -> str:
    """SHA-256 of everything that can change a fee or its explanation, as 64 hexadecimal digits.

    Status, approval and dates are left out: a table keeps its hash from draft to retirement, whenever it is published.
    A changed cell, name, source or note changes the hash.
    """
    content = {key: value for key, value in write_table(table).items() if key not in _OUTSIDE}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
