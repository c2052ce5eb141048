"""Commands that are the same on every screen."""

from counter.ui.base import CounterScreen
from counter.ui.commands import Command


class Language(Command[CounterScreen]):
    """Change between Chinese and English"""

    key = "ctrl+e"
    label = "中文/English"

    def run(self, screen: CounterScreen) -> None:
        """Change it everywhere."""
        screen.counter_app.change_language()


class Quit(Command[CounterScreen]):
    """Close the program"""

    key = "ctrl+q"
    label = "Quit"

    def run(self, screen: CounterScreen) -> None:
        """End."""
        screen.app.exit()


class Devices(Command[CounterScreen]):
    """Look at the devices: their state, what passes on their wires, tests, setting up"""

    key = "f11"
    label = "Devices"

    def enabled_when(self, screen: CounterScreen) -> bool:
        """Once the counter is loaded."""
        return screen.counter_app.is_loaded

    def run(self, screen: CounterScreen) -> None:
        """Open the devices screen."""
        # Deferred: the sign-in screen does not wait for what only an installer needs.
        from counter.ui.screens.devices import DevicesScreen

        desk = screen.counter_app.desk
        if desk.bench is not None:
            screen.app.push_screen(DevicesScreen(desk, desk.bench, getattr(screen, "clerk", None)))
