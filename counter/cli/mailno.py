"""counter mailno check NUMBER."""

import argparse

from counter.cli.common import add_action, add_json
from counter.cli.output import print_json
from counter.domain.mailno import check


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Arguments of `counter mailno`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    sub = add_action(actions, "check", _check, "tell what mail number this is, or why it is none", common)
    sub.add_argument("number")
    add_json(sub)


def _check(args: argparse.Namespace) -> int:
    found = check(args.number)
    answer = {
        "valid": found.valid,
        "format": found.format,
        "service": found.service,
        "country": found.country,
        "reason": found.reason,
        "number": found.number,
    }
    if args.json:
        print_json(answer)
    else:
        print(" ".join(f"{k}={v}" for k, v in answer.items()))
    return 0 if found.valid else 3
