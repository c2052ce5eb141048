"""What a supervisor should look at before a table is approved: a list of small functions, table -> problems.

Errors make a table unusable; warnings are for eyes. `check` runs them all; tariffs.structure holds the errors that
already stop a table from being read.
"""

from collections.abc import Callable, Iterable

from tariffs.checks import places, prices, services
from tariffs.problems import Problem
from tariffs.schema import Table
from tariffs.structure import faults

Check = Callable[[Table], Iterable[Problem]]

CHECKS: tuple[Check, ...] = (
    prices.unpriced_weights,
    prices.falling_prices,
    prices.losing_rounding,
    places.unreachable_zones,
    places.repeated_destinations,
    places.missing_destinations,
    services.impossible_options,
    services.missing_origin,
)


def check(table: Table) -> tuple[Problem, ...]:
    """Every problem of a table, errors first. An unsound structure hides the rest: mend it first."""
    unsound = faults(table)
    if unsound:
        return unsound
    found = [problem for each in CHECKS for problem in each(table)]
    return tuple(sorted(found, key=lambda problem: problem.severity != "error"))
