"""What the batch screen shows: each row of a list with its faults, and how far a batch is."""

from collections.abc import Iterator

from textual.content import Content

from counter.i18n import Translator
from counter.services.accepting import Accepting
from counter.services.bulk_check import Checked, CheckedList
from counter.services.bulk_sheet import COLUMNS, MOST_ITEMS
from counter.ui.screens.acceptance_view import amount
from counter.ui.widgets.pane import Line, fitted, sides
from tariffs.money import format_minor

NAME_WIDTH = 12
PLACE_WIDTH = 26


def column_word(tr: Translator, key: str) -> str:
    """A column as its header says it."""
    zh, en, *_ = COLUMNS[key]
    return zh if tr.language == "zh" else en


def summary_lines(tr: Translator, found: CheckedList, currency: str) -> Iterator[Line]:
    """How many rows are good, and what they come to as far as the list gives weights."""
    text = tr.text("{good} of {rows} rows can be accepted.", good=len(found.good), rows=len(found.rows))
    estimates = [r.estimate for r in found.good if r.estimate is not None]
    if estimates:
        about = amount(sum(estimates), currency)
        text += "  " + tr.text("{n} with a weight: about {amount}", n=len(estimates), amount=about)
    yield Content.styled(f"{found.sheet.name}: {text}", "bold")
    if found.sheet.unknown:
        yield tr.text("Columns that nobody reads: {columns}", columns=", ".join(found.sheet.unknown))
    if found.too_many:
        yield Content.styled(
            "! " + tr.text("A settlement takes {most} items at most: divide the list.", most=MOST_ITEMS), "bold"
        )


def row_lines(tr: Translator, checked: Checked, width: int) -> Iterator[Line]:
    """A row: who, where, what and about how much; beneath it each fault with its column and advice."""
    cells, form = checked.row.cells, checked.form
    mark = "!" if checked.faults else "✓"
    head = f"{mark} {checked.row.number:>3} {fitted(cells.get('name', ''), NAME_WIDTH)} "
    head += f"{fitted(cells.get('address', ''), PLACE_WIDTH)} {form.contents}"
    about = format_minor(checked.estimate, "CNY") if checked.estimate is not None else ""
    yield Content.styled(sides(head, f"{form.service:>4} {about:>8}", width), "bold" if checked.faults else "")
    for fault in checked.faults:
        text = tr.error(fault.error)
        yield f"      {column_word(tr, fault.column)}: {text.message} {text.advice} [{text.code}]"
    for note in checked.notes:
        yield Content.styled(f"      {tr.text('at the inspection')}: {tr.pick(note)}", "italic")


def progress_lines(tr: Translator, accepting: Accepting, width: int) -> Iterator[Line]:
    """How far a batch is: what is packed, what is at hand, what waits, what was left out."""
    batch = accepting.batch
    if batch is None:
        return
    done = tr.text("{n} packed, {waiting} to come", n=len(accepting.basket), waiting=len(batch.waiting))
    yield Content.styled(sides(f"{batch.name}: {done}", amount(accepting.total, accepting.currency), width), "bold")
    if batch.left_out:
        yield tr.text("left out: rows {rows}", rows=", ".join(map(str, batch.left_out)))
    for place, row in enumerate(batch.waiting):
        mark = ">" if place == 0 else " "
        who = fitted(row.form.recipient.answers.get("name", ""), NAME_WIDTH)
        yield fitted(f"{mark} {row.number:>3} {who} {row.form.contents}", width)
