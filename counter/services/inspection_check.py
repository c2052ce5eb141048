"""Whether an inspection answers everything that the rules ask of this item: asked again where the money moves."""

from collections.abc import Iterable, Mapping

from counter.domain.inspection import Inspection
from counter.errors import Refused, UsageError
from counter.rules.book import RuleBook
from counter.rules.checklist import Checklist, Raised
from counter.rules.model import Text
from counter.services.acceptance import ItemRequest
from counter.services.routes import Route

METHODS = ("visual", "x-ray", "visual+x-ray")


def checked(rules: RuleBook, item: ItemRequest, route: Route) -> tuple[Checklist, Mapping[str, bool]]:
    """The item's checklist, and what was answered for each rule that its declaration raises.

    Refused: prohibited (declared or found), not-inspected naming what is open, declared-not-found where the answer
    contradicts the declaration (Postal Law of China, articles 24 and 25). UsageError inspection-method.
    """
    checklist = rules.checklist(item.contents, letter=False, abroad=route.abroad, air=route.air)
    if checklist.blocked:
        raise prohibited(checklist.blocked[0].text)
    inspection = item.inspection
    if inspection is None or not inspection.passed:
        raise not_inspected([look.ask for look in checklist.looks])
    if inspection.method not in METHODS:
        raise UsageError(
            "inspection-method",
            "{method} is no way of inspecting.",
            "Use one of {methods}.",
            method=inspection.method,
            methods=", ".join(METHODS),
        )
    answers = _answers(checklist, inspection)
    for raised in checklist.raised:
        if raised.code in answers:
            _refuse_contradiction(raised, answers[raised.code], checklist)
    return checklist, answers


def _answers(checklist: Checklist, inspection: Inspection) -> dict[str, bool]:
    """What was found, by look and by rule; a rule is answered by itself or by the look that covers it."""
    given = {a.code: a.found for a in inspection.answers}
    covering = {code: look.code for look in checklist.looks for code in look.rules}
    found = given | {
        r.code: given[covering[r.code]]
        for r in checklist.raised
        if r.code not in given and covering.get(r.code) in given
    }
    open_looks = [look.ask for look in checklist.looks if look.code not in given]
    open_rules = [r.text for r in checklist.raised if r.severity != "warn" and r.code not in found]
    if open_looks or open_rules:
        raise not_inspected([*open_looks, *open_rules])
    return found


def _refuse_contradiction(raised: Raised, found: bool, checklist: Checklist) -> None:
    if raised.severity == "warn":
        return
    if raised.kind == "prohibited":
        beside = {c for look in checklist.looks if raised.code in look.rules for c in look.rules} - {raised.code}
        within_limits = any(r.kind == "restricted" and r.code in beside for r in checklist.raised)
        if found and not within_limits:
            raise prohibited(raised.text)
        return
    if raised.sure and not found:
        raise Refused(
            "declared-not-found",
            "Declared: {words}. The inspection says that there is none.",
            "Correct the contents, or answer that it is there and within its limits.",
            words=", ".join(raised.words),
        )


def prohibited(what: Text) -> Refused:
    """The refusal of a prohibited item."""
    return Refused(
        "prohibited",
        "{what}: this may not be accepted.",
        "Refuse the item, or correct the contents if they were mistyped.",
        what=what,
    )


def not_inspected(open_looks: Iterable[Text]) -> Refused:
    """The refusal of an item that was not looked at, or not for everything; the advice names what is open."""
    looks = list(open_looks)
    joined = {language: " ".join(look.get(language, "") for look in looks) for language in ("zh", "en")}
    return Refused(
        "not-inspected",
        "The contents have not passed inspection.",
        "Open the item with the sender and settle each question; refuse if the sender declines. Open: {looks}",
        looks=joined,
    )
