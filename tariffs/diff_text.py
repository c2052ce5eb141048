"""A difference of two versions in lines for a person: prices first, then every other value, amounts as amounts."""

from tariffs.diff import CellChange, Difference, KeyChange, heat, percent_text
from tariffs.grid import cell_text
from tariffs.money import format_exact
from tariffs.pages.labels import label
from tariffs.schema import Amount, Table
from tariffs.sheets.cells import MONEY
from tariffs.sheets.layout import KEYS, RECORDS

_OF_LIFE = ("id", "status", "approved_by", "valid_from", "valid_to", "valid_from_assumed")
"""What differs between any two versions, whatever they cost."""

MARKS = {-3: "---", -2: "--", -1: "-", 0: "", 1: "+", 2: "++", 3: "+++"}
"""How much less or more a price is: up to 5 %, up to 20 %, more."""

_PARTS = {"zh": {"price": "", "step": "续重 "}, "en": {"price": "", "step": "each further "}}
_COUNTED = {"zh": "价格变动 {count} 处", "en": "prices changed: {count}"}
_AMOUNTS = {key for columns in (KEYS, *RECORDS.values()) for key, kind in columns.items() if kind is MONEY}


def summary(difference: Difference, currency: str, language: str = "en") -> tuple[str, ...]:
    """The differences as lines in a language; what only says which version it is stays out."""
    cells = [_cell(change, currency, language) for change in difference.cells]
    rises = [change.difference for change in difference.cells if change.difference is not None]
    if rises:
        least, most = (_signed(amount, currency) for amount in (min(rises), max(rises)))
        cells.append(f"{_COUNTED[language].format(count=len(rises))}, {least} ... {most}")
    return (*cells, *(_key(change, currency, language) for change in difference.keys if change.key not in _OF_LIFE))


def heat_lines(before: Table, after: Table) -> tuple[str, ...]:
    """The grid of the later version as text, each price with a mark for how much it changed (MARKS)."""
    rows = heat(before, after)
    shown = [[f"{text} {MARKS[level]}".rstrip() for text, level in zip(r.texts, r.levels, strict=True)] for r in rows]
    width = max([8, *(len(text) + 2 for row in shown for text in row), *(len(name) + 2 for name in after.zones.names)])
    head = " " * 22 + "".join(name.ljust(width) for name in after.zones.names)
    lines = [
        f"{row.row} {_PARTS['en'][row.part]}".ljust(22) + "".join(text.ljust(width) for text in texts)
        for row, texts in zip(rows, shown, strict=True)
    ]
    return tuple(line.rstrip() for line in (head, *lines))


def _cell(change: CellChange, currency: str, language: str) -> str:
    percent = "" if change.percent is None else f" ({percent_text(change.percent)})"
    before, after = cell_text(change.before, currency), cell_text(change.after, currency)
    return f"{change.row} {_PARTS[language][change.part]}[{change.zone}] {before} -> {after}{percent}"


def _signed(amount: Amount, currency: str) -> str:
    return ("+" if amount > 0 else "") + format_exact(amount, currency)


def _key(change: KeyChange, currency: str, language: str) -> str:
    last = change.key.rpartition("].")[2] if "]." in change.key else change.key
    named = label(last)[language]
    called = change.key if named == last else f"{change.key} {named}"
    before, after = (_value(last, text, currency) for text in (change.before, change.after))
    return f"{called}: {before or '-'} -> {after or '-'}"


def _value(key: str, text: str, currency: str) -> str:
    if key in _AMOUNTS and text:
        return str(MONEY.show(text, currency))
    return text
