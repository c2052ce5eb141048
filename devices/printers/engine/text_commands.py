"""Commands that change how text looks and where it stands."""

from devices.printers.engine.machine import Handler, Machine, Refused, choice, word
from devices.printers.engine.modes import CODE_PAGES, DEFAULT_LINE_SPACING, FONT_A, FONT_B
from devices.printers.engine.syntax import Token

_ALIGN = ("left", "center", "right")


def _line_feed(machine: Machine, _: Token) -> None:
    machine.page.print_line(machine.modes, machine.modes.line_spacing)


def _feed_lines(machine: Machine, token: Token) -> None:
    machine.page.print_line(machine.modes, machine.modes.line_spacing * token.params[0])


def _feed_dots(machine: Machine, token: Token) -> None:
    machine.page.print_line(machine.modes, token.params[0])


def _nothing(_machine: Machine, _token: Token) -> None:
    """NUL is no character, and CR prints nothing while automatic line feed is off."""


def _tab(machine: Machine, _: Token) -> None:
    stops = [column * machine.modes.font[0] for column in machine.modes.tabs]
    machine.page.x = next((x for x in stops if x > machine.page.x), machine.page.x)


def _set_tabs(machine: Machine, token: Token) -> None:
    columns = tuple(token.params.rstrip(b"\0"))
    if list(columns) != sorted(set(columns)):
        raise Refused("tab stops must rise")
    machine.modes.tabs = columns


def _position(machine: Machine, token: Token) -> None:
    machine.page.x = _inside(machine, word(token.params))


def _relative_position(machine: Machine, token: Token) -> None:
    step = int.from_bytes(token.params, "little", signed=True)
    machine.page.x = _inside(machine, machine.page.x + step)


def _inside(machine: Machine, x: int) -> int:
    if not 0 <= x <= machine.page.area(machine.modes):
        raise Refused("outside the print area")
    return x


def _print_mode(machine: Machine, token: Token) -> None:
    bits = token.params[0]
    modes = machine.modes
    modes.font = FONT_B if bits & 1 else FONT_A
    modes.bold = bool(bits & 8)
    modes.scale = (2 if bits & 32 else 1, 2 if bits & 16 else 1)
    modes.underline = 1 if bits & 128 else 0


def _font(machine: Machine, token: Token) -> None:
    machine.modes.font = (FONT_A, FONT_B)[choice(token.params[0], 0, 1)]


def _bold(machine: Machine, token: Token) -> None:
    machine.modes.bold = bool(token.params[0] & 1)


def _double_strike(machine: Machine, token: Token) -> None:
    machine.modes.double_strike = bool(token.params[0] & 1)


def _underline(machine: Machine, token: Token) -> None:
    machine.modes.underline = choice(token.params[0], 0, 1, 2)


def _reverse(machine: Machine, token: Token) -> None:
    machine.modes.reverse = bool(token.params[0] & 1)


def _size(machine: Machine, token: Token) -> None:
    width, height = (token.params[0] >> 4) + 1, (token.params[0] & 15) + 1
    if width > 8 or height > 8:
        raise Refused("sizes go from 1 to 8")
    machine.modes.scale = machine.modes.han_scale = (width, height)


def _spacing(machine: Machine, token: Token) -> None:
    machine.modes.spacing = token.params[0]


def _align(machine: Machine, token: Token) -> None:
    machine.need_line_start()
    machine.modes.align = _ALIGN[choice(token.params[0], 0, 1, 2)]


def _line_spacing(machine: Machine, token: Token) -> None:
    machine.modes.line_spacing = token.params[0]


def _default_line_spacing(machine: Machine, _: Token) -> None:
    machine.modes.line_spacing = DEFAULT_LINE_SPACING


def _code_page(machine: Machine, token: Token) -> None:
    if token.params[0] not in CODE_PAGES:
        raise Refused(f"no code page {token.params[0]}")
    machine.modes.codec = CODE_PAGES[token.params[0]]


def _country(_machine: Machine, token: Token) -> None:
    # the other countries replace ASCII characters such as # and $, which no document of ours wants
    if token.params[0] not in (0, 15):
        raise Refused("only the character sets of the USA (0) and China (15)")


def _left_margin(machine: Machine, token: Token) -> None:
    machine.need_line_start()
    machine.modes.left_margin = min(word(token.params), machine.page.width_dots)


def _area_width(machine: Machine, token: Token) -> None:
    machine.need_line_start()
    machine.modes.area_width = word(token.params)


def _motion_units(_machine: Machine, token: Token) -> None:
    if any(unit not in (0, 203) for unit in token.params):
        raise Refused("only units of 1/203 inch")


def _han_on(machine: Machine, _: Token) -> None:
    machine.modes.han = True


def _han_off(machine: Machine, _: Token) -> None:
    machine.modes.han = False


def _han_mode(machine: Machine, token: Token) -> None:
    bits = token.params[0]
    machine.modes.han_scale = (2 if bits & 4 else 1, 2 if bits & 8 else 1)
    machine.modes.han_underline = 1 if bits & 128 else 0


def _han_underline(machine: Machine, token: Token) -> None:
    machine.modes.han_underline = choice(token.params[0], 0, 1, 2)


def _han_quadruple(machine: Machine, token: Token) -> None:
    machine.modes.han_scale = (2, 2) if token.params[0] & 1 else (1, 1)


HANDLERS: dict[str, Handler] = {
    "NUL": _nothing,
    "CR": _nothing,
    "LF": _line_feed,
    "HT": _tab,
    "ESC d": _feed_lines,
    "ESC J": _feed_dots,
    "ESC D": _set_tabs,
    "ESC $": _position,
    "ESC \\": _relative_position,
    "ESC !": _print_mode,
    "ESC M": _font,
    "ESC E": _bold,
    "ESC G": _double_strike,
    "ESC -": _underline,
    "ESC SP": _spacing,
    "ESC a": _align,
    "ESC 2": _default_line_spacing,
    "ESC 3": _line_spacing,
    "ESC t": _code_page,
    "ESC R": _country,
    "GS !": _size,
    "GS B": _reverse,
    "GS L": _left_margin,
    "GS W": _area_width,
    "GS P": _motion_units,
    "FS &": _han_on,
    "FS .": _han_off,
    "FS !": _han_mode,
    "FS -": _han_underline,
    "FS W": _han_quadruple,
}
