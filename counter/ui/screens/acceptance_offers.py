"""Known parties offered beneath a party's line: looked up in a worker while the line is nothing but a call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message

from counter.domain.masking import mask_address, mask_name, mask_phone
from counter.domain.parties import Party
from counter.domain.sanitise import ascii_digits
from counter.i18n import Translator
from counter.services.address_book import Call, call_of
from counter.ui.widgets.pane import Line, fitted

SHOWN = 5


@dataclass
class Offered(Message):
    """The address book's answer to a call from one party's line."""

    who: str
    call: Call
    parties: Sequence[Party]


@dataclass(frozen=True, slots=True)
class Offers:
    """One line's list. Enter takes the marked party; after an arrow key the hand is in the list, and digits choose.

    A digit typed before that belongs to the line: it may be the fifth of a telephone number.
    """

    call: Call | None = None
    parties: tuple[Party, ...] = ()
    answered: bool = False
    at: int = 0
    in_list: bool = False
    entered: bool = False

    @property
    def is_open(self) -> bool:
        """Whether there is something to take."""
        return bool(self.parties)

    @property
    def waits(self) -> bool:
        """Whether a call is still unanswered."""
        return self.call is not None and not self.answered

    def chosen_by(self, key: str) -> Party | None:
        """The party that a digit chooses, once the hand is in the list."""
        digit = ascii_digits(key)
        if self.in_list and digit.isdigit() and len(digit) == 1 and 1 <= int(digit) <= len(self.parties):
            return self.parties[int(digit) - 1]
        return None


def offers_for(line: str, before: Offers) -> Offers:
    """The list for a line as it stands now: the same one while the call is the same."""
    call = call_of(line)
    return before if call is not None and call == before.call else Offers(call)


def offer_lines(tr: Translator, offers: Offers, width: int) -> list[Line]:
    """The list with its keys; masked, for most of these people are not the one at the counter."""
    if not offers.is_open:
        return []
    first = max(0, offers.at - SHOWN + 1)
    lines: list[Line] = []
    for place, party in enumerate(offers.parties[first : first + SHOWN], start=first):
        marked = place == offers.at
        text = "  ".join((mask_name(party.name), mask_phone(party.phone), mask_address(party.address)))
        line = fitted(f"{'>' if marked else ' '}{place + 1} {text}", width)
        lines.append(Content.styled(line, "bold reverse" if marked else ""))
    keys = tr.text("arrows or a digit choose") if offers.in_list else tr.text("arrows choose")
    count = tr.text("{n} known", n=len(offers.parties))
    lines.append(Content.styled(f"  {count}: {tr.text('Enter takes it')}, {keys}, {tr.text('Esc closes')}", "italic"))
    return lines
