"""counter print: a document of an accepted item, to a file."""

import argparse
import sys
from pathlib import Path

from counter.cli.common import add_json, core_of
from counter.cli.output import print_json
from counter.errors import UsageError

FORMATS = ("escpos", "pdf", "png", "text")
DOCUMENTS = ("waybill", "receipt", "advice-of-receipt", "cn22", "cn23", "tariff-explanation", "refusal",
             "ordinary-receipt", "refund", "void")  # fmt: skip
"""The papers that an item, or its refusal, may have."""


def add_arguments(parser: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    """Arguments of `counter print`."""
    parser.add_argument("mail_number", help="the item's mail number")
    parser.add_argument("--document", default="waybill", choices=DOCUMENTS)
    parser.add_argument("--format", default="text", choices=FORMATS)
    parser.add_argument("--model", default="generic-80", help="the printer model, for escpos and png")
    parser.add_argument("--out", required=True, metavar="FILE", help="where to write it, - for standard output")
    add_json(parser)
    parser.set_defaults(run=_print)


def _print(args: argparse.Namespace) -> int:
    from counter.services.reprint import Reprint
    from devices.printers.capabilities import UnknownModel, model

    core = core_of(args)
    try:
        capabilities = model(args.model)
    except UnknownModel as error:
        raise UsageError("model-unknown", "There is no printer model {model}.", "Use one of the models in docs.",
                         model=args.model) from error  # fmt: skip
    printed = Reprint(core.store, core.clock, core.day).rendered(
        args.mail_number, args.document, args.format, capabilities
    )
    if args.out == "-":
        sys.stdout.buffer.write(printed.data)
        return 0
    try:
        Path(args.out).write_bytes(printed.data)
    except OSError as error:
        raise UsageError(
            "file-unwritable", "{file} cannot be written.", "Choose another place.", file=args.out
        ) from error
    answer = {"file": args.out, "bytes": len(printed.data), "copy": printed.copy_number}
    if args.json:
        print_json(answer)
    else:
        print(" ".join(f"{k}={v}" for k, v in answer.items()))
    return 0
