"""counter audit: verify, export, import-check, beancount."""

import argparse
import contextlib
import sys
from collections.abc import Iterable
from pathlib import Path

from counter.cli.common import add_action, add_json, core_of
from counter.cli.output import print_json
from counter.errors import UsageError

RECORDS_UP_TO = 200_000
"""Entries up to which `verify` compares the records too without being asked."""


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Arguments of `counter audit`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    sub = add_action(actions, "verify", _verify, "walk the journal: every entry, every link, every posting", common)
    sub.add_argument("--records", action="store_true", help="compare sales and items too, however many there are")
    add_json(sub)
    sub = add_action(actions, "export", _export, "write a counter's chain to a file that proves itself", common)
    sub.add_argument("--counter", help="whose chain; this counter's if not said")
    sub.add_argument("--first", type=int, default=1, help="the first entry")
    sub.add_argument("--last", type=int, help="the last entry; the newest if not said")
    _add_out(sub)
    sub = add_action(actions, "import-check", _import_check, "check an exported chain without any database", common)
    sub.add_argument("file")
    add_json(sub)
    sub = add_action(
        actions, "beancount", _beancount, "the ledger as text for Beancount, as an independent proof", common
    )
    _add_out(sub)


def _add_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", required=True, metavar="FILE", help="where to write it, - for standard output")
    add_json(parser)


def _verify(args: argparse.Namespace) -> int:
    from counter.services.audit import verify

    core = core_of(args)
    with core.store.read() as uow:
        few = uow.journal.head().seq <= RECORDS_UP_TO
    verdict = verify(core.store, core.money.heads, records=args.records or few)
    answer = {
        "ok": verdict.ok,
        "entries": verdict.entries,
        "head": verdict.heads.get(core.config.counter, ""),
        "heads": verdict.heads,
        "records": args.records or few,
        "broken": [{"counter": b.counter, "seq": b.seq, "what": b.what} for b in verdict.broken],
    }
    if args.json:
        print_json(answer)
    else:
        print(f"ok={verdict.ok} entries={verdict.entries} head={answer['head']}")
        for b in verdict.broken:
            print(f"broken: counter {b.counter} entry {b.seq}: {b.what}")
    return 0 if verdict.ok else 5


def _export(args: argparse.Namespace) -> int:
    from counter.services.audit_export import export

    core = core_of(args)
    lines = list(export(core.store, args.counter or core.config.counter, args.first, args.last))
    _write(args.out, lines)
    return _tell(args, {"file": args.out, "entries": len(lines) - 1})


def _import_check(args: argparse.Namespace) -> int:
    from counter.services.audit_export import check

    try:
        with Path(args.file).open(encoding="utf-8", newline="\n") as file:
            verdict = check(line.rstrip("\n") for line in file)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            "file-unreadable", "{file} cannot be read.", "Give a UTF-8 text file that exists.", file=args.file
        ) from error
    claimed = verdict.claimed
    answer = {
        "ok": verdict.ok, "counter": claimed.counter, "first": claimed.first, "last": claimed.last,
        "count": verdict.checked, "head": claimed.head, "line": verdict.broken_line, "what": verdict.what,
    }  # fmt: skip
    _tell(args, answer)
    return 0 if verdict.ok else 5


def _beancount(args: argparse.Namespace) -> int:
    from counter.services.beancount import lines

    core = core_of(args)
    entries = (e for counter in core.store.counters() for e in core.store.entries(counter))
    _write(args.out, lines(entries, core.store.balances(), core.money.currency))
    return _tell(args, {"file": args.out})


def _write(name: str, lines: Iterable[str]) -> None:
    try:
        with contextlib.nullcontext(sys.stdout) if name == "-" else Path(name).open("w", encoding="utf-8") as file:
            for line in lines:
                file.write(line + "\n")
    except OSError as error:
        raise UsageError("file-unwritable", "{file} cannot be written.", "Choose another place.", file=name) from error


def _tell(args: argparse.Namespace, answer: dict[str, object]) -> int:
    if args.json:
        print_json(answer)
    elif getattr(args, "out", "") != "-":
        print(" ".join(f"{k}={v}" for k, v in answer.items()))
    return 0
