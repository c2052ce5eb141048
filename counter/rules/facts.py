"""What a rule on restricted goods must know of the item, the goods, the sender and the office."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Certificate:
    """A paper that goods are bound to, as it was checked; `expires` is None where it names no end."""

    kind: str
    number: str
    issuer: str
    expires: date | None = None

    def fault(self, on: date) -> str | None:
        """Return the code of what is wrong with it on a day: certificate-incomplete, certificate-expired, or None."""
        if not (self.kind.strip() and self.number.strip() and self.issuer.strip()):
            return "certificate-incomplete"
        return "certificate-expired" if self.expires is not None and self.expires < on else None


@dataclass(frozen=True, slots=True)
class Batteries:
    """Lithium batteries as declared: counts in the item, watt-hours each, grams of lithium each (lithium metal)."""

    in_equipment: bool
    cells: int = 0
    batteries: int = 0
    cell_wh: int | None = None
    battery_wh: int | None = None
    cell_lithium_g: int = 0
    battery_lithium_g: int = 0


@dataclass(frozen=True, slots=True)
class Goods:
    """What was told of the goods under one rule; None where it was not told yet.

    `quantity` in the unit of the rule's cap (sticks, grams, pieces, ml), `together` in grams with its sister goods,
    `volume_ml` all liquid in it; `pieces_before`: items of such goods already accepted from this person within the
    visit or day, counted by the caller. `confirmed`: the clerk asked and looked, and it is as the rule wants it.
    """

    quantity: int | None = None
    together: int | None = None
    volume_ml: int | None = None
    pieces_before: int = 0
    certificate: Certificate | None = None
    batteries: Batteries | None = None
    confirmed: bool | None = None


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """The item: its route, `destination` as an ISO country (CN at home), declared value in fen, insurance."""

    destination: str = "CN"
    air: bool = False
    declared: int | None = None
    insured: bool = False
    indivisible: bool = False

    @property
    def abroad(self) -> bool:
        """Whether the item leaves the mainland; HK, MO and TW count as abroad for customs and carriage."""
        return self.destination != "CN"


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """The office: rules it is designated for, and whether its air carrier admits lithium in equipment."""

    designated: frozenset[str] = field(default_factory=frozenset)
    air_lithium: bool = False
