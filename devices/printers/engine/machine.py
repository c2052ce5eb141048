"""What the command handlers work on."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from devices.printers.engine.events import Event
from devices.printers.engine.modes import Modes, SymbolStore
from devices.printers.engine.page import Page
from devices.printers.engine.paper import Paper
from devices.printers.engine.syntax import Token

MAX_EVENTS = 10_000


class Refused(Exception):
    """This printer will not do the command; the text says why."""


@dataclass(slots=True)
class Machine:
    """One printer's registers, page and outbox. Events beyond `MAX_EVENTS` push the oldest out."""

    page: Page
    modes: Modes = field(default_factory=Modes)
    store: SymbolStore = field(default_factory=SymbolStore)
    events: deque[Event] = field(default_factory=lambda: deque(maxlen=MAX_EVENTS))
    papers: list[Paper] = field(default_factory=list)
    selected: bool = True
    han_rest: bytes = b""

    def need_line_start(self) -> None:
        """Many commands work only where no text is collected; real printers ignore them elsewhere."""
        if not self.page.at_line_start:
            raise Refused("only at the beginning of a line")

    def reset(self) -> None:
        """ESC @: all modes as at power-on, the collected line is lost, printed paper stays."""
        self.modes = Modes()
        self.store = SymbolStore()
        self.page.discard_line()
        self.han_rest = b""


Handler = Callable[[Machine, Token], None]


def word(params: bytes, at: int = 0) -> int:
    """A little-endian 16-bit parameter."""
    return params[at] | params[at + 1] << 8


def choice(value: int, *allowed: int) -> int:
    """The value when it is one of `allowed`, given as a number or as its ASCII digit; Refused otherwise."""
    number = value - 48 if value >= 48 else value
    if number not in allowed:
        raise Refused(f"no such value: {value}")
    return number
