"""Checks of additional services, and of what a table says about itself."""

from collections.abc import Iterator, Sequence

from tariffs.problems import Problem, both, warning
from tariffs.schema import Fee, Table


def impossible_options(table: Table) -> Iterator[Problem]:
    """Options that ask for another which the table does not offer, or which they exclude."""
    offered = {fee.option for fee in table.fees if fee.selectable}
    codes = {fee.code for fee in table.fees}
    for number, fee in enumerate(table.fees, 1):
        place = f"fees[{number}]"
        wanted = [option for option in (*fee.requires_all, *fee.includes) if option not in offered]
        if wanted or (fee.requires_any and offered.isdisjoint(fee.requires_any)):
            yield _impossible(place, fee, wanted or list(fee.requires_any))
        both_ways = set(fee.requires_all).intersection(fee.excludes)
        if both_ways:
            yield _impossible(place, fee, sorted(both_ways))
        for code in fee.replaces:
            if code not in codes:
                yield warning(
                    f"{place}.replaces",
                    "unknown-fee",
                    both(f"没有费用 {code} 可以取代", f"There is no fee {code} to replace"),
                    both("核对代码", "Check the code"),
                )


def _impossible(place: str, fee: Fee, options: Sequence[str]) -> Problem:
    listed = ", ".join(options)
    return Problem(
        place,
        "impossible-option",
        both(f"{fee.name['zh']} 所需的 {listed} 不能办理", f"{fee.name['en']} needs {listed}, which cannot be had"),
        both("加上该费用，或改写条件", "Add that fee, or change the condition"),
    )


def missing_origin(table: Table) -> Iterator[Problem]:
    """A table that does not say where it comes from cannot be defended."""
    if not table.source:
        yield warning(
            "source",
            "no-source",
            both("没有写来源", "The source is missing"),
            both("写明文件或网页", "Name the document or the page"),
        )
