"""counter bulk: check."""

import argparse
from pathlib import Path

from counter.cli.common import add_action, add_json, core_of
from counter.cli.output import error_object, print_json
from counter.i18n import Translator
from counter.services.bulk_check import Checked, CheckedList, check
from counter.services.bulk_sheet import COLUMNS, MOST_ITEMS, read_list
from counter.services.item_at_hand import Desktop


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Arguments of `counter bulk`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    sub = add_action(
        actions, "check", _check, "check each row of a customer's list (XLSX or CSV); nothing is written down", common
    )
    sub.add_argument("file", type=Path, help="the list, in the layout of docs/bulk.md")
    add_json(sub)


def _check(args: argparse.Namespace) -> int:
    core = core_of(args)
    found = check(read_list(args.file), Desktop(core.pricing, core.rules, core.day, core.clock))
    words = Translator(args.language or "en")
    if args.json:
        print_json(_object(found, words))
    else:
        _print(found, words)
    return 0 if len(found.good) == len(found.rows) and not found.too_many else 3


def _object(found: CheckedList, words: Translator) -> dict[str, object]:
    return {
        "rows": len(found.rows), "good": len(found.good), "too_many": found.too_many, "most": MOST_ITEMS,
        "unknown_columns": list(found.sheet.unknown), "checked": [_row(r, words) for r in found.rows],
    }  # fmt: skip


def _row(checked: Checked, words: Translator) -> dict[str, object]:
    return {
        "row": checked.row.number,
        "estimate": checked.estimate,
        "faults": [{"column": f.column, **error_object(f.error, words)} for f in checked.faults],
        "at_inspection": [words.pick(note) for note in checked.notes],
    }


def _print(found: CheckedList, words: Translator) -> None:
    column = {key: names[0 if words.language == "zh" else 1] for key, names in COLUMNS.items()}
    for checked in found.rows:
        for fault in checked.faults:
            text = words.error(fault.error)
            place = words.text("row {row}, {column}", row=checked.row.number, column=column[fault.column])
            print(f"{place}: {text.message} {text.advice} [{text.code}]")
        for note in checked.notes:
            print(words.text("row {row}: at the inspection: {note}", row=checked.row.number, note=note))
    if found.sheet.unknown:
        print(words.text("Columns that nobody reads: {columns}", columns=", ".join(found.sheet.unknown)))
    if found.too_many:
        print(words.text("A settlement takes {most} items at most: divide the list.", most=MOST_ITEMS))
    print(words.text("{good} of {rows} rows can be accepted.", good=len(found.good), rows=len(found.rows)))
