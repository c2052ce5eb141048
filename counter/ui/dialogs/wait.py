"""A word while something is checked: no key reaches what lies beneath, where it would answer another question."""

from textual.app import ComposeResult
from textual.containers import Vertical

from counter.ui.base import Dialog
from counter.ui.widgets.pane import Pane


class WaitDialog(Dialog[None]):
    """One line; whoever opened it closes it."""

    CSS_PATH = "wait.tcss"

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The line."""
        with Vertical(classes="dialog"):
            yield Pane(id="text")

    def on_mount(self) -> None:
        """Show it."""
        self.query_one("#text", Pane).show([self._text])
