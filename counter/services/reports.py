"""Day, week and month of an office, from the journal alone: what was earned, how it was paid, what was put right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from counter.domain import till
from counter.domain.accounts import parse_postings
from counter.domain.journal import Entry
from counter.domain.till import Carried, Line, figures
from counter.errors import UsageError
from counter.services.ports import Store

PERIODS = ("day", "week", "month")


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """How many items of a product were accepted, and what they came to."""

    service: str
    items: int
    amount: int


@dataclass(frozen=True, slots=True)
class CloseLine:
    """One Z of the period."""

    counter: str
    number: int
    business_date: str
    clerk: str
    total: int
    difference: int
    head: str


@dataclass(frozen=True, slots=True)
class PeriodReport:
    """An office over some days. Categories sum to the total, and so do the tenders; amounts in minor units.

    `balances` is what stood on each account at the end of the last day.
    """

    period: str
    first: date
    last: date
    currency: str
    total: int
    categories: tuple[Line, ...]
    tenders: tuple[Line, ...]
    kinds: tuple[Line, ...]
    services: tuple[ServiceLine, ...]
    closes: tuple[CloseLine, ...]
    balances: Mapping[str, int]


def span(period: str, day: date) -> tuple[date, date]:
    """The first and last day of the period that a day is in; a week begins on Monday (ISO 8601)."""
    if period == "day":
        return day, day
    if period == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if period == "month":
        first = day.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    raise UsageError("period-unknown", "There is no report of that kind.", "Use day, week or month.")


def report(store: Store, period: str, day: date, currency: str) -> PeriodReport:
    """The report of the period that a day is in, over all counters of the office."""
    first, last = span(period, day)
    entries = list(store.days(first, last))
    whole = figures("", Carried(), entries)
    return PeriodReport(
        period=period,
        first=first,
        last=last,
        currency=currency,
        total=whole.total,
        categories=whole.categories,
        tenders=whole.tenders,
        kinds=_kinds(entries),
        services=_services(entries),
        closes=tuple(_close(e) for e in entries if e.kind == till.TILL_CLOSE),
        balances=store.balances(until=last),
    )


def _kinds(entries: Iterable[Entry]) -> tuple[Line, ...]:
    counts: dict[str, list[int]] = {}
    for entry in entries:
        line = counts.setdefault(entry.kind, [0, 0])
        line[0] += 1
        line[1] += sum(p.amount for p in parse_postings(entry.postings) if p.amount > 0)
    return tuple(Line(kind, count, moved) for kind, (count, moved) in sorted(counts.items()))


def _services(entries: Iterable[Entry]) -> tuple[ServiceLine, ...]:
    sold: dict[str, list[int]] = {}
    for entry in entries:
        items = till.payload(entry).get("items") if entry.kind == "sale" else None
        for item in items if isinstance(items, list) else ():
            line = sold.setdefault(till.word(item, "service"), [0, 0])
            line[0] += 1
            line[1] += till.amount(item, "total")
    return tuple(ServiceLine(code, count, amount) for code, (count, amount) in sorted(sold.items()))


def _close(entry: Entry) -> CloseLine:
    facts = till.payload(entry)
    return CloseLine(
        entry.counter,
        till.amount(facts, "number"),
        entry.business_date,
        entry.actor,
        till.amount(facts, "total"),
        till.amount(facts, "difference"),
        entry.hash,
    )
