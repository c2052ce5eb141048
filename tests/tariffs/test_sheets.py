"""Tables out to a spreadsheet and back, and files that are refused before they are read."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tariffs.catalogue import Catalogue
from tariffs.document import content_hash
from tariffs.problems import TariffError
from tariffs.sheet import export_csv, export_xlsx, import_csv, import_file, import_xlsx
from tests.tariffs.tables import draft_of, shipped, table

VERSIONS = [version.id for version in Catalogue.shipped().versions()]


@pytest.mark.parametrize("table_id", VERSIONS)
def test_what_is_exported_and_imported_is_identical(table_id: str) -> None:
    draft = draft_of(table_id)
    assert import_csv(export_csv(draft)) == draft
    assert import_xlsx(export_xlsx(draft)) == draft


def test_approval_does_not_travel() -> None:
    again = import_csv(export_csv(shipped("CN-letter-2026")))
    assert (again.status, again.approved_by) == ("draft", "")
    assert content_hash(again) == content_hash(shipped("CN-letter-2026"))


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    odd = table(source="=1+1", notes=["'quoted", "@sum"])
    assert import_csv(export_csv(odd)) == odd
    assert import_xlsx(export_xlsx(odd)) == odd


def test_a_spreadsheets_own_numbers_are_read_exactly() -> None:
    book = load_workbook(io.BytesIO(export_xlsx(table())))
    grid = book["grid"]
    grid["F2"], grid["G2"], grid["F3"], grid["G3"] = 0.1, 7, "７.５０", 1.005
    assert import_xlsx(_bytes(book)).bands[0].price == (10, 700)
    assert [str(price) for price in import_xlsx(_bytes(book)).bands[1].price] == ["750", "201/2"]


def _bytes(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _places(error: TariffError) -> list[str]:
    return [problem.place for problem in error.problems]


def test_fifty_mistakes_are_fifty_problems_with_their_addresses() -> None:
    book = load_workbook(io.BytesIO(export_xlsx(draft_of("CN-ordinary-parcel-2026"))))
    grid, fees, discounts, zones, keys = (book[name] for name in ("grid", "fees", "discounts", "zones", "table"))
    expected = []
    for row in range(2, 8):
        for column in "FGHIJK":
            grid[f"{column}{row}"] = "seven"
            expected.append(f"grid!{column}{row}")
    for cell in ("A2", "B4", "C6"):
        grid[cell] = "many"
        expected.append(f"grid!{cell}")
    for row in range(2, 8):
        discounts[f"D{row}"] = "half"
        expected.append(f"discounts!D{row}")
    fees["H2"], fees["Z2"] = "one", "maybe"
    zones["A2"], zones["B3"], zones["C4"] = "ways", None, "9"
    expected += ["fees!H2", "fees!Z2", "zones!A2", "zones!B3", "zones!C4"]
    assert len(expected) == 50
    keys.append(["colour", "green"])
    with pytest.raises(TariffError) as caught:
        import_xlsx(_bytes(book), "parcel.xlsx")
    places = [place.partition(" ")[0] for place in _places(caught.value)]
    assert set(expected) <= set(places)
    assert f"table!A{keys.max_row}" in places
    assert all(problem.advice["zh"] and problem.advice["en"] for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("cell", "value", "place"),
    [
        ("A3", 500, "grid!A3"),
        ("E2", "cost", "grid!E2"),
        ("D3", "perhaps", "grid!D3"),
        ("F2", True, "grid!F2"),
        ("F2", None, "grid!F2"),
        ("F2", "1e3", "grid!F2"),
        ("F2", "-1", "grid!F2"),
        ("H2", 5, "grid!H2"),
        ("F1", "close", "grid!F1"),
        ("A1", "up to", "grid!A1"),
    ],
)
def test_one_mistake_in_the_grid(cell: str, value: object, place: str) -> None:
    book = load_workbook(io.BytesIO(export_xlsx(table())))
    book["grid"][cell].value = value
    with pytest.raises(TariffError) as caught:
        import_xlsx(_bytes(book))
    assert place in [each.partition(" ")[0] for each in _places(caught.value)]


def test_a_csv_names_the_row_of_the_file() -> None:
    text = export_csv(table()).decode("utf-8-sig").replace("9.00", "nine")
    row = 1 + next(number for number, line in enumerate(text.splitlines()) if "nine" in line)
    with pytest.raises(TariffError) as caught:
        import_csv(text.encode("gb18030"))
    assert _places(caught.value) == [f"grid!F{row}"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x01\x02",
        b"key,value\n",
        b'[table]\n"id',
        b"[table]\nid,=1+1\n",
        b"[secrets]\na,b\n",
        b"x" * 2_000_001,
        b"[table]\n" + b"id,1\n" * 20_001,
        b"[grid]\n" + b"," * 500,
    ],
)
def test_a_csv_that_is_no_tariff(data: bytes) -> None:
    with pytest.raises(TariffError):
        import_csv(data)


def _zip(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in members.items():
            container.writestr(name, content)
    return file.getvalue()


def _with(name: str, content: bytes) -> bytes:
    """A good workbook with one member more."""
    with zipfile.ZipFile(io.BytesIO(export_xlsx(table()))) as container:
        members = {each: container.read(each) for each in container.namelist()}
    return _zip({**members, name: content})


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
BAD_WORKBOOKS = {
    "nothing": b"",
    "no zip": b"PK\x03\x04 not really",
    "an empty zip": _zip({}),
    "a zip of something else": _zip({"hello.txt": b"hello"}),
    "a bomb by ratio": _with("xl/media/zero.bin", b"\0" * 5_000_000),
    "a bomb by size": _with("xl/media/zero.bin", b"\0" * 25_000_000),
    "many members": _zip({f"xl/{number}.xml": b"<x/>" for number in range(200)}),
    "macros": _with("xl/vbaProject.bin", b"x"),
    "links": _with("xl/externalLinks/externalLink1.xml", b"<x/>"),
    "entities": _with("xl/odd.xml", ENTITIES),
    "too big": export_xlsx(table()) + b"\0" * 2_000_000,
    "broken xml": _with("xl/workbook.xml", b"<workbook"),
}


@pytest.mark.parametrize("name", BAD_WORKBOOKS)
def test_a_workbook_is_refused_before_it_is_read(name: str) -> None:
    with pytest.raises(TariffError) as caught:
        import_xlsx(BAD_WORKBOOKS[name], "bad.xlsx")
    assert caught.value.source == "bad.xlsx"
    assert caught.value.problems[0].code == "file"


def test_a_formula_is_refused_at_its_address() -> None:
    book = load_workbook(io.BytesIO(export_xlsx(table())))
    book["grid"]["F2"] = "=1+1"
    with pytest.raises(TariffError) as caught:
        import_xlsx(_bytes(book))
    assert _places(caught.value) == ["grid!F2"]


def test_a_row_far_down_or_a_column_far_out_is_refused() -> None:
    for cell in ("A1000000", "ZZ3"):
        book = load_workbook(io.BytesIO(export_xlsx(table())))
        book["grid"][cell] = 1
        with pytest.raises(TariffError):
            import_xlsx(_bytes(book))


def test_damage_anywhere_is_a_refusal_and_never_a_crash() -> None:
    good = export_xlsx(table())
    for at in range(0, len(good), 97):
        bad = good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :]
        try:
            import_xlsx(bad)
        except TariffError:
            continue


def test_a_file_by_its_name(tmp_path: Path) -> None:
    for name, data in (("a.csv", export_csv(table())), ("a.xlsx", export_xlsx(table()))):
        (tmp_path / name).write_bytes(data)
        assert import_file(tmp_path / name) == table()
