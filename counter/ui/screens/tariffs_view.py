"""What the tariff screen shows: lines of the list and of the grid, as text; marks as well as colours tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from counter.i18n import Translator
from counter.services.tariff_shelf import Listed
from counter.ui.widgets.pane import fitted
from tariffs.diff import heat
from tariffs.grid import cell_text
from tariffs.schema import Table

MARKS = {-3: "---", -2: "--", -1: "-", 0: "", 1: "+", 2: "++", 3: "+++"}
COLOURS = {-3: "$success bold", -2: "$success", -1: "$success", 1: "$warning", 2: "$warning", 3: "$error bold"}
ROW_WIDTH = 26
FEE = "fee"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the grid: a band's prices or steps by its number, or one fee's amount."""

    number: int
    part: str
    label: str
    texts: tuple[str, ...]
    levels: tuple[int, ...]


def rows_of(tr: Translator, table: Table, base: Table) -> list[Row]:
    """The rows of a table, with how much each price differs from the version it follows."""
    places = [
        (number, part)
        for number, band in enumerate(table.bands)
        for part, cells in (("price", band.price), ("step", band.step))
        if cells
    ]
    words = {"price": "", "step": tr.text("each further")}
    rows = [
        Row(number, part, f"{line.row} {words[part]}".strip(), line.texts, line.levels)
        for (number, part), line in zip(places, heat(base, table), strict=True)
    ]
    before = {fee.code: fee.amount for fee in base.fees}
    for number, fee in enumerate(table.fees):
        if fee.kind == "flat":
            level = 0 if before.get(fee.code) == fee.amount else 3 if fee.amount > before.get(fee.code, 0) else -3
            rows.append(Row(number, FEE, tr.pick(fee.name), (cell_text(fee.amount, table.currency),), (level,)))
    return rows


def status_word(tr: Translator, status: str) -> str:
    """What a version's status is called."""
    return {
        "draft": tr.text("draft"),
        "checked": tr.text("checked"),
        "approved": tr.text("approved"),
        "in-force": tr.text("in force"),
        "retired": tr.text("retired"),
    }.get(status, status)


def shown_status(tr: Translator, each: Listed) -> str:
    """What a version is on the business date; one that was published and has not begun waits for its day."""
    if each.own is not None and each.own.status == "in-force" and each.status == "approved":
        return tr.text("published")
    return status_word(tr, each.status)


def list_lines(tr: Translator, listed: Sequence[Listed], at: int, width: int, height: int) -> list[Content]:
    """The versions around the chosen one, as many as there is room for."""
    room = max(1, height - 1)
    first = max(0, min(at - room // 2, len(listed) - room))
    name_room = max(10, width - 60)
    head = f"  {fitted(tr.text('Version'), 32)} {fitted(tr.text('Status'), 9)} {tr.text('From'):<10} "
    lines = [Content.styled(head + fitted(tr.text("Name of the tariff"), name_room), "bold")]
    for number, each in enumerate(listed[first : first + room], start=first):
        mark = ">" if number == at else "*" if each.own else " "
        text = (
            f"{mark} {fitted(each.table.id, 32)} {fitted(shown_status(tr, each), 9)} "
            f"{each.table.valid_from} {fitted(tr.pick(each.table.name), name_room)}"
        )
        lines.append(Content.styled(text, "reverse" if number == at else ""))
    return lines


def about_lines(tr: Translator, each: Listed) -> list[str]:
    """Where the chosen version comes from, what it is for, and who made it."""
    table, own = each.table, each.own
    until = str(table.valid_to) if table.valid_to else tr.text("open")
    lines = [f"{', '.join(table.services)}  {table.valid_from} - {until}  {table.confidence}".rstrip()]
    if own:
        by = tr.text("Author {name}, approved by {second}, revision {revision}", name=own.author,
                     second=own.approved_by or "-", revision=own.revision)  # fmt: skip
        lines.append(by)
    lines.append(f"{tr.text('Source')}: {table.source or '-'}")
    if table.notice:
        lines.append(tr.pick(table.notice))
    return lines


def grid_lines(table: Table, rows: Sequence[Row], at: tuple[int, int], width: int, height: int) -> list[Content]:
    """The grid around the cell under the cursor."""
    row, column = at
    cell_room = max(
        [6, *(cell_len(t) + 5 for r in rows for t in r.texts), *(cell_len(z) + 1 for z in table.zones.names)]
    )
    shown = max(1, (width - ROW_WIDTH) // cell_room)
    left = max(0, min(column - shown // 2, len(table.zones.names) - shown))
    room = max(1, height - 1)
    top = max(0, min(row - room // 2, len(rows) - room))
    heads = "".join(fitted(name, cell_room) for name in table.zones.names[left : left + shown])
    lines = [Content.styled(" " * ROW_WIDTH + heads, "bold")]
    for number, each in enumerate(rows[top : top + room], start=top):
        parts: list[Content | tuple[str, str]] = [(fitted(each.label, ROW_WIDTH), "bold" if number == row else "")]
        for place, text in list(enumerate(each.texts))[left : left + shown]:
            level = each.levels[place]
            here = number == row and place == min(column, len(each.texts) - 1)
            parts.append((fitted(f"{text} {MARKS[level]}", cell_room), "reverse" if here else COLOURS.get(level, "")))
        lines.append(Content.assemble(*parts))
    return lines
