"""The one layout of a tariff as sheets, for writing and for reading. docs/tariff-schema.md shows it.

table      key | value                     all single values, by dotted key; a note a row
grid       upto_g first_g step_g carry part ZONE ZONE ...     a row of prices, a row of steps for each band
zones      list | origin | zone | places   destinations, routes, inferred
fees, discounts, formats                   one a row, one column for each key
"""

from collections.abc import Mapping

from tariffs.sheets.cells import DAY, FLAG, MONEY, NUMBERS, RATIO, TEXT, WHOLE, Kind

SHEETS = ("table", "grid", "zones", "fees", "discounts", "formats")

KEYS: Mapping[str, Kind] = {
    "id": TEXT,
    "services": TEXT,
    "name.zh": TEXT,
    "name.en": TEXT,
    "currency": TEXT,
    "valid_from": DAY,
    "valid_to": DAY,
    "valid_from_assumed": FLAG,
    "source": TEXT,
    "confidence": TEXT,
    "notice.zh": TEXT,
    "notice.en": TEXT,
    "external": FLAG,
    "may_fall": FLAG,
    "scope.origins": TEXT,
    "scope.destinations": TEXT,
    "scope.except_destinations": TEXT,
    "scope.channels": TEXT,
    "scope.with_options": TEXT,
    "scope.without_options": TEXT,
    "scope.accepts": TEXT,
    "zones.by": TEXT,
    "zones.names": TEXT,
    "zones.default": TEXT,
    "zones.upto": NUMBERS,
    "volumetric.divisor": WHOLE,
    "volumetric.trigger": TEXT,
    "volumetric.trigger_mm": WHOLE,
    "volumetric.inclusive": FLAG,
    "volumetric.compare": TEXT,
    "volumetric.round_g": WHOLE,
    "tax.name.zh": TEXT,
    "tax.name.en": TEXT,
    "tax.percent": RATIO,
    "rounding.unit": MONEY,
    "rounding.mode": TEXT,
}
"""Single values of the sheet `table`, by dotted key."""

FREE_KEYS: Mapping[str, Kind] = {
    "zones.labels": TEXT,
    "volumetric.divisors": WHOLE,
    "delivery_days": NUMBERS,
}
"""Values whose key ends with a zone (and zh or en for labels)."""

NOTES = "notes"
"""The key of a note: it may stand in many rows."""

GRID = ("upto_g", "first_g", "step_g", "carry", "part")
"""The columns of the grid before its zones."""

ZONES = ("list", "origin", "zone", "places")

FEES: Mapping[str, Kind] = {
    "code": TEXT,
    "name.zh": TEXT,
    "name.en": TEXT,
    "option": TEXT,
    "letter": TEXT,
    "kind": TEXT,
    "amount": MONEY,
    "percent": RATIO,
    "value_step": MONEY,
    "step_g": WHOLE,
    "minimum": MONEY,
    "maximum": MONEY,
    "max_declared": MONEY,
    "rounding": TEXT,
    "requires_all": TEXT,
    "requires_any": TEXT,
    "excludes": TEXT,
    "replaces": TEXT,
    "includes": TEXT,
    "destinations": TEXT,
    "except_destinations": TEXT,
    "when.weight_over_g": WHOLE,
    "when.girth_over_mm": WHOLE,
    "unless.weight_over_g": WHOLE,
    "unless.girth_over_mm": WHOLE,
    "selectable": FLAG,
    "phase": TEXT,
    "payer": TEXT,
}

DISCOUNTS: Mapping[str, Kind] = {
    "code": TEXT,
    "name.zh": TEXT,
    "name.en": TEXT,
    "multiplier": RATIO,
    "scope": TEXT,
    "single": FLAG,
}

FORMATS: Mapping[str, Kind] = {
    "option": TEXT,
    "max_g": WHOLE,
    "min_g": WHOLE,
    "max_mm": NUMBERS,
    "min_mm": NUMBERS,
    "side_mm": WHOLE,
    "sum_mm": WHOLE,
    "girth_mm": WHOLE,
}

RECORDS: Mapping[str, Mapping[str, Kind]] = {"fees": FEES, "discounts": DISCOUNTS, "formats": FORMATS}
"""The sheets that hold one record a row."""
