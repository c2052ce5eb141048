"""Postal supplies (boxes, bags, stamps): what an office sells of them, and how its stock moves."""

from collections.abc import Mapping
from dataclasses import dataclass

Text = Mapping[str, str]

INTAKE = "intake"
COUNT = "count"
SALE = "sale"
RETURN = "return"


@dataclass(frozen=True, slots=True)
class Supply:
    """A thing that the office sells at its own price, in minor units; tax is none.

    `note` stands beside the price on screen and receipt, such as "sample price"; at `low` pieces the stock warns.
    """

    code: str
    name: Text
    price: int
    currency: str
    note: Text
    low: int = 0


@dataclass(frozen=True, slots=True)
class SupplyAsked:
    """So many pieces of a supply; `expected_total` is what the customer saw, in minor units."""

    code: str
    quantity: int
    expected_total: int | None = None


@dataclass(frozen=True, slots=True)
class StockMove:
    """One change of the stock of a supply: its place in the supply's own gapless row, and what lay there after it.

    `kind` is intake, count, sale or return; `action_id` names the journal entry that it belongs to.
    """

    code: str
    seq: int
    change: int
    after: int
    kind: str
    action_id: str
    at: str
