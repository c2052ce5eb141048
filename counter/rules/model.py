"""What the law's data are made of: categories, restricted goods, looks, words, notices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

Text = Mapping[str, str]
"""A text in the languages of the counter: keys zh and en."""


class Action(Enum):
    """What is done with a prohibited item; the words are in data/actions.toml."""

    REFUSE = "REFUSE"
    STOP = "STOP"
    ISOLATE = "ISOLATE"
    NOTIFY_SENDER = "NOTIFY_SENDER"
    EVACUATE = "EVACUATE"
    GUARD_SCENE = "GUARD_SCENE"
    CHECK_DOCUMENT = "CHECK_DOCUMENT"
    RECORD_PROOF = "RECORD_PROOF"
    DO_NOT_READ = "DO_NOT_READ"
    REPORT_IF_CRIME = "REPORT_IF_CRIME"
    REPORT_BY_NATURE = "REPORT_BY_NATURE"
    REPORT_POLICE = "REPORT_POLICE"
    REPORT_STATE_SECURITY = "REPORT_STATE_SECURITY"
    REPORT_HEALTH = "REPORT_HEALTH"
    REPORT_ENVIRONMENT = "REPORT_ENVIRONMENT"
    REPORT_CUSTOMS = "REPORT_CUSTOMS"
    REPORT_COMMERCE = "REPORT_COMMERCE"
    REPORT_PUBLICATION = "REPORT_PUBLICATION"
    REPORT_WILDLIFE = "REPORT_WILDLIFE"
    REPORT_MARKET = "REPORT_MARKET"

    @property
    def is_report(self) -> bool:
        """Whether an authority is told."""
        return self.value.startswith("REPORT_")


class Severity(Enum):
    """How a rule bears on an item, the hardest first."""

    BLOCK = "block"
    APPROVE = "approve"
    ASK = "ask"
    WARN = "warn"


class Scope(Enum):
    """Where a rule holds."""

    ANY = "any"
    DOMESTIC = "domestic"
    ABROAD = "abroad"

    def covers(self, *, abroad: bool) -> bool:
        """Return whether the rule holds for an item that goes abroad, or stays."""
        return self is Scope.ANY or (self is Scope.ABROAD) == abroad


@dataclass(frozen=True, slots=True)
class Category:
    """One category of the prohibited list; always hard. `confidence` is H, M, L or N (text read ... nothing found).

    `say` is what the clerk says in refusing, where the usual sentence doesn't fit.
    """

    code: str
    name: Text
    examples: Mapping[str, tuple[str, ...]]
    actions: tuple[Action, ...]
    law: str
    confidence: str
    scope: Scope = Scope.ANY
    note: str = ""
    severity: str = "hard"
    say: Text = field(default_factory=dict)

    @property
    def parent(self) -> str:
        """The code of the category that this one refines, or empty: P01 for P01.2."""
        return self.code.partition(".")[0] if "." in self.code else ""


@dataclass(frozen=True, slots=True)
class Cap:
    """A quantity limit: `max` units an item, `pieces` items a person within a visit or day; volume in ml."""

    unit: str
    max: int
    pieces: int
    per: str
    together: int | None = None
    volume_ml: int | None = None
    over_with_certificate: bool = False


@dataclass(frozen=True, slots=True)
class CertificateRule:
    """The paper that goods are bound to, by name."""

    name: Text
    required: bool


@dataclass(frozen=True, slots=True)
class BatteryLimits:
    """What lithium batteries may be by air: counts an item, watt-hours or grams of lithium each."""

    place: str
    cells: int
    batteries: int
    cell_wh: int
    battery_wh: int
    cell_lithium_g: int
    battery_lithium_g: int


@dataclass(frozen=True, slots=True)
class SizeLimit:
    """A limit of weight in grams, longest side and sum of the three sides in mm."""

    weight_g: int
    side_mm: int
    sum_mm: int


@dataclass(frozen=True, slots=True)
class ValueLimit:
    """The value in fen of what one person may send abroad at a time."""

    hk_mo_tw: int
    elsewhere: int


@dataclass(frozen=True, slots=True)
class Restricted:
    """One rule on restricted goods. `air` is what the rule is when the item flies, where that is harder."""

    code: str
    name: Text
    text: Text
    scope: Scope
    severity: Severity
    law: str
    confidence: str
    source: str
    hard: bool = False
    look: str = ""
    approval: str = ""
    transport: str = ""
    air: Severity | None = None
    effective: date | None = None
    cap: Cap | None = None
    certificate: CertificateRule | None = None
    designated: bool = False
    insured_only: bool = False
    battery: BatteryLimits | None = None
    size: SizeLimit | None = None
    value_limit: ValueLimit | None = None

    def applies(self, *, abroad: bool, air: bool) -> bool:
        """Return whether the rule bears on an item of this route."""
        return self.scope.covers(abroad=abroad) and (self.transport != "air" or air)

    def severity_for(self, *, air: bool) -> Severity:
        """Return how the rule bears on an item by this route."""
        return self.air if air and self.air is not None else self.severity


@dataclass(frozen=True, slots=True)
class LookRule:
    """One thing the clerk looks at, with the question to ask; `when` is air, abroad, or empty for every item."""

    code: str
    ask: Text
    always: bool = False
    letter: bool = False
    when: str = ""

    def holds(self, *, abroad: bool, air: bool) -> bool:
        """Return whether this look concerns an item of this route."""
        return {"": True, "air": air, "abroad": abroad}[self.when]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one meaning and the rules they raise.

    `doubtful`: the word alone settles nothing. `firm`: what stands beside it (a case, a model) changes nothing.
    """

    zh: tuple[str, ...]
    en: tuple[str, ...]
    rules: tuple[str, ...] = ()
    look: str = ""
    doubtful: bool = False
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """What stands next to a word and turns the thing into another: a case after it, a no before it."""

    after: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """A text shown or printed, with its version and the date from which it holds."""

    id: str
    version: str
    valid_from: date
    text: Text
    law: str
    confidence: str


@dataclass(frozen=True, slots=True)
class ActionText:
    """What an action means in words; for a report, where to turn."""

    action: Action
    text: Text
    turn_to: Text = field(default_factory=dict)
