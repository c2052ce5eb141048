"""Commands to the machine itself: reset, cut, drawer, status, and which device listens."""

from devices.printers.engine.events import Cut, DrawerPulse, Query, StatusRequest
from devices.printers.engine.machine import Handler, Machine, Refused, choice
from devices.printers.engine.syntax import Token


def _reset(machine: Machine, _: Token) -> None:
    machine.reset()


def _cut(machine: Machine, token: Token) -> None:
    machine.need_line_start()
    mode = token.params[0]
    if mode not in (0, 1, 48, 49, 65, 66):
        raise Refused(f"no cut mode {mode}")
    if len(token.params) == 2:
        machine.page.y += token.params[1]
    machine.events.append(Cut(mode in (1, 49, 66), token.offset))
    machine.papers.append(machine.page.cut())


def _drawer(machine: Machine, token: Token) -> None:
    pin = (2, 5)[choice(token.params[0], 0, 1)]
    machine.events.append(DrawerPulse(pin, token.params[1] * 2, token.params[2] * 2, token.offset))


def _queued_status(machine: Machine, token: Token) -> None:
    number = choice(token.params[0], 1, 2)
    machine.events.append(StatusRequest(Query.QUEUED, number, token.offset))


def _automatic_status(machine: Machine, token: Token) -> None:
    machine.events.append(StatusRequest(Query.AUTOMATIC, token.params[0], token.offset))


def _process_id(machine: Machine, token: Token) -> None:
    """GS ( H function 48: the printer repeats the four characters when what stands before them is printed."""
    body = token.params[2:]
    if len(body) != 6 or body[:2] != b"00" or not all(0x20 <= byte <= 0x7E for byte in body[2:]):
        raise Refused("only process ids of four printable characters")
    machine.events.append(StatusRequest(Query.PROCESS_ID, 48, token.offset, body[2:]))


def _select(machine: Machine, token: Token) -> None:
    """ESC = n: bit 0 the printer listens, bit 1 the display behind it does."""
    machine.selected = bool(token.params[0] & 1)


def _already_done(_machine: Machine, _token: Token) -> None:
    """Real-time commands are obeyed when they arrive (see realtime); here they only take their place."""


HANDLERS: dict[str, Handler] = {
    "ESC @": _reset,
    "ESC =": _select,
    "ESC p": _drawer,
    "GS V": _cut,
    "GS r": _queued_status,
    "GS a": _automatic_status,
    "GS ( H": _process_id,
    "DLE EOT": _already_done,
    "DLE ENQ": _already_done,
    "DLE DC4": _already_done,
}
