"""counter audit verify."""

import argparse

from counter.cli.common import add_action, add_json, core_of
from counter.cli.output import print_json


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Arguments of `counter audit`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    sub = add_action(actions, "verify", _verify, "walk the journal: every entry, every link, every posting", common)
    add_json(sub)


def _verify(args: argparse.Namespace) -> int:
    from counter.services.audit import verify

    core = core_of(args)
    verdict = verify(core.store)
    answer = {
        "ok": verdict.ok,
        "entries": verdict.entries,
        "head": verdict.heads.get(core.config.counter, ""),
        "heads": verdict.heads,
        "broken": [{"counter": b.counter, "seq": b.seq, "what": b.what} for b in verdict.broken],
    }
    if args.json:
        print_json(answer)
    else:
        print(f"ok={verdict.ok} entries={verdict.entries} head={answer['head']}")
        for b in verdict.broken:
            print(f"broken: counter {b.counter} entry {b.seq}: {b.what}")
    return 0 if verdict.ok else 5
