"""A difference of two versions in lines for a person: prices first, then every other value, amounts as amounts."""

from tariffs.diff import CellChange, Difference, KeyChange, percent_text
from tariffs.grid import cell_text
from tariffs.money import format_exact
from tariffs.pages.labels import label
from tariffs.schema import Amount
from tariffs.sheets.cells import MONEY
from tariffs.sheets.layout import KEYS, RECORDS

_OF_LIFE = ("id", "status", "approved_by", "valid_from", "valid_to", "valid_from_assumed")
"""What differs between any two versions, whatever they cost."""

_PARTS = {"zh": {"price": "", "step": "续重 "}, "en": {"price": "", "step": "each further "}}
_COUNTED = {"zh": "{count} 处价格", "en": "{count} prices"}
_AMOUNTS = {key for columns in (KEYS, *RECORDS.values()) for key, kind in columns.items() if kind is MONEY}


def summary(difference: Difference, currency: str, language: str = "en") -> tuple[str, ...]:
    """The differences as lines in a language; what only says which version it is stays out."""
    cells = [_cell(change, currency, language) for change in difference.cells]
    rises = [change.difference for change in difference.cells if change.difference is not None]
    if rises:
        least, most = (_signed(amount, currency) for amount in (min(rises), max(rises)))
        cells.append(f"{_COUNTED[language].format(count=len(rises))}: {least} ... {most}")
    return (*cells, *(_key(change, currency, language) for change in difference.keys if change.key not in _OF_LIFE))


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
