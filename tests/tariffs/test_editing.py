"""Changing a draft cell by cell, with undo."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from tariffs.check import check
from tariffs.diff import diff
from tariffs.editing import EditError, History, parse_cell, raised, with_cell, with_new_row, with_row, without_row
from tariffs.schema import Table
from tariffs.versions import new_draft
from tests.tariffs.tables import shipped, table


def test_a_cell_is_changed_and_the_change_undone() -> None:
    start = History(table())
    changed = start.changed(with_cell(start.table, 0, "price", 1, parse_cell("7.50", "CNY")))
    assert changed.table.bands[0].price == (500, 750)
    assert [change.zone for change in diff(start.table, changed.table).cells] == ["far"]
    assert changed.undo().table == start.table
    assert changed.undo().redo() == changed
    assert start.undo() is start
    assert start.redo() is start


def test_a_new_change_forgets_what_was_undone() -> None:
    one = History(table()).changed(with_cell(table(), 0, "price", 0, 1))
    two = one.undo().changed(with_cell(table(), 0, "price", 0, 2))
    assert two.redo() is two
    assert two.changed(two.table) is two


def test_a_checked_table_becomes_a_draft_again_and_one_in_force_cannot_change() -> None:
    checked = History(replace(table(), status="checked"))
    assert checked.changed(with_cell(checked.table, 0, "price", 0, 1)).table.status == "draft"
    with pytest.raises(EditError) as caught:
        History(replace(table(), status="in-force")).changed(with_cell(table(), 0, "price", 0, 1))
    assert caught.value.code == "not-a-draft"


def test_rows_come_and_go() -> None:
    longer = with_new_row(table(), 2)
    assert [problem.code for problem in check(longer)] == ["overlap"]
    mended = with_row(longer, 2, replace(longer.bands[2], upto_g=9000))
    assert check(mended) == ()
    assert without_row(mended, 2) == table()


@pytest.mark.parametrize(("text", "value"), [("7", 700), ("７.５", 750), ("n/a", None), ("0.005", Fraction(1, 2))])
def test_a_typed_price(text: str, value: object) -> None:
    assert parse_cell(text, "CNY") == value


@pytest.mark.parametrize("text", ["", "-1", "1e3", "seven", "1,5"])
def test_a_typed_price_that_is_none(text: str) -> None:
    with pytest.raises(EditError):
        parse_cell(text, "CNY")


def test_all_prices_by_a_percentage() -> None:
    assert raised(table(), Fraction(5), 10).bands[0].price == (530, 740)
    assert raised(shipped("DE-paket-2kg-2022"), Fraction(10)).bands[0].price == (None, 604)


CHANGES: list[Callable[[Table], Table]] = [
    lambda one: with_cell(one, 9, "price", 0, 1),
    lambda one: with_cell(one, 0, "price", 5, 1),
    lambda one: with_cell(one, 0, "step", 0, 1),
    lambda one: without_row(one, -1),
    lambda one: with_new_row(one, 9),
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_not_there_cannot_be_changed(change: Callable[[Table], Table]) -> None:
    with pytest.raises(EditError) as caught:
        change(table())
    assert caught.value.advice["zh"]


def test_a_draft_to_follow_a_version() -> None:
    draft = new_draft(shipped("CN-letter-2026"), "CN-letter-2027")
    assert (draft.id, draft.status, draft.valid_to) == ("CN-letter-2027", "draft", None)
