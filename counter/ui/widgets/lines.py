"""The lines that frame every screen: what happened, what each device does, which keys there are."""

from collections.abc import Iterable, Mapping

from rich.cells import cell_len
from textual.content import Content

from counter.i18n import ErrorText, Translator
from counter.ui.commands import AnyCommand
from counter.ui.widgets.device_words import advice, status_word
from counter.ui.widgets.device_words import device_name as device_name
from counter.ui.widgets.device_words import state_word as state_word
from counter.ui.widgets.pane import Pane, sides
from devices.link import DeviceStatus, LinkState


class TopLine(Pane):
    """Where one is and who one is, at the left; what waits, at the right."""

    def tell(self, left: str, right: str) -> None:
        """Show both ends."""
        self._ends = (left, right)
        self.show([sides(left, right, self.size.width)])

    def on_resize(self) -> None:
        """Fit both ends to the new width."""
        if hasattr(self, "_ends"):
            self.tell(*self._ends)


class MessageLine(Pane):
    """One message at a time, with its code and advice, until the next or until it is cleared."""

    def say(self, text: str) -> None:
        """A plain word to the clerk."""
        self.set_class(False, "-error")
        self.show([text])

    def complain(self, error: ErrorText) -> None:
        """What went wrong and what to do, in one line each where there is room."""
        self.set_class(True, "-error")
        self.show([Content.assemble(("! ", "bold"), (error.message, "bold"), f"  {error.advice}  [{error.code}]")])

    def clear(self) -> None:
        """Nothing to say."""
        self.set_class(False, "-error")
        self.show([])


_SYMBOLS = {
    LinkState.READY: "✓",
    LinkState.STARTING: "~",
    LinkState.BUSY: "~",
    LinkState.PAPER_LOW: "!",
    LinkState.OFF: "-",
}


def state_mark(state: LinkState) -> str:
    """One sign for a state."""
    return _SYMBOLS.get(state, "✗")


_CALM = (LinkState.READY, LinkState.OFF, LinkState.STARTING)


class StatusLine(Pane):
    """Each device with a symbol and a word, the print jobs that wait or need the clerk, and what to do first."""

    def tell(self, tr: Translator, states: Mapping[str, DeviceStatus], jobs: tuple[int, int]) -> None:
        """Show the states as they are now."""
        parts = [self._device(tr, states[name]) for name in states]
        waiting, unconfirmed = jobs
        parts.append(Content(tr.text("To print {n}", n=waiting)))
        if unconfirmed:
            parts.append(Content.styled(tr.text("! {n} not confirmed: ^G", n=unconfirmed), "bold reverse"))
        troubled = next((s for s in states.values() if s.state not in _CALM), None)
        if troubled is not None:
            parts.append(Content.styled(f"> {advice(tr, troubled)}", "italic"))
        self.show([Content("  ").join(parts)])

    def _device(self, tr: Translator, status: DeviceStatus) -> Content:
        symbol = state_mark(status.state)
        name = device_name(tr, status.device)
        word = "" if status.state is LinkState.READY else " " + status_word(tr, status)
        return Content.styled(f"{name} {symbol}{word}", "" if status.state in _CALM else "bold")


class KeyLine(Pane):
    """The keys that do something now; as many as fit, the most needed first."""

    def tell(self, tr: Translator, commands: Iterable[type[AnyCommand]]) -> None:
        """Show these commands' keys."""
        shown: list[Content] = []
        room = self.size.width
        for command in commands:
            label = tr.text(command.label)
            room -= cell_len(command.shown_key()) + cell_len(label) + 3
            if room < 0:
                break
            shown.append(Content.assemble((f" {command.shown_key()} ", "reverse"), f" {label}"))
        self.show([Content(" ").join(shown)])


def document_word(tr: Translator, document: str) -> str:
    """What a printed document is called."""
    words = {"waybill": tr.text("Waybill"), "receipt": tr.text("Receipt"), "refusal": tr.text("Refusal slip")}
    return words.get(document, document)
