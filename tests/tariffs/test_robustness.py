"""Junk anywhere in a table or a sheet is told, never a crash; many threads may ask one catalogue."""

import copy
import threading
from datetime import date
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from tariffs.catalogue import DATA, Catalogue
from tariffs.check import check
from tariffs.document import read_leniently, read_table, write_table
from tariffs.library import sound
from tariffs.pricing import make_ready
from tariffs.problems import TariffError
from tariffs.quoting import Quote, QuoteRequest, Refusal
from tariffs.sheet import import_csv
from tariffs.sheets.separated import write_csv
from tariffs.sheets.writing import sheets
from tests.tariffs.tables import ask, quoted, shipped

DOCUMENTS = {
    table_id: write_table(shipped(table_id))
    for table_id in ("CN-letter-hmt-2026", "IN-speed-post-2025", "DE-paket-10kg-2022", "CN-standard-express-2026")
}
SCALARS = st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.floats() | st.text(max_size=8) | st.dates()
ODD = st.sampled_from([[], {}, "n/a", "0.5", [[1]], {"zh": 1}, [{}], {"": ""}])
JUNK = SCALARS | ODD | st.lists(st.integers(-5, 5), max_size=3)


def _leaves(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    if isinstance(value, dict):
        return [path] + [leaf for key, each in value.items() for leaf in _leaves(each, (*path, key))]
    if isinstance(value, list):
        return [path] + [leaf for number, each in enumerate(value) for leaf in _leaves(each, (*path, number))]
    return [path]


def _put(document: dict[str, object], path: tuple[str | int, ...], junk: object) -> None:
    inner: object = document
    for step in path[:-1]:
        inner = cast(dict[str | int, object], inner)[step]
    cast(dict[str | int, object], inner)[path[-1]] = junk


@given(st.data(), st.sampled_from(sorted(DOCUMENTS)), JUNK)
@settings(max_examples=600, deadline=None)
def test_junk_in_a_table_is_told(data: st.DataObject, table_id: str, junk: object) -> None:
    document = copy.deepcopy(DOCUMENTS[table_id])
    path = data.draw(st.sampled_from([leaf for leaf in _leaves(document) if leaf]))
    _put(document, path, junk)
    try:
        table = sound(read_table(document), "junk")
    except TariffError:
        return
    check(table)
    ready = make_ready(table)
    request = ask(table.services[0], 100, origin="CN-BJ", to="HK", on=date(2026, 9, 1), declared=100)
    answer = ready.quote(request, frozenset({"registered"}), table.name, frozenset())
    assert isinstance(answer, Quote | Refusal)
    assert write_table(read_table(write_table(table))) == write_table(table)


@given(st.dictionaries(st.text(max_size=5), JUNK, max_size=4))
@settings(max_examples=200, deadline=None)
def test_any_plain_data_can_be_read_leniently(junk: dict[str, object]) -> None:
    _, problems = read_leniently(junk)
    assert problems


@given(
    st.data(),
    st.sampled_from(sorted(DOCUMENTS)),
    st.text(max_size=6) | st.sampled_from(["-1", "n/a", "open", "1e9", "999999"]),
)
@settings(max_examples=400, deadline=None)
def test_junk_in_a_sheet_is_told(data: st.DataObject, table_id: str, junk: str) -> None:
    book = sheets(shipped(table_id))
    name = data.draw(st.sampled_from(sorted(book)))
    row = data.draw(st.integers(0, len(book[name]) - 1))
    column = data.draw(st.integers(0, len(book[name][row]) - 1))
    book[name][row][column] = junk
    assert _told(write_csv(book))


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_as_csv(data: bytes) -> None:
    assert all(_told(content) for content in (data, b"[table]\n" + data, b"[grid]\n" + data))


def _told(content: bytes) -> bool:
    """Whether a sheet is either a table, or refused with problems that each say what to do."""
    try:
        import_csv(content)
    except TariffError as error:
        return bool(error.problems) and all(
            problem.message["zh"] and problem.advice["en"] for problem in error.problems
        )
    return True


def test_many_threads_share_a_catalogue() -> None:
    catalogue = Catalogue({"CN": DATA / "cn"})
    asked = [ask(service, 20, to=to) for service in ("100", "110", "120", "300") for to in ("CN-GD", "JP", "HK")]
    expected = [Catalogue.shipped().quote(request) for request in asked]
    wrong: list[QuoteRequest] = []

    def work() -> None:
        wrong.extend(
            request for request, right in zip(asked, expected, strict=True) if catalogue.quote(request) != right
        )

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert quoted(asked[0], catalogue).total == 120
