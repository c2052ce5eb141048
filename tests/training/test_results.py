"""Results that outlive the practice office's data."""

from pathlib import Path

import pytest

from counter.errors import StorageTrouble
from counter.services.training.results import Result, Standing, standings
from counter.storage.practice_file import ResultsFile

GOOD = Result("liqiang", "李强", "2026-11-22T09:30:00+08:00", "liquid", 92, 70, 1)
BAD = Result("liqiang", "李强", "2026-11-22T09:20:00+08:00", "liquid", 20, 200, 0, (2, 3), (1,))
OTHER = Result("zhangmin", "张敏", "2026-11-22T10:00:00+08:00", "dispute", 100, 30, 0)


def test_what_is_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    for one in (BAD, GOOD, OTHER):
        ResultsFile(tmp_path).keep(one)
    assert ResultsFile(tmp_path).all() == [BAD, GOOD, OTHER]
    assert [one.passed for one in (BAD, GOOD)] == [False, True]


def test_a_torn_line_loses_itself_only(tmp_path: Path) -> None:
    book = ResultsFile(tmp_path)
    book.keep(GOOD)
    with book.path.open("a", encoding="utf-8") as file:
        file.write('{"staff_id":"liq')
    book.keep(OTHER)
    assert book.all() == [GOOD, OTHER]


def test_a_folder_that_takes_nothing_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble) as caught:
        ResultsFile(tmp_path / "missing").keep(GOOD)
    assert caught.value.code == "results-unwritable"


def test_each_person_stands_in_each_case() -> None:
    assert standings([BAD, GOOD, OTHER]) == [
        Standing("张敏", "dispute", 1, 1, 100, 100),
        Standing("李强", "liquid", 2, 1, 92, 92),
    ]
