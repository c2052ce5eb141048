"""A tariff table as it is written: frozen, complete, and without any arithmetic. docs/tariff-schema.md explains it.

Amounts are minor units: an int, or a Fraction where the table is finer than a minor unit. Weights are grams, sizes
millimetres, percentages Fractions of a hundred. None in a price means "not available".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tariffs.problems import Text

Amount = int | Fraction
Cell = Amount | None

STATUSES = ("draft", "checked", "approved", "in-force", "retired")
BINDING = ("approved", "in-force", "retired")
"""Statuses of tables that may price a sale, each on its days."""

ZONE_RULES = ("single", "named", "route", "destination", "distance", "locality", "channel", "declared")
FEE_KINDS = ("flat", "free", "percent", "value-step", "weight-step", "included", "external")


@dataclass(frozen=True, slots=True)
class Band:
    """One row of the grid: what a weight up to `upto_g` (inclusive; None is open-ended) costs in each zone.

    The price covers the first `first_g` grams; each further `step_g` begun adds `step`. With `carry` the row goes on
    from what the row before costs at its ceiling. A row without step prices the whole band.
    """

    upto_g: int | None = None
    price: tuple[Cell, ...] = ()
    first_g: int = 0
    step_g: int = 0
    step: tuple[Cell, ...] = ()
    carry: bool = False


@dataclass(frozen=True, slots=True)
class Zones:
    """The columns of the grid, and how the column of an item is found (one of ZONE_RULES).

    `routes` and `inferred` go from origin to zone to destinations; `destinations` from zone to destinations; `default`
    is the zone of everything else; `upto` are the inclusive ceilings of distance (km) or declared value zones.
    """

    by: str = "single"
    names: tuple[str, ...] = ("any",)
    labels: Mapping[str, Text] = field(default_factory=dict)
    default: str = ""
    destinations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    routes: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    inferred: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    upto: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """What an item may measure; 0 says nothing. Sides are sorted, longest first. `option` names what allows it."""

    option: str = ""
    max_g: int = 0
    min_g: int = 0
    max_mm: tuple[int, ...] = ()
    min_mm: tuple[int, ...] = ()
    side_mm: int = 0
    sum_mm: int = 0
    girth_mm: int = 0


@dataclass(frozen=True, slots=True)
class Volumetric:
    """Volumetric weight: L x W x H / divisor (cm3 per kg), when `trigger` says so.

    trigger: always, side (longest side) or sum (L+W+H) against `trigger_mm`, which counts itself when `inclusive`.
    compare: weight (the greater is charged) or postage (both are priced, the dearer is charged). `round_g` is the unit
    that the volumetric weight is rounded up to. A zone in `divisors` has its own divisor; 0 there: no such rule.
    """

    divisor: int
    trigger: str = "always"
    trigger_mm: int = 0
    inclusive: bool = False
    compare: str = "weight"
    round_g: int = 1
    divisors: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Condition:
    """When a fee applies: any of these must be so. 0 asks nothing."""

    weight_over_g: int = 0
    girth_over_mm: int = 0

    def __bool__(self) -> bool:
        return bool(self.weight_over_g or self.girth_over_mm)


@dataclass(frozen=True, slots=True)
class Fee:
    """An additional service and its fee; `kind` is one of FEE_KINDS. The option that asks for it is `option`
    ("declared": asked by a declared value; "": always due).
    """

    code: str
    name: Text
    option: str = ""
    letter: str = ""
    kind: str = "flat"
    amount: Amount = 0
    percent: Fraction = Fraction(0)
    value_step: int = 0
    step_g: int = 0
    minimum: int = 0
    maximum: int = 0
    max_declared: int = 0
    rounding: str = ""
    requires_all: tuple[str, ...] = ()
    requires_any: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    except_destinations: tuple[str, ...] = ()
    when: Condition = Condition()
    unless: Condition = Condition()
    selectable: bool = True
    phase: str = "acceptance"
    payer: str = "sender"


@dataclass(frozen=True, slots=True)
class Discount:
    """A multiplier on `scope` (postage or total); `single` discounts are not combined with others."""

    code: str
    name: Text
    multiplier: Fraction
    scope: str = "postage"
    single: bool = True


@dataclass(frozen=True, slots=True)
class Tax:
    """A tax on postage and fees after discounts, added to them."""

    name: Text
    percent: Fraction


@dataclass(frozen=True, slots=True)
class Rounding:
    """The one final rounding of the total: to a multiple of `unit` minor units, by a mode of tariffs.rounding."""

    unit: int = 1
    mode: str = "half-up"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which items the table is for. Places are codes, countries (all their regions) or "*"."""

    origins: tuple[str, ...] = ("*",)
    destinations: tuple[str, ...] = ("*",)
    except_destinations: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    with_options: tuple[str, ...] = ()
    without_options: tuple[str, ...] = ()
    accepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One version of the tariff of one or more services."""

    id: str
    services: tuple[str, ...]
    name: Text
    currency: str
    valid_from: date
    valid_to: date | None = None
    valid_from_assumed: bool = False
    status: str = "draft"
    source: str = ""
    confidence: str = ""
    notice: Text = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    approved_by: str = ""
    external: bool = False
    may_fall: bool = False
    scope: Scope = Scope()
    zones: Zones = Zones()
    bands: tuple[Band, ...] = ()
    formats: tuple[Format, ...] = ()
    volumetric: Volumetric | None = None
    fees: tuple[Fee, ...] = ()
    discounts: tuple[Discount, ...] = ()
    tax: Tax | None = None
    rounding: Rounding = Rounding()
    delivery_days: Mapping[str, tuple[int, int]] = field(default_factory=dict)
