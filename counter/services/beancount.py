"""The ledger as plain text that Beancount reads: a second program, written by others, adds it up again."""

import re
from collections.abc import Iterable, Iterator

from counter.domain.accounts import heading, parse_postings
from counter.domain.journal import Entry
from tariffs.money import format_minor

_SPLIT = re.compile(r"[^0-9A-Za-z]+")


def account_name(account: str) -> str:
    """An account as Beancount spells it: Assets:Cash:N02. ValueError for one that the chart doesn't know."""
    known = heading(account)
    if known is None:
        raise ValueError(f"no such account in the chart: {account}")
    return ":".join([known.side.value, *(_part(p) for p in account.split(":"))])


def lines(entries: Iterable[Entry], balances: dict[str, int], currency: str) -> Iterator[str]:
    """The text: accounts opened, every entry that moved money, and what the ledger says stands on each account.

    `balances` come from the ledger by another way than the entries, so that Beancount's sums prove something.
    """
    moved = [e for e in entries if e.postings]
    days = [e.business_date for e in moved]
    for account in sorted({account_name(a) for a in balances}):
        yield f"{min(days, default='1970-01-01')} open {account} {currency}"
    for entry in sorted(moved, key=lambda e: (e.business_date, e.counter, e.seq)):
        yield f'{entry.business_date} * "{entry.kind}" "{entry.counter}-{entry.seq:08d}"'
        for posting in parse_postings(entry.postings):
            yield f"  {account_name(posting.account)}  {format_minor(posting.amount, currency)} {currency}"
    yield from (
        f"9999-12-31 balance {account_name(a)} {format_minor(n, currency)} {currency}"
        for a, n in sorted(balances.items())
    )


def _part(text: str) -> str:
    """One part of a name: a capital or digit first, and nothing but letters, digits and dashes."""
    plain = "-".join(p for p in _SPLIT.split(text) if p) or "x"
    plain += "" if text.isascii() else f"-{text.encode().hex()}"
    return plain[0].upper() + plain[1:]
