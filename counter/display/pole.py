"""The customer's pole display: two lines of twenty ASCII characters from the same view."""

from collections.abc import Callable

from counter.services.display_feed import CustomerView, Scene, Text
from tariffs.money import format_minor

WIDTH = 20
_WEIGHT_STATES = {
    "stable": "STABLE",
    "motion": "PLEASE WAIT",
    "over": "TOO HEAVY",
    "under": "TOO LIGHT",
    "negative": "BELOW ZERO",
    "zero": "PUT ITEM ON SCALE",
    "error": "SCALE FAULT",
    "unplugged": "SCALE NOT READY",
    "manual": "TYPED WEIGHT",
}

Lines = tuple[str, str]


def pole_lines(view: CustomerView) -> Lines:
    """What stands on a 2x20 display; exactly twenty printable ASCII characters a line.

    Words are shortened to make room; digits never are: an amount that does not fit shows as dots.
    """
    upper, lower = _SCENES[view.scene](view)
    return _exactly(upper), _exactly(lower)


def _closed(_view: CustomerView) -> Lines:
    return "COUNTER CLOSED", "NEXT COUNTER PLEASE"


def _idle(view: CustomerView) -> Lines:
    return "WELCOME", _ascii(view.office)


def _weighing(view: CustomerView) -> Lines:
    figure = f"{view.weight_text} {view.weight_unit}".strip()
    return _beside("WEIGHT", figure), _WEIGHT_STATES.get(view.weight_state, "PLEASE WAIT")


def _fee(view: CustomerView) -> Lines:
    total = _amount(view.total, view.currency)
    if not view.lines:
        return _ascii(view.service), _beside(f"TOTAL {view.currency}", total)
    newest = view.lines[-1]
    return _beside(_ascii(newest.text), _amount(newest.amount, view.currency)), _beside(f"TOTAL {view.currency}", total)


def _inspection(_view: CustomerView) -> Lines:
    return "INSPECTION", "ONE MOMENT PLEASE"


def _pay(view: CustomerView) -> Lines:
    due = _beside(f"PLEASE PAY {view.currency}", _amount(view.total, view.currency))
    if view.tendered is None:
        return due, "SCAN THE CODE TO PAY" if view.payment_qr else ""
    received = _beside("RECEIVED", _amount(view.tendered, view.currency))
    if view.change is None:
        return due, received
    return received, _beside("CHANGE", _amount(view.change, view.currency))


def _thanks(view: CustomerView) -> Lines:
    if view.change:
        return _first_number(view) or "THANK YOU", _beside("CHANGE", _amount(view.change, view.currency))
    return "THANK YOU", _first_number(view)


def _refused(_view: CustomerView) -> Lines:
    return "WE MAY NOT ACCEPT", "THIS ITEM"


def _locked(_view: CustomerView) -> Lines:
    return "ONE MOMENT PLEASE", ""


_SCENES: dict[Scene, Callable[[CustomerView], Lines]] = {
    Scene.CLOSED: _closed,
    Scene.IDLE: _idle,
    Scene.WEIGHING: _weighing,
    Scene.FEE: _fee,
    Scene.INSPECTION: _inspection,
    Scene.PAY: _pay,
    Scene.THANKS: _thanks,
    Scene.REFUSED: _refused,
    Scene.LOCKED: _locked,
}


def _first_number(view: CustomerView) -> str:
    return view.mail_numbers[0] if view.mail_numbers else ""


def _amount(minor: int | None, currency: str) -> str:
    return "" if minor is None else format_minor(minor, currency)


def _ascii(text: Text) -> str:
    """The English words, which this display can show; nothing where there are none."""
    return "".join(character for character in text.get("en", "") if " " <= character <= "~").strip()


def _beside(words: str, figure: str) -> str:
    """Words at the left, a figure at the right, whole."""
    if not figure:
        return words
    if len(figure) > WIDTH:
        return "." * WIDTH
    return words[: max(0, WIDTH - len(figure) - 1)].ljust(WIDTH - len(figure)) + figure


def _exactly(line: str) -> str:
    shown = "".join(character if " " <= character <= "~" else "?" for character in line)
    return shown[:WIDTH].ljust(WIDTH)
