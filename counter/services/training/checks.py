"""How a goal or a fault is recognised: each check looks at the facts alone, never at the keys that were pressed."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from counter.domain.printing import JobState
from counter.domain.sale import SoldItem
from counter.services.item_form import ItemForm
from counter.services.training.facts import Facts

Value = str | int | bool | Sequence[str]
Need = Mapping[str, Value]
Check = Callable[[Facts, Need], bool]

ON_PAPER = (JobState.CONFIRMED, JobState.IN_HAND)


def holds(facts: Facts, need: Need) -> bool:
    """Whether what a goal needs, or a fault consists in, is the case."""
    return CHECKS[str(need["check"])](facts, need)


def _weighed(facts: Facts, _need: Need) -> bool:
    """An item is on the form with its weight, or was sold with one."""
    return any(form.weight is not None and not form.is_blank for form in facts.forms) or bool(facts.sales)


def _declared(facts: Facts, need: Need) -> bool:
    """The contents, or the recipient, were written down."""
    field = str(need.get("field", "contents"))
    return any(_typed(form, field) for form in facts.forms) or bool(facts.sales)


def _typed(form: ItemForm, field: str) -> bool:
    return bool(form.contents.strip() if field == "contents" else form.recipient.line.strip())


def _sold(facts: Facts, need: Need) -> bool:
    """At least `count` items were sold that are as the need says."""
    wanted = need.get("count", 1)
    return sum(_is_like(item, need) for item in _items(facts)) >= int(str(wanted))


def _settled_together(facts: Facts, need: Need) -> bool:
    """One payment was taken for at least `count` items."""
    return any(len(sale.items) >= int(str(need["count"])) for sale in facts.sales)


def _refused(facts: Facts, need: Need) -> bool:
    """An item was refused, under one of the rules named."""
    rules = need.get("rules", ())
    return any(_payload(e.payload).get("code") in _list(rules) for e in facts.entries if e.kind == "refusal")


def _refused_otherwise(facts: Facts, need: Need) -> bool:
    """An item was refused under a rule that does not fit."""
    refusals = [e for e in facts.entries if e.kind == "refusal"]
    return any(_payload(e.payload).get("code") not in _list(need.get("rules", ())) for e in refusals)


def _approved(facts: Facts, need: Need) -> bool:
    """A supervisor approved an act of this code, at the screen or with a correction."""
    given = any(_payload(e.payload).get("act") == need["act"] for e in facts.entries if e.kind == "approval")
    return given or (need["act"] == "O07" and any(c.approver for c in facts.corrections))


def _printed(facts: Facts, _need: Need) -> bool:
    """Something was sold or refused, and every paper of it is printed."""
    return bool(facts.jobs) and all(job.state in ON_PAPER for job in facts.jobs)


def _copied(facts: Facts, _need: Need) -> bool:
    """A paper was printed twice although the first one came."""
    return any(e.kind == "reprint" for e in facts.entries)


def _explained(facts: Facts, _need: Need) -> bool:
    """The price of the customer's earlier item was looked into or printed for them."""
    numbers = {item.mail_number for item in facts.before.items} if facts.before else set()
    printed = {_payload(e.payload).get("mail_number") for e in facts.entries if e.kind == "tariff-explained"}
    return bool(numbers & (facts.explained | printed))


def _given_back(facts: Facts, _need: Need) -> bool:
    """Money of the earlier sale was given back."""
    return any(t.amount > 0 for c in facts.corrections for t in c.tenders)


def _all_given_back(facts: Facts, _need: Need) -> bool:
    """All that the earlier sale took was given back, once."""
    given = sum(line.amount for c in facts.corrections for line in c.lines)
    return facts.before is not None and given == facts.before.total


def _held(facts: Facts, _need: Need) -> bool:
    """An acceptance was put aside."""
    return facts.held


def _items(facts: Facts) -> Iterator[SoldItem]:
    for sale in facts.sales:
        yield from sale.items


def _is_like(item: SoldItem, need: Need) -> bool:
    same = {"destination": item.destination, "service": item.service, "weight_kind": item.weight.kind}
    limits = int(str(need.get("grams_from", 0))) <= item.weight.grams <= int(str(need.get("grams_to", 1_000_000)))
    approved = not need.get("approved") or bool(item.weight.approved_by)
    words = all(word in item.contents for word in _list(need.get("contents", ())))
    return limits and approved and words and all(value == need.get(name, value) for name, value in same.items())


def _list(value: Value) -> Sequence[str]:
    return [value] if isinstance(value, str) else [] if isinstance(value, int) else value


def _payload(text: str) -> Mapping[str, object]:
    found = json.loads(text)
    return found if isinstance(found, dict) else {}


CHECKS: Mapping[str, Check] = {
    "weighed": _weighed,
    "declared": _declared,
    "sold": _sold,
    "settled-together": _settled_together,
    "refused": _refused,
    "refused-otherwise": _refused_otherwise,
    "approved": _approved,
    "printed": _printed,
    "copied": _copied,
    "explained": _explained,
    "given-back": _given_back,
    "all-given-back": _all_given_back,
    "held": _held,
}
"""By the name that the cases use."""
