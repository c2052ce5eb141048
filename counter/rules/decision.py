"""What a rule decides about one item."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from counter.rules.model import Text


class Outcome(Enum):
    """What may happen next, the hardest first."""

    BLOCK = "block"
    APPROVE = "approve"
    ASK = "ask"
    ALLOW = "allow"


@dataclass(frozen=True, slots=True)
class Decision:
    """Allow, ask for what is missing, let a supervisor approve (act `approval`), or block; and why."""

    outcome: Outcome
    code: str
    text: Text
    advice: Text
    approval: str = ""


NOTHING: Text = {"zh": "", "en": ""}
_ORDER = list(Outcome)


def allow(code: str = "allowed", text: Text = NOTHING) -> Decision:
    """Return the decision that nothing stands in the way."""
    return Decision(Outcome.ALLOW, code, text, NOTHING)


def block(code: str, text: Text, zh: str, en: str) -> Decision:
    """Return a decision that nobody at the counter can change, with advice."""
    return Decision(Outcome.BLOCK, code, text, {"zh": zh, "en": en})


def ask(code: str, text: Text, zh: str, en: str) -> Decision:
    """Return a decision that waits for something to be told, with the question."""
    return Decision(Outcome.ASK, code, text, {"zh": zh, "en": en})


def approve(code: str, text: Text, approval: str) -> Decision:
    """Return a decision that a supervisor may turn into yes."""
    advice = {"zh": f"请主管批准（{approval}）。", "en": f"Ask a supervisor to approve it ({approval})."}
    return Decision(Outcome.APPROVE, code, text, advice, approval)


def hardest(decisions: Iterable[Decision]) -> Decision:
    """Return the decision that weighs most; of none, that all is allowed."""
    return min(decisions, key=lambda decision: _ORDER.index(decision.outcome), default=allow())
