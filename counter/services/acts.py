"""The acts that a second person approves in an acceptance, built alike where they are asked and where they count."""

from collections.abc import Mapping

from counter.domain.approvals import Act, Value
from counter.domain.sanitise import clean_text

WEIGHT, IDENTITY, INSURED = "O05", "O06", "O10"


def weight(action_id: str, grams: int) -> Act:
    """A typed weight (O05)."""
    return Act(WEIGHT, action_id, after={"grams": grams})


def goods(code: str, action_id: str, contents: str, destination: str | None) -> Act:
    """Goods that a supervisor may let pass (O01 to O04): these contents to this place."""
    after: Mapping[str, Value] = {"destination": destination or ""}
    return Act(code, action_id, subject=clean_text(contents), after=after)


def identity(action_id: str, document: str, number_index: str) -> Act:
    """A typed identity (O06); the number as its keyed digest only."""
    return Act(IDENTITY, action_id, subject=number_index, after={"document": document})


def insured(action_id: str, service: str, declared: int) -> Act:
    """A declared value over the office's limit (O10), in minor units."""
    return Act(INSURED, action_id, after={"service": service, "declared": declared})
