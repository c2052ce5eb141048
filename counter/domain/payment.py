"""A charge on an external terminal: asked once, and never asked again while nobody knows what came of it."""

from dataclasses import dataclass
from enum import Enum


class PaymentState(Enum):
    """Where a charge stands. ASKED found after a restart is as unknown as UNKNOWN: look it up, never charge again."""

    ASKED = "asked"
    UNKNOWN = "unknown"
    APPROVED = "approved"
    DECLINED = "declined"
    USED = "used"
    UNCLAIMED = "unclaimed"


OPEN = (PaymentState.ASKED, PaymentState.UNKNOWN)
"""States in which the terminal may or may not have taken the money."""


@dataclass(frozen=True, slots=True)
class TerminalPayment:
    """One charge, for one sale; `payment_id` is made before the terminal is asked. Amount in minor units."""

    payment_id: str
    sale_action_id: str
    counter: str
    kind: str
    amount: int
    state: PaymentState
    reference: str
    clerk: str
    at: str


@dataclass(frozen=True, slots=True)
class MonthlyAccount:
    """A customer who pays by the month; the limit in minor units caps what is owed at any time."""

    account_id: str
    name: str
    credit_limit: int
    active: bool = True
