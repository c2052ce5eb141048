"""A line that takes single keys: digits choose, letters switch, Enter goes on."""

from collections.abc import Callable

from textual.events import Key

from counter.domain.sanitise import ascii_digits
from counter.ui.widgets.pane import Pane

Pressed = Callable[[str, str], bool]


class Choices(Pane, can_focus=True):
    """Hands each key to `pressed(id, key)`, full-width digits and letters as plain ones; True means it was used."""

    def __init__(self, name: str, pressed: Pressed) -> None:
        super().__init__(id=name)
        self._pressed = pressed

    def on_key(self, event: Key) -> None:
        """Offer the key."""
        typed = ascii_digits(event.character).upper() if event.character and event.is_printable else event.key
        if self.id and self._pressed(self.id, typed):
            event.stop()
            event.prevent_default()
