"""Sheets of cells read back as the plain data of a table, with the address of every value for its errors."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tariffs.problems import Problem, Text, both
from tariffs.sheets.cells import MONEY, WHOLE, Cell, Kind, WrongCell
from tariffs.sheets.layout import FREE_KEYS, GRID, KEYS, NOTES, RECORDS, SHEETS, ZONES


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet. `first_row` is the number that its first row has in the file."""

    rows: Sequence[Sequence[Cell]]
    first_row: int = 1


@dataclass(slots=True)
class Draft:
    """What was read so far: plain data, the address of each dotted key, and the problems."""

    document: dict[str, object] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, place: str, code: str, message: Text, advice: Text) -> None:
        """Note a problem at an address."""
        self.problems.append(Problem(place, code, message, advice))

    def value(self, kind: Kind, cell: Cell, currency: str, place: str) -> object | None:
        """The value of a cell; None, and a problem, where it cannot be meant."""
        try:
            return kind.read(cell, currency)
        except WrongCell as error:
            shown = repr(cell)[:40]
            message = both(f"这里不能是 {shown}", f"{shown} does not belong here")
            self.wrong(place, "wrong-cell", message, both(f"请写{error.zh}", f"write {error.en}"))
            return None


def read(book: Mapping[str, Sheet]) -> Draft:
    """Plain data of all sheets, and every problem of their cells."""
    draft = Draft()
    for name in book:
        if name not in SHEETS:
            draft.wrong(
                name,
                "unknown-sheet",
                both(f"不认识工作表 {name}", f"The sheet {name} is not known"),
                both(f"请删去；可用：{' '.join(SHEETS)}", f"Remove it; known here: {' '.join(SHEETS)}"),
            )
    empty = Sheet([])
    _read_keys(draft, book.get("table", empty))
    currency = str(draft.document.get("currency", ""))
    _read_grid(draft, book.get("grid", empty), currency)
    _read_zones(draft, book.get("zones", empty))
    for name, columns in RECORDS.items():
        _read_records(draft, name, columns, book.get(name, empty), currency)
    return draft


def address(sheet: str, row: int, column: int) -> str:
    """An address as people know it from spreadsheets: grid!C5. Row as in the file, column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{sheet}!{letters}{row}"


def _body(sheet: Sheet) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Rows below the header that hold anything, with their number in the file."""
    for number, row in enumerate(sheet.rows[1:], sheet.first_row + 1):
        if any(cell not in (None, "") for cell in row):
            yield number, row


def _at(row: Sequence[Cell], column: int) -> Cell:
    cell = row[column] if column < len(row) else None
    return None if isinstance(cell, str) and not cell.strip() else cell


def _put(document: dict[str, object], key: str, value: object) -> None:
    *path, last = _path(key)
    for name in path:
        inner = document.setdefault(name, {})
        assert isinstance(inner, dict)
        document = inner
    document[last] = value


def _path(key: str) -> list[str]:
    """The parts of a dotted key; a zone's name may itself hold dots."""
    for prefix in FREE_KEYS:
        if key.startswith(f"{prefix}."):
            zone = key[len(prefix) + 1 :]
            ends = [zone] if prefix != "zones.labels" else list(zone.rpartition(".")[::2])
            return [*prefix.split("."), *ends]
    return key.split(".")


def _read_keys(draft: Draft, sheet: Sheet) -> None:
    rows = list(_body(sheet))
    named = [(number, str(_at(row, 0)).strip(), _at(row, 1)) for number, row in rows]
    currency = next((str(value).strip() for _, key, value in named if key == "currency"), "")
    notes: list[object] = []
    for number, key, cell in named:
        place = address("table", number, 1)
        kind = KEYS.get(key) or next((k for prefix, k in FREE_KEYS.items() if key.startswith(f"{prefix}.")), None)
        if key == NOTES:
            notes.append(str(cell or ""))
        elif kind is None:
            draft.wrong(
                address("table", number, 0),
                "unknown-key",
                both(f"不认识 {key}", f"The key {key} is not known"),
                both("请改正或删去这一行", "Correct or remove this row"),
            )
        elif key in draft.places:
            draft.wrong(place, "repeated-key", both(f"{key} 写了两次", f"{key} stands here twice"),
                        both("请删去一行", "Remove one of the rows"))  # fmt: skip
        elif cell is not None:
            draft.places[key] = place
            value = draft.value(kind, cell, currency, place)
            if value is not None:
                _put(draft.document, key, value)
    if notes:
        draft.document[NOTES] = notes


def _read_grid(draft: Draft, sheet: Sheet, currency: str) -> None:
    if not sheet.rows:
        return
    header = [str(cell).strip() for cell in sheet.rows[0] if cell not in (None, "")]
    zones = header[len(GRID) :]
    _check_header(draft, sheet, header, zones)
    bands: list[dict[str, object]] = []
    for number, row in _body(sheet):
        start = _read_start(draft, row, number)
        part = str(_at(row, 4) or "").strip()
        if part not in ("price", "step"):
            draft.wrong(
                address("grid", number, 4),
                "wrong-cell",
                both(f"这里不能是 {part!r}", f"{part!r} does not belong here"),
                both("请写 price 或 step", "write price or step"),
            )
            part = "price"
        if part == "price" or not bands or not _continues(bands[-1], start):
            bands.append(start)
        place = f"bands[{len(bands)}]"
        for column, key in enumerate(("upto_g", "first_g", "step_g", "carry", part)):
            draft.places[f"{place}.{key}"] = address("grid", number, column)
        draft.places.setdefault(place, address("grid", number, 0))
        bands[-1][part] = _read_prices(draft, row, number, f"{place}.{part}", len(zones), currency)
    draft.document["bands"] = bands


def _check_header(draft: Draft, sheet: Sheet, header: Sequence[str], zones: Sequence[str]) -> None:
    place = address("grid", sheet.first_row, len(GRID))
    if tuple(header[: len(GRID)]) != GRID:
        draft.wrong(
            address("grid", sheet.first_row, 0),
            "header",
            both("表头不对", "The header is not as expected"),
            both(f"前几列应为 {' '.join(GRID)}", f"It starts with {' '.join(GRID)}"),
        )
    named = draft.document.get("zones")
    names = str(named.get("names", "any")).split() if isinstance(named, dict) else ["any"]
    if list(zones) != names:
        draft.wrong(
            place,
            "zone-names",
            both(f"表头的计费区 {' '.join(zones)} 与 zones.names {' '.join(names)} 不同",
                 f"The header names zones {' '.join(zones)}, zones.names says {' '.join(names)}"),
            both("请使两处一致", "Make both the same"),
        )  # fmt: skip


def _read_start(draft: Draft, row: Sequence[Cell], number: int) -> dict[str, object]:
    start: dict[str, object] = {}
    for column, key in enumerate(("upto_g", "first_g", "step_g")):
        cell = _at(row, column)
        if cell is None or (key == "upto_g" and str(cell).strip() == "open"):
            continue
        value = draft.value(WHOLE, cell, "", address("grid", number, column))
        if value is not None:
            start[key] = value
    carry = str(_at(row, 3) or "no").strip().casefold()
    if carry in ("yes", "true", "是"):
        start["carry"] = True
    elif carry not in ("no", "false", "否"):
        draft.wrong(
            address("grid", number, 3),
            "wrong-cell",
            both(f"这里不能是 {carry!r}", f"{carry!r} does not belong here"),
            both("请写 yes 或留空", "write yes, or leave it empty"),
        )
    return start


def _continues(band: Mapping[str, object], start: Mapping[str, object]) -> bool:
    """Whether a row of steps belongs to the row of prices above it: the same ceiling, and no steps there yet."""
    return "step" not in band and band.get("upto_g") == start.get("upto_g")


def _read_prices(draft: Draft, row: Sequence[Cell], number: int, place: str, zones: int, currency: str) -> list[object]:
    prices: list[object] = []
    for zone in range(zones):
        column = len(GRID) + zone
        where = address("grid", number, column)
        draft.places[f"{place}[{zone + 1}]"] = where
        cell = _at(row, column)
        if cell is None:
            draft.wrong(where, "empty-cell", both("缺少价格", "The price is missing"),
                        both("请写价格，不办理写 n/a", "write a price, or n/a where not available"))  # fmt: skip
        value = None if cell is None else draft.value(MONEY, cell, currency, where)
        prices.append(0 if value is None else value)
    for column in range(len(GRID) + zones, len(row)):
        if _at(row, column) is not None:
            draft.wrong(address("grid", number, column), "no-zone", both("这一列没有计费区", "This column has no zone"),
                        both("在表头写计费区，或清空", "Name the zone in the header, or clear the cell"))  # fmt: skip
    return prices


def _read_zones(draft: Draft, sheet: Sheet) -> None:
    for number, row in _body(sheet):
        listed, origin, zone, places = (str(_at(row, column) or "").strip() for column in range(len(ZONES)))
        if listed not in ("destinations", "routes", "inferred"):
            draft.wrong(
                address("zones", number, 0),
                "wrong-cell",
                both(f"这里不能是 {listed!r}", f"{listed!r} does not belong here"),
                both("请写 destinations、routes 或 inferred", "write destinations, routes or inferred"),
            )
            continue
        if (not origin) != (listed == "destinations"):
            draft.wrong(
                address("zones", number, 1),
                "wrong-cell",
                both(
                    "routes 和 inferred 要有收寄地，destinations 没有", "Routes have an origin, destinations have none"
                ),
                both("请补上或清空", "Add it, or clear it"),
            )
            continue
        zone = zone[:-2] if zone.endswith(".0") else zone
        keys = ["zones", listed, *([origin] if origin else []), zone]
        draft.places[".".join(keys)] = address("zones", number, 2)
        inner: dict[str, object] = draft.document
        for key in keys[:-1]:
            step = inner.setdefault(key, {})
            assert isinstance(step, dict)
            inner = step
        inner[zone] = f"{inner[zone]} {places}" if zone in inner else places


def _read_records(draft: Draft, name: str, columns: Mapping[str, Kind], sheet: Sheet, currency: str) -> None:
    if not sheet.rows:
        return
    header = [str(cell or "").strip() for cell in sheet.rows[0]]
    for column, key in enumerate(header):
        if key and key not in columns:
            draft.wrong(
                address(name, sheet.first_row, column),
                "unknown-key",
                both(f"不认识这一列 {key}", f"The column {key} is not known"),
                both("请改正或删去这一列", "Correct or remove this column"),
            )
    records: list[object] = []
    for number, row in _body(sheet):
        record: dict[str, object] = {}
        place = f"{name}[{len(records) + 1}]"
        draft.places[place] = address(name, number, 0)
        for column, key in enumerate(header):
            cell = _at(row, column)
            if cell is None or key not in columns:
                continue
            where = draft.places[f"{place}.{key}"] = address(name, number, column)
            value = draft.value(columns[key], cell, currency, where)
            if value is not None:
                _put(record, key, value)
        records.append(record)
    draft.document[name] = records
