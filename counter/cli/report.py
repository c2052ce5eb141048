"""counter report: day, week, month, from the journal."""

import argparse
from pathlib import Path

from counter.cli.common import add_action, core_of, date_of
from counter.cli.output import print_json
from counter.errors import UsageError

_SUMMARIES = {"day": "one business day", "week": "the week of a day, from Monday", "month": "the month of a day"}


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Arguments of `counter report`."""
    actions = parser.add_subparsers(metavar="PERIOD", required=True)
    for period, summary in _SUMMARIES.items():
        sub = add_action(actions, period, _report, summary, common)
        sub.add_argument("--date", type=date_of, metavar="D", help="a day of it (ISO 8601); today if not said")
        kind = sub.add_mutually_exclusive_group(required=True)
        kind.add_argument("--json", action="store_true", help="print one JSON object on stdout")
        kind.add_argument("--pdf", metavar="FILE", help="write a page")
        kind.add_argument("--xlsx", metavar="FILE", help="write a workbook")
        sub.set_defaults(period=period)


def _report(args: argparse.Namespace) -> int:
    from counter.services.report_files import as_json, as_pdf, as_xlsx
    from counter.services.reports import report

    core = core_of(args)
    language = args.language or core.config.language
    made = report(core.store, args.period, args.date or core.clock.now().date(), core.money.currency)
    if args.json:
        print_json(as_json(made))
        return 0
    name = args.pdf or args.xlsx
    data = as_pdf(made, core.config.office, language) if args.pdf else as_xlsx(made, language)
    try:
        Path(name).write_bytes(data)
    except OSError as error:
        raise UsageError("file-unwritable", "{file} cannot be written.", "Choose another place.", file=name) from error
    print(f"file={name} bytes={len(data)}")
    return 0
