"""The inspection of one item as questions with one key an answer; nothing raised can be walked past."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from counter.domain.inspection import Inspection, LookAnswer
from counter.errors import CounterError, Refused
from counter.rules.book import RuleBook
from counter.rules.checklist import Checklist, Look, Raised
from counter.rules.model import Text

EVERYDAY = "everyday"
CLEAR = "clear"
ALLOWED = "allowed"


class Kind(Enum):
    """How a question is answered: BLOCK not at all, EVERYDAY several looks at once, LOOK and RULE by itself."""

    BLOCK = "block"
    LOOK = "look"
    RULE = "rule"
    EVERYDAY = "everyday"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to settle: its words, the limits that bear on it, the rules a refusal would name.

    `approval` is the act that a supervisor must approve before the answer may be "within the limits".
    """

    code: str
    kind: Kind
    ask: Text
    limits: tuple[Raised, ...] = ()
    looks: tuple[Look, ...] = ()
    rules: tuple[str, ...] = ()
    approval: str = ""


class Inspecting:
    """What is to be asked of one item, and what was answered so far."""

    def __init__(self, rules: RuleBook, contents: str, answers: Mapping[str, str], *, abroad: bool, air: bool) -> None:
        self.answers = dict(answers)
        self.checklist: Checklist = rules.checklist(contents, letter=False, abroad=abroad, air=air)
        self.questions = tuple(
            replace(q, approval=_approval(rules, q)) for q in _questions(self.checklist, self.answers)
        )

    @property
    def current(self) -> Question | None:
        """The first question without an answer."""
        return next((q for q in self.questions if not self._is_settled(q)), None)

    @property
    def warnings(self) -> tuple[Raised, ...]:
        """What is only to be said."""
        return tuple(r for r in self.checklist.raised if r.severity == "warn")

    def answered(self, answer: str) -> dict[str, str]:
        """All answers with this one to the current question: clear or allowed. A block takes none."""
        question = self.current
        if question is None or question.kind is Kind.BLOCK:
            return self.answers
        codes = [look.code for look in question.looks] if question.kind is Kind.EVERYDAY else [question.code]
        return self.answers | dict.fromkeys(codes, answer)

    def picked(self, number: int) -> dict[str, str]:
        """All answers with one everyday look taken out of the group, from 1, to be answered by itself."""
        question = self.current
        if question is None or not 1 <= number <= len(question.looks):
            return self.answers
        return self.answers | {question.looks[number - 1].code: ""}

    def undone(self) -> dict[str, str]:
        """All answers without the last one given."""
        return dict(list(self.answers.items())[:-1])

    def obstacle(self) -> CounterError | None:
        """What keeps the item from being accepted: a block, or a question still open."""
        question = self.current
        if question is None:
            return None
        if question.kind is Kind.BLOCK:
            return Refused(
                "prohibited",
                "{what}: this may not be accepted.",
                "Refuse the item, or correct the contents if they were mistyped.",
                what=question.ask,
            )
        return Refused(
            "not-inspected",
            "The contents have not passed inspection.",
            "Open the item with the sender and answer each question; refuse if the sender declines.",
        )

    def passed(self, inspector: str, name: str, at: str, approved: Mapping[str, str]) -> Inspection:
        """The outcome of an inspection that passed, with each answer and who approved which."""
        looks = tuple(LookAnswer(code, found=answer == ALLOWED) for code, answer in self.answers.items())
        return Inspection(
            "passed",
            inspector,
            at,
            mark=f"√ {name}",
            answers=looks,
            note="; ".join(f"{code}: {by}" for code, by in approved.items()),
        )

    def _is_settled(self, question: Question) -> bool:
        if question.kind is Kind.BLOCK:
            return False
        codes = [look.code for look in question.looks] if question.kind is Kind.EVERYDAY else [question.code]
        return all(self.answers.get(code) for code in codes)


def _questions(checklist: Checklist, answers: Mapping[str, str]) -> list[Question]:
    by_code = {r.code: r for r in checklist.raised}
    single = [k for k in checklist.looks if k.required or answers.get(k.code) in ("", ALLOWED)]
    group = tuple(k for k in checklist.looks if k not in single)
    covered = {code for look in single for code in look.rules}
    blocks = [Question(r.code, Kind.BLOCK, r.text, (r,), rules=(r.code,)) for r in checklist.blocked]
    looks = [_look_question(look, by_code) for look in single]
    rules = [
        Question(r.code, Kind.RULE, r.text, (r,), rules=(r.code,))
        for r in checklist.raised
        if r.severity == "ask" and r.code not in covered
    ]
    everyday = [Question(EVERYDAY, Kind.EVERYDAY, {}, looks=group)] if group else []
    return [*blocks, *looks, *rules, *everyday]


def _approval(rules: RuleBook, question: Question) -> str:
    restricted = [r.code for r in question.limits if r.kind == "restricted"]
    return next((act for code in restricted if (act := rules.rule(code).approval)), "")


def _look_question(look: Look, raised: Mapping[str, Raised]) -> Question:
    limits = tuple(raised[code] for code in look.rules if code in raised)
    return Question(look.code, Kind.LOOK, look.ask, limits, rules=look.rules)
