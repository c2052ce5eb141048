"""What is wrong with a rule book: a list of small checks, each naming the place and what to do."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from counter.domain.approvals import Approvals
from counter.rules.book import RuleBook
from counter.rules.model import Action, Severity, Text

_CONFIDENCE = frozenset("HMLN")
# Looked for at the counter, not by a word in a declaration.
_WITHOUT_WORDS = frozenset({"X09", "R15", "R18", "R19"})


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a rule book, and how to mend it."""

    place: str
    text: str
    advice: str


def check(book: RuleBook) -> tuple[Problem, ...]:
    """Return every problem of a book; empty where it may be used."""
    return tuple(problem for look in _CHECKS for problem in look(book))


def _codes_are_unique(book: RuleBook) -> Iterator[Problem]:
    named = {
        "rule": list(book.codes),
        "look": [look.code for look in book.looks],
        "notice": [f"{n.id} {n.version}" for n in book.notices.all],
    }
    for kind, codes in named.items():
        for code, count in Counter(codes).items():
            if count > 1:
                yield Problem(f"{kind} {code}", f"stands {count} times", "Give each its own code.")


def _texts_are_bilingual(book: RuleBook) -> Iterator[Problem]:
    texts: list[tuple[str, Text]] = [(c.code, c.name) for c in book.categories]
    texts += [(r.code, text) for r in book.restricted for text in (r.name, r.text)]
    texts += [(f"look {look.code}", look.ask) for look in book.looks]
    texts += [(f"notice {n.id}", n.text) for n in book.notices.all]
    texts += [(f"action {a.action.value}", a.text) for a in book.actions.values()]
    for place, text in texts:
        if not (text.get("zh", "").strip() and text.get("en", "").strip()):
            yield Problem(place, "lacks its Chinese or English text", "Write both.")


def _rules_name_their_source(book: RuleBook) -> Iterator[Problem]:
    sourced = [(c.code, c.law, c.confidence) for c in book.categories]
    sourced += [(r.code, r.law, r.confidence) for r in book.restricted]
    sourced += [(f"notice {n.id}", n.law, n.confidence) for n in book.notices.all]
    for place, law, confidence in sourced:
        if not law.strip():
            yield Problem(place, "names no law", "Name law and article, or whose rule it is.")
        if confidence not in _CONFIDENCE:
            yield Problem(place, f"confidence {confidence!r} is none of H, M, L, N", "Say how far it is to be trusted.")


def _prohibited_is_refused(book: RuleBook) -> Iterator[Problem]:
    for category in book.categories:
        if Action.REFUSE not in category.actions:
            yield Problem(category.code, "does not refuse", "Add REFUSE to its actions.")


def _approvals_exist(book: RuleBook) -> Iterator[Problem]:
    known = Approvals().rules
    for rule in book.restricted:
        if rule.approval and rule.approval not in known:
            yield Problem(rule.code, f"approval {rule.approval} is unknown", f"Use one of {', '.join(known)}.")
        if Severity.APPROVE in (rule.severity, rule.air) and not rule.approval:
            yield Problem(rule.code, "needs approval and names no act", "Name the act that a supervisor approves.")


def _words_point_somewhere(book: RuleBook) -> Iterator[Problem]:
    rules = set(book.codes)
    looks = {look.code for look in book.looks}
    for group in book.words:
        place = f"words {(group.zh + group.en + ('',))[0]}"
        for code in set(group.rules) - rules:
            yield Problem(place, f"rule {code} is unknown", "Use a code of the book.")
        if group.look not in looks:
            yield Problem(place, f"look {group.look!r} is unknown", "Use a look of the book.")
        if not group.zh or not group.en:
            yield Problem(place, "has words of one language only", "Add the other language.")


def _looks_exist(book: RuleBook) -> Iterator[Problem]:
    looks = {look.code for look in book.looks}
    for rule in book.restricted:
        if rule.look and rule.look not in looks:
            yield Problem(rule.code, f"look {rule.look!r} is unknown", "Use a look of the book.")
    if not any(look.letter for look in book.looks):
        yield Problem("looks", "no look for letters", "Mark one with letter = true.")


def _rules_have_words(book: RuleBook) -> Iterator[Problem]:
    raised = {code for group in book.words for code in group.rules}
    families = {code.partition(".")[0] for code in raised}
    for code in book.codes:
        is_raised = code in raised or ("." not in code and code in families)
        if not is_raised and code not in _WITHOUT_WORDS:
            yield Problem(code, "no word of a declaration raises it", "Add words for it.")


def _harmless_words_hide_no_ban(book: RuleBook) -> Iterator[Problem]:
    meant = {word.lower() for group in book.words for word in (*group.zh, *group.en)}
    for group in book.harmless:
        for word in (*group.zh, *group.en):
            if word.lower() in meant:
                yield Problem(f"harmless {word}", "raises a rule elsewhere", "Keep it in one of the two.")


_CHECKS: tuple[Callable[[RuleBook], Iterator[Problem]], ...] = (
    _codes_are_unique,
    _texts_are_bilingual,
    _rules_name_their_source,
    _prohibited_is_refused,
    _approvals_exist,
    _words_point_somewhere,
    _looks_exist,
    _rules_have_words,
    _harmless_words_hide_no_ban,
)
