"""counter stock: list, intake, count, moves."""

import argparse

from counter.cli.common import add_action, add_json, core_of
from counter.cli.output import print_json
from counter.cli.people import add_clerk, clerk_of
from counter.domain.journal import Entry
from counter.services.identifiers import new_action_id
from counter.services.stock import Level
from tariffs.money import format_minor


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Arguments of `counter stock`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    add_json(add_action(actions, "list", _list, "what the office sells, at which price, and how much is there", common))
    sub = add_action(actions, "intake", _intake, "book what was delivered", common)
    sub.add_argument("code", help="the supply, as the price list calls it")
    sub.add_argument("quantity", type=int, help="how many pieces came in")
    sub.add_argument("--note", default="", help="such as the number of the delivery note")
    _finish(sub)
    sub = add_action(actions, "count", _count, "book what was counted", common)
    sub.add_argument("code", help="the supply, as the price list calls it")
    sub.add_argument("counted", type=int, help="how many pieces are there")
    sub.add_argument("--reason", default="", help="why, where it is not what the books say")
    _finish(sub)
    sub = add_action(actions, "moves", _moves, "the newest changes of a supply, newest first", common)
    sub.add_argument("code", help="the supply, as the price list calls it")
    add_json(sub)


def _finish(parser: argparse.ArgumentParser) -> None:
    add_clerk(parser)
    parser.add_argument("--action-id", default="", help="the same id again is the same action; a new one if not said")
    add_json(parser)


def _list(args: argparse.Namespace) -> int:
    levels = core_of(args).stock.levels()
    if args.json:
        print_json({"supplies": [_object(level) for level in levels]})
    else:
        for level in levels:
            supply = level.supply
            warning = " - order soon" if level.is_low else ""
            price = format_minor(supply.price, supply.currency)
            print(f"{supply.code}  {supply.name['en']}  {price} {supply.currency}  {level.there} left{warning}")
    return 0


def _object(level: Level) -> dict[str, object]:
    supply = level.supply
    return {
        "code": supply.code, "name": supply.name, "price": supply.price, "currency": supply.currency,
        "note": supply.note, "left": level.there, "low": level.is_low,
    }  # fmt: skip


def _intake(args: argparse.Namespace) -> int:
    core = core_of(args)
    who = clerk_of(args, core)
    entry = core.stock.take_in(args.action_id or new_action_id(), args.code, args.quantity, who, args.note)
    return _tell(args, entry, core.supplies.in_stock()[args.code])


def _count(args: argparse.Namespace) -> int:
    core = core_of(args)
    who = clerk_of(args, core)
    entry = core.stock.count(args.action_id or new_action_id(), args.code, args.counted, who, args.reason)
    return _tell(args, entry, core.supplies.in_stock()[args.code])


def _moves(args: argparse.Namespace) -> int:
    moves = core_of(args).stock.moves(args.code)
    if args.json:
        print_json(
            {"moves": [{"at": m.at, "kind": m.kind, "change": m.change, "after": m.after, "action_id": m.action_id}
                       for m in moves]}
        )  # fmt: skip
    else:
        for m in moves:
            print(f"{m.at}  {m.kind:7}  {m.change:+d} = {m.after}")
    return 0


def _tell(args: argparse.Namespace, entry: Entry, left: int) -> int:
    answer: dict[str, object] = {"journal_seq": entry.seq, "code": args.code, "left": left}
    if args.json:
        print_json(answer)
    else:
        print(" ".join(f"{k}={v}" for k, v in answer.items()))
    return 0
