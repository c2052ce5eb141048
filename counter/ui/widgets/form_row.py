"""One row of a form: its label, what is typed, and beneath it what was understood."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from counter.ui.widgets.pane import Pane


class FormRow(Vertical):
    """A label beside a field, a note beneath. The label of the row at hand carries a mark, not a colour alone."""

    def __init__(self, name: str, field: Widget, *extra: Widget) -> None:
        super().__init__(id=f"row-{name}", classes="row")
        self._fields = (field, *extra)
        self._text = ""

    def compose(self) -> ComposeResult:
        """Label and fields in one line, the note below."""
        with Horizontal():
            yield Pane(classes="label")
            yield from self._fields
        yield Pane(classes="note")

    def label(self, text: str) -> None:
        """Name the row."""
        self._text = text
        mark = ">" if self.has_class("-here") else " "
        self.query_one(".label", Pane).show([f"{mark}{text}"])

    def note(self, text: str) -> None:
        """Say what was understood; an empty note takes no room."""
        pane = self.query_one(".note", Pane)
        pane.show([text] if text else [])
        pane.set_class(bool(text), "-told")

    def on_descendant_focus(self) -> None:
        """Mark the row."""
        self.add_class("-here")
        self.label(self._text)

    def on_descendant_blur(self) -> None:
        """Take the mark away."""
        self.remove_class("-here")
        self.label(self._text)
