"""What must be sound about a table before it can be compiled: faults that would make its arithmetic meaningless."""

import re
from collections.abc import Iterable, Iterator, Sequence

from tariffs.problems import Problem, Text, both
from tariffs.schema import Band, Cell, Table

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
"""Ids become names of files and stand on receipts."""


def faults(table: Table) -> tuple[Problem, ...]:
    """Every structural fault of a table, in reading order; none means that it can be compiled."""
    return tuple(problem for find in _FINDERS for problem in find(table))


def _problem(place: str, code: str, message: Text, advice: Text) -> Problem:
    return Problem(place, code, message, advice)


def _bands(table: Table) -> Iterator[Problem]:
    if not table.bands and not table.external:
        yield _problem(
            "bands",
            "no-bands",
            both("没有价格", "There are no prices"),
            both("至少写一行 [[bands]]，或写 external = true", "Write at least one [[bands]], or external = true"),
        )
    ceiling = 0
    for number, band in enumerate(table.bands, 1):
        yield from _order(f"bands[{number}]", band, ceiling, last=number == len(table.bands))
        ceiling = band.upto_g or ceiling
        yield from _parts(f"bands[{number}]", band, first=number == 1)
        yield from _cells(f"bands[{number}].price", band.price, len(table.zones.names))
        yield from _cells(f"bands[{number}].step", band.step, len(table.zones.names))


def _order(place: str, band: Band, ceiling: int, *, last: bool) -> Iterator[Problem]:
    if band.upto_g is None and not last:
        yield _problem(
            f"{place}.upto_g",
            "open-band",
            both("只有最后一行可以没有上限", "Only the last row may be open-ended"),
            both("请写 upto_g", "Write upto_g"),
        )
    elif band.upto_g is not None and band.upto_g <= ceiling:
        yield _problem(
            f"{place}.upto_g",
            "overlap",
            both(
                f"上限 {band.upto_g} g 不大于上一行 {ceiling} g",
                f"The ceiling {band.upto_g} g is not above the row before, {ceiling} g",
            ),
            both("各行按重量从小到大排列", "Order the rows by weight, each ceiling above the last"),
        )


def _parts(place: str, band: Band, *, first: bool) -> Iterator[Problem]:
    """A row has prices or steps, steps have a width, and a row that carries on has no start of its own."""
    if band.carry and first:
        yield _problem(
            f"{place}.carry",
            "carry-first",
            both("第一行没有上一行可以接续", "The first row has none before it"),
            both("请删去 carry", "Remove carry"),
        )
    if band.carry and (band.price or band.first_g):
        yield _problem(
            f"{place}.carry",
            "carry-price",
            both("接续的行不能另有 price 或 first_g", "A row that carries on has no price or first_g of its own"),
            both("删去 price 和 first_g，或删去 carry", "Remove price and first_g, or carry"),
        )
    if bool(band.step) != bool(band.step_g):
        yield _problem(
            f"{place}.step_g",
            "step",
            both("step 和 step_g 要一起写", "step and step_g belong together"),
            both("补上缺少的一项", "Add the one that is missing"),
        )
    if not band.price and not band.step:
        yield _problem(
            place,
            "no-price",
            both("这一行没有价格", "This row has no price"),
            both("写 price 或 step", "Write price or step"),
        )


def _cells(place: str, cells: Sequence[Cell], zones: int) -> Iterator[Problem]:
    if cells and len(cells) != zones:
        yield _problem(
            place,
            "cells",
            both(
                f"有 {len(cells)} 个价格，应为 {zones} 个（每区一个）",
                f"{len(cells)} prices, but there are {zones} zones",
            ),
            both('每个计费区写一个价格，不办理写 "n/a"', 'Write one price a zone, "n/a" where not available'),
        )
    for column, cell in enumerate(cells, 1):
        if cell is not None and cell < 0:
            yield _problem(
                f"{place}[{column}]",
                "negative",
                both("价格不能小于零", "A price cannot be below zero"),
                both("请更正", "Correct it"),
            )


def _zones(table: Table) -> Iterator[Problem]:
    zones = table.zones
    names = set(zones.names)
    if not names or len(names) != len(zones.names):
        yield _problem(
            "zones.names",
            "zone-names",
            both("计费区名称缺少或重复", "Zone names are missing or repeated"),
            both("每个计费区一个不同的名称", "Give each zone a name of its own"),
        )
    used: list[tuple[str, Iterable[str]]] = [("zones.destinations", zones.destinations), ("zones.labels", zones.labels)]
    used += [(f"zones.routes.{origin}", row) for origin, row in zones.routes.items()]
    used += [(f"zones.inferred.{origin}", row) for origin, row in zones.inferred.items()]
    used += [("zones.default", [zones.default] if zones.default else []), ("delivery_days", table.delivery_days)]
    if table.volumetric:
        used.append(("volumetric.divisors", table.volumetric.divisors))
    for place, keys in used:
        for key in keys:
            if key not in names:
                yield _problem(
                    f"{place}.{key}",
                    "unknown-zone",
                    both(f"没有计费区 {key}", f"There is no zone {key}"),
                    both(f"可用：{' '.join(zones.names)}", f"Zones here: {' '.join(zones.names)}"),
                )
    yield from _zone_rule(table)


def _zone_rule(table: Table) -> Iterator[Problem]:
    zones = table.zones
    if zones.by in ("distance", "declared") and (
        len(zones.upto) != len(zones.names) or list(zones.upto) != sorted(zones.upto, key=_open_last)
    ):
        yield _problem(
            "zones.upto",
            "ceilings",
            both("每个计费区要有一个递增的上限", "Each zone needs a ceiling, rising"),
            both('最后一个可写 "open"', 'The last may be "open"'),
        )
    if zones.by == "locality" and not zones.default:
        yield _problem(
            "zones.default",
            "no-default",
            both("缺少外埠计费区", "The zone of other regions is missing"),
            both("写 default", "Write default"),
        )
    if zones.by == "single" and len(zones.names) != 1:
        yield _problem(
            "zones.names",
            "single",
            both("single 只能有一个计费区", "single has exactly one zone"),
            both("改 by，或只留一个名称", "Change by, or leave one name"),
        )


def _open_last(ceiling: int | None) -> int:
    return 10**15 if ceiling is None else ceiling


def _fees(table: Table) -> Iterator[Problem]:
    for number, fee in enumerate(table.fees, 1):
        place = f"fees[{number}]"
        wanting = {"value-step": ("value_step", fee.value_step), "weight-step": ("step_g", fee.step_g)}.get(fee.kind)
        if wanting and not wanting[1]:
            yield _problem(
                f"{place}.{wanting[0]}",
                "step",
                both("缺少计费单位", "The step is missing"),
                both(f"写 {wanting[0]}", f"Write {wanting[0]}"),
            )
        if fee.amount < 0 or fee.percent < 0:
            yield _problem(
                place, "negative", both("费用不能小于零", "A fee cannot be below zero"), both("请更正", "Correct it")
            )
    for number, discount in enumerate(table.discounts, 1):
        if not 0 <= discount.multiplier <= 1:
            yield _problem(
                f"discounts[{number}].multiplier",
                "multiplier",
                both("折扣应在 0 到 1 之间", "A multiplier lies between 0 and 1"),
                both('八折写 "0.8"', 'Write "0.8" for 20 % off'),
            )


def _dates(table: Table) -> Iterator[Problem]:
    if table.valid_to is not None and table.valid_to < table.valid_from:
        yield _problem(
            "valid_to",
            "dates",
            both("失效日早于生效日", "valid_to lies before valid_from"),
            both("请更正日期", "Correct the dates"),
        )
    if not _ID.fullmatch(table.id):
        yield _problem(
            "id",
            "id",
            both("编号只用字母、数字、点、横线", "An id has letters, digits, dots and dashes only"),
            both("写如 XX-parcel-2026", "Write it like XX-parcel-2026"),
        )
    if not table.services:
        yield _problem(
            "services",
            "missing",
            both("缺少业务代码", "The services are missing"),
            both("写 services", "Write services"),
        )


_FINDERS = (_dates, _zones, _bands, _fees)
