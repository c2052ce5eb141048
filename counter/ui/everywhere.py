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
