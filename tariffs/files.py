"""One tariff file, whatever its kind: TOML, XLSX or CSV."""

from pathlib import Path

from tariffs.check import check
from tariffs.library import Library
from tariffs.problems import Problem, TariffError
from tariffs.schema import Table

_DATA = Path(__file__).parent / "data"
SHEETS = (".xlsx", ".csv")


def read_file(path: Path) -> Table:
    """The table of a file, complete and sound; sheets become drafts. Raises TariffError, and OSError for a sheet."""
    if path.suffix.casefold() in SHEETS:
        from tariffs.sheet import import_file  # the reader of sheets is needed for sheets alone

        return import_file(path)
    folders = sorted(folder for folder in _DATA.iterdir() if folder.is_dir())
    return Library(path.parent, *folders).table(path)


def check_file(path: Path) -> tuple[Problem, ...]:
    """Every problem of a file: those that keep it from being read, or else what `check` finds. Raises OSError."""
    try:
        return check(read_file(path))
    except TariffError as error:
        return error.problems
