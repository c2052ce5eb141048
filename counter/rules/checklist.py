"""What to look at for one item, and what its declaration raised."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from counter.errors import Refused
from counter.rules.hits import Hit
from counter.rules.model import Category, LookRule, Restricted, Scope, Severity, Text

RaisedKind = Literal["prohibited", "restricted"]
RaisedSeverity = Literal["block", "ask", "warn"]
_HARDNESS: Mapping[str, int] = {"block": 0, "ask": 1, "warn": 2}


@dataclass(frozen=True, slots=True)
class Look:
    """One look of the inspection: the question, what raised it and for which rules.

    A `required` look is answered by itself; the others are answered together by "nothing found".
    """

    code: str
    ask: Text
    raised_by: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Raised:
    """A rule that the declared words raise: block (a prohibited thing by name), ask, or warn."""

    code: str
    kind: RaisedKind
    words: tuple[str, ...]
    severity: RaisedSeverity
    text: Text
    law: str
    confidence: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Checklist:
    """Everything to look at and to settle before an item may be priced."""

    looks: tuple[Look, ...]
    raised: tuple[Raised, ...] = ()

    @property
    def blocked(self) -> tuple[Raised, ...]:
        """The rules that forbid the item as it is declared."""
        return tuple(r for r in self.raised if r.severity == "block")


def for_letter(looks: Iterable[LookRule], contents: str) -> Checklist:
    """Return a letter's checklist: asked to open, and outcome; raises Refused where contents are declared.

    A letter has no contents field (secrecy of correspondence, Postal Law of China, article 3; article 25).
    """
    if contents.strip():
        raise Refused(
            "letter-has-contents",
            "A letter's contents are not recorded",
            "Clear the contents, or accept the item as a parcel.",
        )
    return Checklist(tuple(Look(rule.code, rule.ask, required=True) for rule in looks if rule.letter))


def for_goods(
    looks: Sequence[LookRule],
    categories: Mapping[str, Category],
    restricted: Mapping[str, Restricted],
    hits: Sequence[Hit],
    *,
    abroad: bool,
    air: bool,
) -> Checklist:
    """Return the checklist of goods: the everyday looks, those that the words raise, and the rules raised."""
    meant = _settled(hits)
    raised = _raised(categories, restricted, meant, abroad=abroad, air=air)
    codes = {r.code for r in raised}
    chosen = [
        look
        for rule in looks
        if rule.holds(abroad=abroad, air=air) and not rule.letter
        for look in [_look(rule, meant, codes)]
        if rule.always or look.required
    ]
    return Checklist(tuple(chosen), raised)


def _settled(hits: Sequence[Hit]) -> list[Hit]:
    """Return the meaningful hits; a vague word counts only where nothing else was recognised."""
    plain = [hit for hit in hits if hit.meaning is None or hit.meaning.look != "vague"]
    return [hit for hit in hits if hit.meaning is not None and (hit in plain or not plain)]


def _look(rule: LookRule, hits: Iterable[Hit], raised: set[str]) -> Look:
    raisers = [hit for hit in hits if hit.meaning is not None and hit.meaning.look == rule.code]
    # A word whose rules hold elsewhere only (cheese abroad) costs a domestic item no look.
    live = [h for h in raisers if h.meaning is not None and (not h.meaning.rules or raised & set(h.meaning.rules))]
    words = tuple(dict.fromkeys(hit.word for hit in live))
    rules = tuple(dict.fromkeys(c for h in live if h.meaning for c in h.meaning.rules if c in raised))
    return Look(rule.code, rule.ask, words, rules, required=bool(live) or bool(rule.always and rule.when))


def _raised(
    categories: Mapping[str, Category],
    restricted: Mapping[str, Restricted],
    hits: Iterable[Hit],
    *,
    abroad: bool,
    air: bool,
) -> tuple[Raised, ...]:
    by_code: dict[str, list[Raised]] = {}
    for hit in hits:
        for code in hit.meaning.rules if hit.meaning else ():
            one = _by_category(categories.get(code), hit, abroad) or _by_rule(restricted.get(code), hit, abroad, air)
            if one is not None:
                by_code.setdefault(code, []).append(one)
    merged = [_merged(same) for same in by_code.values()]
    return tuple(sorted(merged, key=lambda r: (_HARDNESS[r.severity], r.code)))


def _by_category(category: Category | None, hit: Hit, abroad: bool) -> Raised | None:
    if category is None or (category.scope is not Scope.ANY and not category.scope.covers(abroad=abroad)):
        return None
    sure = hit.sure and hit.meaning is not None and not hit.meaning.doubtful
    severity: RaisedSeverity = "block" if sure else "ask"
    law, trust = category.law, category.confidence
    return Raised(category.code, "prohibited", (hit.word,), severity, category.name, law, trust, sure)


def _by_rule(rule: Restricted | None, hit: Hit, abroad: bool, air: bool) -> Raised | None:
    if rule is None or not rule.applies(abroad=abroad, air=air):
        return None
    sure = hit.sure and hit.meaning is not None and not hit.meaning.doubtful
    severity = _shown(rule.severity_for(air=air), sure=sure)
    return Raised(rule.code, "restricted", (hit.word,), severity, rule.text, rule.law, rule.confidence, sure)


def _shown(severity: Severity, *, sure: bool) -> RaisedSeverity:
    """Return how a rule shows before it is decided: what needs approval is a question first; a doubt never blocks."""
    if severity is Severity.WARN:
        return "warn"
    return "block" if severity is Severity.BLOCK and sure else "ask"


def _merged(same: Sequence[Raised]) -> Raised:
    first = min(same, key=lambda r: _HARDNESS[r.severity])
    words = tuple(dict.fromkeys(word for r in same for word in r.words))
    return Raised(
        first.code,
        first.kind,
        words,
        first.severity,
        first.text,
        first.law,
        first.confidence,
        any(r.sure for r in same),
    )
