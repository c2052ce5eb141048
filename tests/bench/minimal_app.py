"""The least program that Textual can show a field and a label with: what the library itself costs."""

from textual.app import App, ComposeResult
from textual.widgets import Input, Label


class Minimal(App[None]):
    """A field and a total."""

    def compose(self) -> ComposeResult:
        """Both of them."""
        yield Label("ready", id="total", markup=False)
        yield Input()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show a total."""
        self.query_one("#total", Label).update(f"¥ {len(event.value)}.00")


if __name__ == "__main__":
    Minimal().run()
