"""Restricted goods in one item: what the rule book decides, with what the sender posted before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from counter.errors import Refused
from counter.rules.book import RuleBook
from counter.rules.checklist import Checklist
from counter.rules.decision import Decision, Outcome
from counter.rules.facts import Goods, ItemFacts, OfficeFacts
from counter.services.acceptance import ItemRequest
from counter.services.ports import Sealer, UnitOfWork
from counter.services.routes import Route

VALUE_RULE = "R15"
VISIT = timedelta(hours=1)
"""Items of one sender within an hour are one visit."""


@dataclass(frozen=True, slots=True)
class Posting:
    """The moment of posting: the sender as a keyed index, the business date, the time."""

    person: str
    on: date
    now: datetime


@dataclass(frozen=True, slots=True)
class Passed:
    """What goods passed under: the acts a supervisor must have approved, and the limited rules to count."""

    acts: tuple[str, ...]
    limited: tuple[str, ...]


class GoodsCheck:
    """Decides on the restricted goods of items for one office."""

    def __init__(self, rules: RuleBook, office: OfficeFacts, sealer: Sealer) -> None:
        self._rules = rules
        self._office = office
        self._sealer = sealer

    def check(
        self,
        uow: UnitOfWork,
        item: ItemRequest,
        route: Route,
        checklist: Checklist,
        answers: Mapping[str, bool],
        posting: Posting,
    ) -> Passed:
        """Decide on every rule that the item raises. Refused with the decision's code, rule and advice."""
        acts: set[str] = set()
        limited: list[str] = []
        for code, goods in self._concerned(uow, item, route, checklist, answers, posting):
            decision = self._rules.decide(code, goods, _facts(item, route), self._office, posting.on)
            if decision.outcome is Outcome.APPROVE:
                acts.add(decision.approval)
            elif decision.outcome is not Outcome.ALLOW:
                raise _refused(decision, code)
            if goods.quantity:
                limited.append(code)
        return Passed(tuple(sorted(acts)), tuple(limited))

    def note(self, uow: UnitOfWork, item_id: str, codes: tuple[str, ...], posting: Posting) -> None:
        """Count what was accepted against the sender's day."""
        at = posting.now.isoformat(timespec="seconds")
        for code in codes:
            uow.limited.add(item_id, code, self._person(posting), posting.on.isoformat(), at)

    def _concerned(
        self,
        uow: UnitOfWork,
        item: ItemRequest,
        route: Route,
        checklist: Checklist,
        answers: Mapping[str, bool],
        posting: Posting,
    ) -> Iterator[tuple[str, Goods]]:
        raised = [r for r in checklist.raised if r.kind == "restricted" and r.severity != "warn"]
        codes = [r.code for r in raised if r.sure or answers.get(r.code)]
        # What the clerk gave facts of is concerned too: the thing is there, whatever was declared.
        codes += [code for code in item.goods if code not in codes]
        for code in codes:
            told = item.goods.get(code, Goods())
            yield (
                code,
                replace(
                    told,
                    confirmed=answers.get(code, told.confirmed),
                    pieces_before=self._before(uow, code, posting) if told.quantity != 0 else 0,
                ),
            )
        if route.abroad and VALUE_RULE not in codes and _value(item) is not None:
            yield VALUE_RULE, Goods()

    def _before(self, uow: UnitOfWork, code: str, posting: Posting) -> int:
        cap = self._rules.rule(code).cap
        if cap is None:
            return 0
        since = "" if cap.per == "day" else (posting.now - VISIT).isoformat(timespec="seconds")
        return uow.limited.count(code, self._person(posting), posting.on.isoformat(), since)

    def _person(self, posting: Posting) -> str:
        # A digest of its own for each day: two days of one person can't be told to be one person's.
        return self._sealer.digest("limited-goods", f"{posting.on.isoformat()}|{posting.person}")


def _value(item: ItemRequest) -> int | None:
    """What goods are worth, in fen: as told for customs, else as insured, else unknown."""
    return item.value if item.value is not None else item.declared or None


def _facts(item: ItemRequest, route: Route) -> ItemFacts:
    return ItemFacts(
        destination=route.country,
        air=route.air,
        declared=_value(item),
        insured=item.declared > 0,
        indivisible=item.indivisible,
    )


def _refused(decision: Decision, rule: str) -> Refused:
    return Refused(decision.code, "{text}", "{advice_text}", text=decision.text, advice_text=decision.advice, rule=rule)
