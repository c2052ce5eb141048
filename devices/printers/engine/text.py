"""Characters: code pages, GB18030 between FS & and FS ., and how they look."""

from devices.printers.engine.events import Unknown
from devices.printers.engine.machine import Machine
from devices.printers.engine.modes import HAN, Modes
from devices.printers.engine.page import Look
from devices.printers.engine.syntax import Token


def print_text(machine: Machine, token: Token) -> None:
    """Collect a run of text bytes on the current line."""
    if not machine.modes.han:
        _print_single(machine, token.raw, token.offset)
        return
    data = machine.han_rest + token.raw
    start = token.offset - len(machine.han_rest)
    machine.han_rest = b""
    position = 0
    while position < len(data):
        size = _print_next(machine, data, position, start)
        if size == 0:
            machine.han_rest = data[position:]
            return
        position += size


def drop_half_character(machine: Machine, token: Token) -> None:
    """A command cut a Han character in two: say so."""
    if machine.han_rest:
        rest, machine.han_rest = machine.han_rest, b""
        machine.events.append(Unknown(rest, token.offset - len(rest), "half a GB18030 character"))


def _print_next(machine: Machine, data: bytes, position: int, start: int) -> int:
    end = position
    while end < len(data) and data[end] < 0x80:
        end += 1
    if end > position:
        _print_single(machine, data[position:end], start + position)
        return end - position
    return _print_han(machine, data, position, start)


def _print_han(machine: Machine, data: bytes, position: int, start: int) -> int:
    """Print the Han characters at `position`; how many bytes that took, 0 when the last is not complete."""
    end = position
    while end < len(data) and data[end] >= 0x80:
        size = _han_size(data, end)
        if end + size > len(data):
            break
        end += size
    chunk = data[position:end]
    if chunk:
        _put_han(machine, chunk, start + position)
    return len(chunk)


def _han_size(data: bytes, at: int) -> int:
    if at + 1 < len(data) and 0x30 <= data[at + 1] <= 0x39:
        return 4
    return 2


def _put_han(machine: Machine, chunk: bytes, offset: int) -> None:
    try:
        text = chunk.decode("gb18030")
    except UnicodeDecodeError:
        text = chunk.decode("gb18030", errors="replace")
        machine.events.append(Unknown(chunk[:64], offset, "not GB18030"))
    machine.page.put(text, _han_look(machine.modes), machine.modes)


def _print_single(machine: Machine, data: bytes, offset: int) -> None:
    try:
        text = data.decode(machine.modes.codec)
    except UnicodeDecodeError:
        text = data.decode(machine.modes.codec, errors="replace")
        machine.events.append(Unknown(data[:64], offset, f"not in code page {machine.modes.codec}"))
    machine.page.put(text, _look(machine.modes), machine.modes)


def _look(modes: Modes) -> Look:
    bold = modes.bold or modes.double_strike
    return Look(modes.font, modes.scale, bold, modes.underline, modes.reverse, modes.spacing)


def _han_look(modes: Modes) -> Look:
    bold = modes.bold or modes.double_strike
    return Look(HAN, modes.han_scale, bold, modes.han_underline, modes.reverse, 0)
