"""Tariff tables out to a spreadsheet and back: XLSX and CSV in the one layout of tariffs.sheets.layout.

What is exported and imported again is the same table, as a draft: approval does not travel.
"""

from pathlib import Path

from tariffs.document import read_leniently
from tariffs.problems import Problem, TariffError
from tariffs.schema import Table
from tariffs.sheets.reading import Draft, Sheet, read
from tariffs.sheets.separated import read_csv, write_csv
from tariffs.sheets.workbook import read_xlsx, write_xlsx
from tariffs.sheets.writing import sheets
from tariffs.structure import faults


def export_xlsx(table: Table) -> bytes:
    """A table as an XLSX workbook."""
    return write_xlsx(sheets(table))


def export_csv(table: Table) -> bytes:
    """A table as one CSV file."""
    return write_csv(sheets(table))


def import_xlsx(data: bytes, source: str = "workbook") -> Table:
    """A table from a workbook, as a draft. Raises TariffError with every problem, by sheet, row and column."""
    return _table(read_xlsx(data, source), source)


def import_csv(data: bytes, source: str = "file") -> Table:
    """A table from a CSV file, as a draft. Raises TariffError with every problem, by sheet, row and column."""
    return _table(read_csv(data, source), source)


def import_file(path: Path) -> Table:
    """A table from an .xlsx or .csv file, looked at before it is read whole. Raises TariffError, OSError."""
    with path.open("rb") as file:
        data = file.read(_MOST_READ)
    return import_csv(data, path.name) if path.suffix.casefold() == ".csv" else import_xlsx(data, path.name)


_MOST_READ = 2_000_001
"""One byte more than a file may have: enough to see that it is too big."""


def _table(book: dict[str, Sheet], source: str) -> Table:
    draft = read(book)
    table, wrong = read_leniently(draft.document)
    found = [*draft.problems, *(_placed(problem, draft) for problem in (*wrong, *faults(table)))]
    if found:
        raise TariffError(source, _once(found))
    return table


def _placed(problem: Problem, draft: Draft) -> Problem:
    """The problem at its address in the sheets: that of its key, or of what the key is part of."""
    place = problem.place
    while place and place not in draft.places:
        cut = max(place.rfind("."), place.rfind("["))
        place = place[:cut] if cut > 0 else ""
    where = draft.places.get(place, "table")
    named = where if place == problem.place else f"{where} ({problem.place})"
    return Problem(named, problem.code, problem.message, problem.advice, problem.severity)


def _once(problems: list[Problem]) -> list[Problem]:
    """Each place tells its first problem only: what follows from a wrong cell is no news."""
    first: dict[str, Problem] = {}
    for problem in problems:
        first.setdefault(problem.place.partition(" ")[0] if "!" in problem.place else problem.place, problem)
    return list(first.values())
