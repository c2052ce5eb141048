"""One line of typing that tells its screen of each change within the same frame."""

from collections.abc import Callable

from textual.binding import Binding
from textual.widgets import Input

Typed = Callable[[str, str], None]


class Field(Input):
    """An input without limits of its own: what can't be right is said by the service that reads it, and kept."""

    BINDINGS = [
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self, name: str, typed: Typed, *, password: bool = False) -> None:
        super().__init__(id=name, compact=True, password=password, select_on_focus=False)
        self._typed = typed
        self._silent = False

    def watch_value(self, value: str) -> None:
        """Tell the screen now rather than by message: the total is repainted in the same frame as the key."""
        if not self._silent and self.id:
            self._typed(self.id, value)

    def put(self, value: str) -> None:
        """Set the text without telling anyone."""
        self._silent = True
        try:
            self.value = value
        finally:
            self._silent = False
        self.cursor_position = len(value)
