"""The keys of the acceptance screen for the item at hand: its parties, its place in the basket, putting it aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.ui.commands import Command
from counter.ui.screens import acceptance_talks as talks

if TYPE_CHECKING:
    from counter.ui.screens.acceptance import AcceptanceScreen

Here = Command["AcceptanceScreen"]


class AddItem(Here):
    """Put this item into the basket and begin the next one"""

    key = "plus"
    label = "Next item"

    def enabled_when(self, screen: AcceptanceScreen) -> bool:
        """Where a plus is not part of what is typed."""
        return screen.focused_id in ("service", "inspection", "tender")

    def run(self, screen: AcceptanceScreen) -> None:
        """Pack it."""
        screen.items.add()


class SameAsLast(Here):
    """Take sender or recipient from the last item"""

    key = "f7"
    label = "As last"

    def enabled_when(self, screen: AcceptanceScreen) -> bool:
        """On a party's line, once there was an item."""
        return screen.focused_id in ("sender", "recipient") and screen.items.has_last(screen.focused_id)

    def run(self, screen: AcceptanceScreen) -> None:
        """Fill the line."""
        screen.items.same_as_last()


class Swap(Here):
    """Swap sender and recipient"""

    key = "ctrl+x"
    label = "Swap"

    def enabled_when(self, screen: AcceptanceScreen) -> bool:
        """On a party's line, once somebody stands there."""
        form = screen.accepting.form
        return screen.focused_id in ("sender", "recipient") and bool(form.sender.line or form.recipient.line)

    def run(self, screen: AcceptanceScreen) -> None:
        """Swap them."""
        screen.items.swap()


class Customs(Here):
    """Declare for customs what goes abroad"""

    key = "ctrl+w"
    label = "Customs"

    def enabled_when(self, screen: AcceptanceScreen) -> bool:
        """For goods that leave the mainland."""
        return screen.accepting.needs_customs and not screen.is_settling

    def run(self, screen: AcceptanceScreen) -> None:
        """Open the declaration."""
        screen.declare()


class Hold(Here):
    """Hold this acceptance and serve another customer, or recall one"""

    key = "f8"
    label = "Hold/recall"

    def run(self, screen: AcceptanceScreen) -> None:
        """Hold or recall."""
        if screen.accepting.is_blank:
            screen.talk(talks.recall(screen))
        else:
            screen.items.hold()


class TypeWeight(Here):
    """Type a weight where the scale cannot give one; a supervisor approves it"""

    key = "ctrl+l"
    label = "Type weight"
    in_footer = False

    def run(self, screen: AcceptanceScreen) -> None:
        """Ask for it."""
        screen.talk(talks.type_weight(screen))


class ClearItem(Here):
    """Drop this item and begin again; what is in the basket stays"""

    key = "ctrl+t"
    label = "Drop item"
    in_footer = False

    def run(self, screen: AcceptanceScreen) -> None:
        """Drop it."""
        screen.drop_item()
