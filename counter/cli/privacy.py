"""counter privacy: preview and delete personal data whose time is over."""

import argparse
from typing import TYPE_CHECKING

from counter.cli.common import add_action, add_json, core_of
from counter.cli.output import print_json
from counter.cli.staff import signed_by

if TYPE_CHECKING:
    from counter.services.privacy import Preview


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Arguments of `counter privacy`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    shown = add_action(actions, "preview", _preview, "what is due for deletion today; changes nothing", common)
    run = add_action(actions, "delete", _delete, "delete what is due today, and write it down", common)
    for sub in (shown, run):
        sub.add_argument("--by", required=True, metavar="ID", help="who does this; their PIN is asked for")
        add_json(sub)


def _preview(args: argparse.Namespace) -> int:
    core = core_of(args)
    return _tell(args, core.privacy.preview(signed_by(args.by, core)), done=False)


def _delete(args: argparse.Namespace) -> int:
    core = core_of(args)
    return _tell(args, core.privacy.delete(signed_by(args.by, core)), done=True)


def _tell(args: argparse.Namespace, found: "Preview", *, done: bool) -> int:
    answer = {
        "deleted": done,
        "policy": found.policy.version,
        "on": found.on.isoformat(),
        "counts": found.counts,
        "total": len(found.due),
    }
    if args.json:
        print_json(answer)
    else:
        print(" ".join(f"{k}={v}" for k, v in answer.items()))
    return 0
