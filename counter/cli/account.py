"""counter account: list, save, statement."""

import argparse
from datetime import date

from counter.cli.common import add_action, add_json, core_of
from counter.cli.output import print_json
from counter.cli.people import add_clerk, clerk_of
from counter.domain.payment import MonthlyAccount
from tariffs.money import format_minor, parse_money


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Arguments of `counter account`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    add_json(add_action(actions, "list", _list, "every monthly account, its limit, and what it owes", common))
    sub = add_action(actions, "save", _save, "open an account, or change its name, limit, or close it", common)
    sub.add_argument("account", help="its number: letters and digits")
    sub.add_argument("name", help="the customer")
    sub.add_argument("limit", type=_amount, help="what it may owe at most, such as 500 or 1200.50")
    sub.add_argument("--closed", action="store_true", help="it may be charged no more")
    add_clerk(sub)
    add_json(sub)
    sub = add_action(actions, "statement", _statement, "an account over some days, from the ledger", common)
    sub.add_argument("account", help="its number")
    sub.add_argument("--first", required=True, type=date.fromisoformat, metavar="DATE")
    sub.add_argument("--last", required=True, type=date.fromisoformat, metavar="DATE")
    add_json(sub)


def _amount(text: str) -> int:
    try:
        return parse_money(text, "CNY")
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not an amount: {text}") from error


def _list(args: argparse.Namespace) -> int:
    core = core_of(args)
    accounts = core.money.accounts.all()
    if args.json:
        print_json({"accounts": [_object(a) | {"owes": owed} for a, owed in accounts]})
    else:
        for account, owed in accounts:
            sums = [format_minor(amount, core.money.currency) for amount in (owed, account.credit_limit)]
            closed = "" if account.active else "  closed"
            print(f"{account.account_id}  {account.name}  owes {sums[0]} of {sums[1]}{closed}")
    return 0


def _save(args: argparse.Namespace) -> int:
    core = core_of(args)
    account = MonthlyAccount(args.account, args.name, args.limit, not args.closed)
    core.money.accounts.save(account, clerk_of(args, core))
    if args.json:
        print_json(_object(account))
    else:
        print(" ".join(f"{k}={v}" for k, v in _object(account).items()))
    return 0


def _statement(args: argparse.Namespace) -> int:
    core = core_of(args)
    told = core.money.accounts.statement(args.account, args.first, args.last)
    if args.json:
        lines = [
            {"date": x.business_date, "counter": x.counter, "seq": x.seq, "kind": x.kind, "amount": x.amount}
            for x in told.lines
        ]
        print_json({"account": told.account_id, "before": told.before, "lines": lines, "after": told.after})
        return 0
    print(f"before {format_minor(told.before, core.money.currency)}")
    for x in told.lines:
        print(f"{x.business_date}  {x.counter}/{x.seq}  {x.kind}  {format_minor(x.amount, core.money.currency)}")
    print(f"after {format_minor(told.after, core.money.currency)}")
    return 0


def _object(account: MonthlyAccount) -> dict[str, object]:
    return {
        "account": account.account_id, "name": account.name, "limit": account.credit_limit, "active": account.active,
    }  # fmt: skip
