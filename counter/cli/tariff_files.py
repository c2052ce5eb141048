"""counter tariff check, diff, export, simulate, explain: looking at tables before and after."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from counter.cli.common import add_action, add_json, core_of
from counter.cli.output import print_json
from counter.cli.quote import request_of
from counter.cli.tariff_common import is_file, read_table, table_named, tell_faults, tell_problems, words_of
from counter.errors import UsageError
from counter.i18n import Translator
from tariffs.problems import TariffError
from tariffs.quoting import Quote
from tariffs.schema import Table
from tariffs.simulate import PastItem, Repriced, Simulation, simulate

if TYPE_CHECKING:
    from tariffs.catalogue import Catalogue


def add_actions(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    """The subcommands that look."""
    sub = add_action(
        actions, "check", _check, "every problem of a file or a version, with its place and advice", common
    )
    sub.add_argument("file", help="a .toml, .xlsx or .csv file, or the id of a version")
    add_json(sub)
    sub = add_action(actions, "diff", _diff, "what differs between two files or versions", common)
    sub.add_argument("before")
    sub.add_argument("after")
    sub.add_argument("--heat", action="store_true", help="the grid of the later one, each price marked by its change")
    add_json(sub)
    sub = add_action(actions, "export", _export, "write a version to a file (.xlsx, .csv, .toml)", common)
    sub.add_argument("id")
    sub.add_argument("file")
    add_json(sub)
    sub = add_action(actions, "simulate", _simulate, "price what was sold again under a file or a version", common)
    sub.add_argument("file", help="a .toml, .xlsx or .csv file, or the id of a version")
    sub.add_argument("--sample", metavar="FILE", help="JSON lines of items instead of what was sold")
    add_json(sub)
    sub = add_action(actions, "explain", _explain, "why a past item cost what it cost", common)
    sub.add_argument("mail_number")
    add_json(sub)


def _check(args: argparse.Namespace) -> int:
    from tariffs.check import check

    words = words_of(args)
    try:
        return tell_problems(check(table_named(args, args.file)), words, as_json=args.json)
    except TariffError as error:
        return tell_problems(error.problems, words, as_json=args.json)


def _diff(args: argparse.Namespace) -> int:
    from counter.services.tariff_content import faulty
    from tariffs.diff import diff, percent_text
    from tariffs.diff_text import heat_lines, summary
    from tariffs.grid import cell_text

    try:
        before, after = table_named(args, args.before), table_named(args, args.after)
    except TariffError as error:
        return tell_faults(faulty(error), error.problems, words_of(args), as_json=args.json)
    difference = diff(before, after)
    if args.heat and not args.json:
        print("\n".join(heat_lines(before, after)))
    elif not args.json:
        print("\n".join(summary(difference, after.currency, words_of(args).language)))
    if not args.json:
        return 0
    cells = [
        {"row": c.row, "part": c.part, "zone": c.zone, "before": cell_text(c.before, before.currency),
         "after": cell_text(c.after, after.currency), "percent": None if c.percent is None else percent_text(c.percent)}
        for c in difference.cells
    ]  # fmt: skip
    keys = [{"key": k.key, "before": k.before, "after": k.after} for k in difference.keys]
    print_json({"before": before.id, "after": after.id, "cells": cells, "keys": keys})
    return 0


def _export(args: argparse.Namespace) -> int:
    from tariffs.sheet import export_csv, export_xlsx
    from tariffs.writing import toml_text

    table, path = table_named(args, args.id), Path(args.file)
    writers: dict[str, Callable[[Table], bytes]] = {
        ".xlsx": export_xlsx,
        ".csv": export_csv,
        ".toml": lambda t: toml_text(t).encode(),
    }
    writer = writers.get(path.suffix.casefold())
    if writer is None:
        raise UsageError(
            "file-kind", "{file} is none of .xlsx, .csv, .toml.", "Name a file of one of these kinds.", file=args.file
        )
    data = writer(table)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(
            "file-unwritable", "{file} cannot be written.", "Choose another place.", file=args.file
        ) from error
    if args.json:
        print_json({"tariff": table.id, "file": args.file, "bytes": len(data)})
    return 0


def _simulate(args: argparse.Namespace) -> int:
    from counter.services.tariff_content import faulty
    from counter.services.tariff_trial import TariffTrial

    words = words_of(args)
    try:
        table = read_table(args.file) if is_file(args.file) else core_of(args).tariffs.get(args.file).table
        if args.sample:
            result, left_out = _on_sample(table, Path(args.sample)), 0
        else:
            core = core_of(args)
            trial = TariffTrial(core.store, core.tariffs)
            with Progress(trial.count()) as progress:
                done = trial.run(table, progress)
            result, left_out = done.result, done.left_out
    except TariffError as error:
        return tell_faults(faulty(error), error.problems, words, as_json=args.json)
    _tell_simulation(result, left_out, words, as_json=args.json)
    return 0 if result.complete else 130


def _on_sample(table: Table, path: Path) -> Simulation:
    from tariffs.catalogue import Catalogue

    catalogue, lines = Catalogue.shipped(), _sample_lines(path)
    with Progress(len(lines)) as progress:
        return simulate(_sample_items(lines, catalogue), catalogue, (table,), progress=progress)


def _sample_lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            "file-unreadable", "{file} cannot be read.", "Give a UTF-8 text file that exists.", file=str(path)
        ) from error


def _sample_items(lines: list[str], catalogue: "Catalogue") -> Iterator[PastItem]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            data = _object(line, number)
            request = request_of({name: value for name, value in data.items() if name not in ("total", "key")})
            total = data.get("total")
            if not isinstance(total, int):  # not told: what it costs by the tables that are in force
                answer = catalogue.quote(request)
                total = answer.total if isinstance(answer, Quote) else 0
            yield PastItem(str(data.get("key", number)), request, total)


def _object(line: str, number: int) -> dict[str, object]:
    try:
        data = json.loads(line)
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise UsageError(
            "sample-wrong", "Line {line} of the sample is no JSON object.", "Write one item a line.", line=number
        )
    return data


_BAR = 30


class Progress:
    """A bar on stderr; Ctrl+C ends the count with what is known so far."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._stopped = False

    def __enter__(self) -> "Progress":
        import signal

        self._before = signal.signal(signal.SIGINT, self._stop)
        return self

    def __exit__(self, *_error: object) -> None:
        import signal

        signal.signal(signal.SIGINT, self._before)
        if sys.stderr.isatty():
            print(file=sys.stderr)

    def __call__(self, done: int) -> bool:
        """Tell how far it is, and whether to go on."""
        if sys.stderr.isatty():
            filled = done * _BAR // max(1, self._total)
            print(f"\r[{'#' * filled:<{_BAR}}] {done} / {self._total}", end="", file=sys.stderr, flush=True)
        return not self._stopped

    def _stop(self, *_signal: object) -> None:
        self._stopped = True


def _tell_simulation(result: Simulation, left_out: int, words: Translator, *, as_json: bool) -> None:
    answer: dict[str, object] = {
        "items": result.items,
        "changed": result.changed,
        "complete": result.complete,
        "left_out": left_out,
        "before": result.before,
        "after": result.after,
        "winners": [_repriced(each) for each in result.winners],
        "losers": [_repriced(each) for each in result.losers],
        "refused_total": result.refused_total,
        "refused": [
            {"key": r.key, "before": r.before, "code": r.refusal.code, "message": words.pick(r.refusal.message)}
            for r in result.refused
        ],
    }
    if as_json:
        print_json(answer)
        return
    for key, value in answer.items():
        if isinstance(value, list):
            print(f"{key}:")
            for each in value:
                print("  " + " ".join(f"{k}={v}" for k, v in each.items()))
        else:
            print(f"{key}: {value}")


def _repriced(item: Repriced) -> dict[str, object]:
    return {"key": item.key, "before": item.before, "after": item.after, "difference": item.difference}


def _explain(args: argparse.Namespace) -> int:
    from counter.services.tariff_why import TariffWhy, as_text

    core, words = core_of(args), words_of(args)
    facts = TariffWhy(core.store, core.config, core.tariffs).explain(args.mail_number)
    if not args.json:
        print(as_text(facts, words.language), end="")
        return 0
    print_json(
        {
            "mail_number": facts.mail_number,
            "tariff": facts.tariff,
            "hash": facts.tariff_hash,
            "name": words.pick(facts.tariff_name),
            "valid_from": facts.valid_from,
            "source": words.pick(facts.source),
            "zone": facts.zone,
            "chargeable_weight_g": facts.chargeable_weight_g,
            "currency": facts.currency,
            "total": facts.total,
            "lines": [{"code": f.code, "amount": f.amount, "text": words.pick(f.text)} for f in facts.fees],
        }
    )
    return 0
