"""The price grid of a table, made ready: for each zone the ceilings of its bands and what each band costs.

Every kind of published table comes down to one formula for a band: fixed lines, and a price for each step begun
beyond a weight. A marginal tier carries the lines of the tier before it at its ceiling.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tariffs.money import CENTS, SIGNS, decimals, format_exact
from tariffs.problems import Text, both
from tariffs.quoting import FeeLine
from tariffs.rounding import round_to
from tariffs.schema import Amount, Band, Cell, Table
from tariffs.weights import format_grams

OPEN_END = 10**9
"""The ceiling of an open-ended band, in grams: heavier than anything that is posted."""

_FIRST = ("首重", "First weight")
_FURTHER = ("续重", "Additional weight")
_STEPPED = ("计重", "By weight")


@dataclass(frozen=True, slots=True)
class Segment:
    """One band of one zone. `fixed` is what its first `from_g` grams cost; `available` is False for an empty cell."""

    upto: int
    lines: tuple[FeeLine, ...]
    fixed: Amount
    from_g: int = 0
    step_g: int = 0
    step: Amount = 0
    code: str = ""
    labels: tuple[str, str] = ("", "")
    tail: str = ""
    currency: str = ""
    common: bool = False
    available: bool = True

    def price(self, grams: int | Fraction) -> tuple[tuple[FeeLine, ...], Amount]:
        """Fee lines of a weight in this band, and their exact sum."""
        if not self.step_g or grams <= self.from_g:
            return self.lines, self.fixed
        steps = -((self.from_g - grams) // self.step_g)
        exact = steps * self.step
        line = self._line(steps, exact)
        return (*self.lines, line), self.fixed + exact

    def _line(self, steps: int, exact: Amount) -> FeeLine:
        zh, en = self.labels
        if self.common and isinstance(exact, int) and isinstance(self.step, int):
            # Whole minor units of a currency with two decimals, written out: nearly every quote makes this line.
            told = f"{steps} x {self.tail} = {exact // 100}{CENTS[exact % 100]}"
            return FeeLine(self.code, steps, self.step, exact, {"zh": zh + told, "en": en + told})
        told = f"{steps} x {self.tail} = {format_exact(exact, self.currency)}"
        unit = self.step if isinstance(self.step, int) else format_exact(self.step, "JPY")
        return FeeLine(self.code, steps, unit, round_to(exact), {"zh": zh + told, "en": en + told})


@dataclass(frozen=True, slots=True)
class Column:
    """All bands of one zone."""

    name: str
    ceilings: Sequence[int]
    segments: tuple[Segment, ...]

    def segment(self, grams: int | Fraction) -> Segment | None:
        """The band of a weight; None above the last ceiling."""
        at = bisect_left(self.ceilings, grams)
        return self.segments[at] if at < len(self.segments) else None


def columns(table: Table) -> tuple[Column, ...]:
    """The grid of a table, zone by zone. The table's structure must be sound (tariffs.structure)."""
    return tuple(_column(table, number, name) for number, name in enumerate(table.zones.names))


def _column(table: Table, number: int, name: str) -> Column:
    segments: list[Segment] = []
    start = 0
    for band in table.bands:
        segments.append(_segment(table, band, number, start, segments[-1] if segments else None))
        start = band.upto_g or OPEN_END
    return Column(name, tuple(segment.upto for segment in segments), tuple(segments))


def _segment(table: Table, band: Band, column: int, start: int, before: Segment | None) -> Segment:
    upto = band.upto_g or OPEN_END
    price = band.price[column] if band.price else 0
    step = band.step[column] if band.step else 0
    if price is None or step is None or (band.carry and before is not None and not before.available):
        return Segment(upto, (), 0, available=False)
    if band.carry and before is not None:
        lines, fixed = before.price(start)
        return _stepped(table, Segment(upto, lines, fixed, from_g=start), band, step, _FURTHER)
    if not band.step_g:
        return Segment(upto, (_whole_line(table, band, price),), price)
    if not band.first_g and not band.price:
        return _stepped(table, Segment(upto, (), 0), band, step, _STEPPED)
    first = Segment(upto, (_first_line(table, band, price),), price, from_g=band.first_g)
    return _stepped(table, first, band, step, _FURTHER)


def _stepped(table: Table, base: Segment, band: Band, step: Amount, label: tuple[str, str]) -> Segment:
    weight = f"{band.step_g} g" if band.step_g < 1000 else format_grams(band.step_g)
    return Segment(
        base.upto,
        base.lines,
        base.fixed,
        from_g=base.from_g,
        step_g=band.step_g,
        step=step,
        code="step" if label is _STEPPED else "additional-weight",
        labels=(label[0] + " ", label[1] + " "),
        tail=f"{weight} @ {format_exact(step, table.currency)}",
        currency=table.currency,
        common=decimals(table.currency) == 2,
    )


def money(price: Amount, currency: str) -> Text:
    """An amount with its unit, in both languages."""
    shown = format_exact(price, currency)
    return both(f"{shown} {SIGNS.get(currency, currency)}", f"{shown} {currency}")


def line(code: str, price: Amount, text: Text) -> FeeLine:
    """A fee line of quantity one."""
    if isinstance(price, int):
        return FeeLine(code, 1, price, price, text)
    return FeeLine(code, 1, format_exact(price, "JPY"), round_to(price), text)


def _first_line(table: Table, band: Band, price: Amount) -> FeeLine:
    shown, weight = money(price, table.currency), format_grams(band.first_g)
    if not band.first_g:
        return line("base", price, both(f"基本资费 {shown['zh']}", f"Basic charge {shown['en']}"))
    zh, en = _FIRST
    return line("first-weight", price, both(f"{zh} {weight} {shown['zh']}", f"{en} {weight} {shown['en']}"))


def _whole_line(table: Table, band: Band, price: Amount) -> FeeLine:
    shown = money(price, table.currency)
    if not price:
        return line("postage", 0, both("免费", "Free of charge"))
    if band.upto_g is None or len(table.bands) == 1:
        return line("postage", price, both(f"邮费 {shown['zh']}", f"Postage {shown['en']}"))
    weight = format_grams(band.upto_g)
    return line("band", price, both(f"{weight} 以内 {shown['zh']}", f"Up to {weight} {shown['en']}"))


def cell_text(price: Cell, currency: str) -> str:
    """A cell of the grid as a person reads it; n/a where the service is not available."""
    return "n/a" if price is None else format_exact(price, currency)
