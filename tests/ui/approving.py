"""The supervisor at the clerk's screen: found in the list, then their PIN."""

from counter.ui.dialogs.ask import AskDialog
from counter.ui.dialogs.choose import ChooseDialog
from tests.ui.driving import Driver, keys, until

SUPERVISOR = "王芳"


async def approve(pilot: Driver, pin: str = "9999") -> None:
    """Say who approves, and type a PIN."""
    await until(pilot, lambda: _asks_who(pilot) or _asks_pin(pilot), "the second person")
    screen = pilot.app.screen
    if isinstance(screen, ChooseDialog):
        names = [name for name, _ in screen._choices]
        await keys(pilot, str(names.index(SUPERVISOR) + 1))
        await until(pilot, lambda: _asks_pin(pilot), "the PIN")
    await keys(pilot, *pin, "<enter>")


def _asks_who(pilot: Driver) -> bool:
    screen = pilot.app.screen
    return isinstance(screen, ChooseDialog) and any(name == SUPERVISOR for name, _ in screen._choices)


def _asks_pin(pilot: Driver) -> bool:
    screen = pilot.app.screen
    return isinstance(screen, AskDialog) and SUPERVISOR in " ".join(screen._labels)
