"""A version of a tariff table as the office keeps it, and what was done to it."""

from dataclasses import dataclass

DRAFT, CHECKED, APPROVED, IN_FORCE = "draft", "checked", "approved", "in-force"


@dataclass(frozen=True, slots=True)
class TariffVersion:
    """One version: `content` is its TOML, `hash` the content's; dates are ISO, `valid_to` may be empty.

    `revision` counts its changes: who changes an older revision than the newest is told. `origin` says where it came
    from (shipped, a file, another version).
    """

    version_id: str
    status: str
    revision: int
    content: str
    hash: str
    valid_from: str
    valid_to: str
    author: str
    approved_by: str
    changed_at: str
    origin: str


@dataclass(frozen=True, slots=True)
class TariffAct:
    """One thing that somebody did to a version, with the hash that the content had after it; `at` is an ISO time."""

    act_id: str
    version_id: str
    act: str
    who: str
    at: str
    reason: str
    hash: str


@dataclass(frozen=True, slots=True)
class PastSale:
    """What an item that was sold once would be priced by again: no personal data. `key` names it.

    `fees` are the lines as they were charged: code, amount in minor units, English text; `tariff` is what priced them.
    """

    key: str
    business_date: str
    service: str
    origin: str
    destination: str
    weight_g: int
    size_mm: tuple[int, int, int] | None
    declared: int
    options: tuple[str, ...]
    total: int
    tariff: str = ""
    fees: tuple[tuple[str, int, str], ...] = ()
