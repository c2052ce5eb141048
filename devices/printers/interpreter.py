"""Reads the bytes that go to an ESC/POS printer and makes the paper that would come out.

Source: "ESC/POS Command Reference" of Seiko Epson, for the commands listed in the handler tables of
`devices.printers.engine`. A command outside them, or with a value that the printer would not take, becomes an
`Unknown` event with its bytes, its place and the reason.
"""

from devices.printers.engine import device_commands, graphic_commands, text_commands
from devices.printers.engine.events import DrawerPulse, Event, PassedOn, Unknown
from devices.printers.engine.machine import Handler, Machine, Refused
from devices.printers.engine.page import MAX_PAPER_DOTS, Page
from devices.printers.engine.paper import Paper
from devices.printers.engine.realtime import RealTimeScanner
from devices.printers.engine.syntax import TEXT, UNKNOWN, Token, Tokeniser
from devices.printers.engine.text import drop_half_character, print_text

MAX_PAPERS = 500
_HANDLERS: dict[str, Handler] = {
    **text_commands.HANDLERS,
    **graphic_commands.HANDLERS,
    **device_commands.HANDLERS,
    TEXT: print_text,
}


class Interpreter:
    """A pure state machine: bytes in, papers and events out. No clock, no file, no thread.

    Keeps at most one unfinished command (1 MiB), the paper since the last cut (5 m), the last 500 papers and the last
    10,000 events. With `real_time=False` the real-time commands are left to whoever receives the bytes.
    """

    def __init__(self, width_dots: int = 576, *, real_time: bool = True) -> None:
        self._machine = Machine(Page(width_dots))
        self._tokeniser = Tokeniser()
        self._scanner = RealTimeScanner() if real_time else None

    @property
    def papers(self) -> list[Paper]:
        """The cut pieces, oldest first."""
        return self._machine.papers

    @property
    def events(self) -> tuple[Event, ...]:
        """What happened since the last `take_events`."""
        return tuple(self._machine.events)

    @property
    def unknown(self) -> tuple[Unknown, ...]:
        """What was not understood since the last `take_events`."""
        return tuple(event for event in self._machine.events if isinstance(event, Unknown))

    @property
    def pulses(self) -> tuple[DrawerPulse, ...]:
        """The drawer pulses since the last `take_events`."""
        return tuple(event for event in self._machine.events if isinstance(event, DrawerPulse))

    @property
    def uncut(self) -> Paper | None:
        """What hangs out of the printer: printed or fed since the last cut."""
        page = self._machine.page
        return None if page.empty else page.peek()

    @property
    def at_boundary(self) -> bool:
        """True when no command is unfinished and no line is collected."""
        return self._tokeniser.at_boundary and self._machine.page.at_line_start

    def feed(self, data: bytes) -> None:
        """Take bytes, as many or few as come."""
        if self._scanner is not None:
            self._machine.events.extend(self._scanner.feed(data))
        for token in self._tokeniser.feed(data):
            self._obey(token)

    def take_events(self) -> list[Event]:
        """The events so far, which are then forgotten."""
        taken = list(self._machine.events)
        self._machine.events.clear()
        return taken

    def tear_off(self) -> Paper | None:
        """A person tears off what hangs out."""
        paper = self.uncut
        if paper is not None:
            self._keep(self._machine.page.cut())
        return paper

    def power_cycle(self) -> None:
        """Forget modes, the unfinished command and the collected line; what is on paper stays."""
        self._tokeniser = Tokeniser()
        self._machine.reset()
        self._machine.selected = True

    def _obey(self, token: Token) -> None:
        machine = self._machine
        if not machine.selected and token.name != "ESC =":
            machine.events.append(PassedOn(token.raw, token.offset))
            return
        if token.name != TEXT:
            drop_half_character(machine, token)
        self._handle(token)
        self._keep_bounds(token)

    def _handle(self, token: Token) -> None:
        handler = _HANDLERS.get(token.name)
        if handler is None:
            self._report(token, "unknown command" if token.name != UNKNOWN else "no ESC/POS command")
            return
        try:
            handler(self._machine, token)
        except Refused as refusal:
            self._report(token, f"{token.name}: {refusal}")

    def _report(self, token: Token, reason: str) -> None:
        self._machine.events.append(Unknown(token.raw[:64], token.offset, reason))

    def _keep_bounds(self, token: Token) -> None:
        if self._machine.page.y > MAX_PAPER_DOTS:
            self._report(token, "five metres of paper without a cut")
            self._keep(self._machine.page.cut())
        del self._machine.papers[:-MAX_PAPERS]

    def _keep(self, paper: Paper) -> None:
        self._machine.papers.append(paper)
