"""A second reading of a price grid, as slow and plain as can be: it counts steps one by one. The engine must agree."""

from fractions import Fraction

from tariffs.schema import Band, Table


def price(table: Table, zone: int, grams: int) -> Fraction | None:
    """What the grid says for a weight; None where it says nothing or "not available"."""
    floor = 0
    for number, band in enumerate(table.bands):
        if band.upto_g is None or grams <= band.upto_g:
            return _in_band(table, number, zone, grams, floor)
        floor = band.upto_g
    return None


def _in_band(table: Table, number: int, zone: int, grams: int, floor: int) -> Fraction | None:
    band = table.bands[number]
    if any(cells and cells[zone] is None for cells in (band.price, band.step)):
        return None
    if band.carry:
        before = price(table, zone, floor)
        return None if before is None else before + _steps(band, zone, grams, floor)
    start = Fraction(band.price[zone] or 0) if band.price else Fraction(0)
    return start + _steps(band, zone, grams, band.first_g)


def _steps(band: Band, zone: int, grams: int, reached: int) -> Fraction:
    total = Fraction(0)
    while band.step_g and reached < grams:
        reached += band.step_g
        total += Fraction(band.step[zone] or 0)
    return total
