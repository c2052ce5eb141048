"""One item as it grows on the screen: everything typed, kept as typed, so that nothing of it is ever lost."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from counter.domain.weight import Weight
from counter.services.entries import PartyEntry
from tariffs.quoting import OptionValue

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ItemForm:
    """What was typed and chosen for one item; `service` is empty until the clerk chooses.

    `looks` holds the inspection's answers by look (clear, allowed), `approved` who approved which of them, `external`
    a price that an outside platform gave: service, amount as typed, reference; `goods` the facts of restricted goods by
    rule; `value` what contents sent abroad are worth, as typed, `indivisible` whether that is one thing; `method` how
    the contents were inspected where not by eye; `opened` whether a letter's sender was asked to open it, and did;
    `category` and `customs` the customs declaration as typed.
    """

    weight: Weight | None = None
    size: str = ""
    sender: PartyEntry = field(default_factory=PartyEntry)
    recipient: PartyEntry = field(default_factory=PartyEntry)
    destination: str = ""
    contents: str = ""
    declared: str = ""
    service: str = ""
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    looks: Answers = field(default_factory=dict)
    approved: Answers = field(default_factory=dict)
    external: Answers = field(default_factory=dict)
    goods: Mapping[str, Answers] = field(default_factory=dict)
    value: str = ""
    indivisible: bool = False
    method: str = ""
    opened: bool = False
    category: str = ""
    customs: Sequence[Answers] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed yet; a weight enters by itself and does not count."""
        typed = (self.sender.line, self.recipient.line, self.destination, self.contents, self.declared, self.service)
        return not any(typed) and not self.size


def to_text(form: ItemForm) -> str:
    """The form as one line of JSON."""
    return json.dumps(asdict(form), ensure_ascii=False)


def from_text(text: str) -> ItemForm:
    """The form that `to_text` wrote; what an older or newer version wrote otherwise is left out."""
    raw = json.loads(text)
    known = {name: raw[name] for name in ItemForm.__slots__ if name in raw}
    for who in ("sender", "recipient"):
        known[who] = PartyEntry(**known.get(who, {}))
    if known.get("weight"):
        known["weight"] = Weight(**known["weight"])
    return ItemForm(**known)
