"""Scanners at the screen: codes that are typed like keys, and codes that come by themselves."""

from __future__ import annotations

from collections.abc import Sequence

from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input

from counter.config_devices import KEYBOARD, ScannerConfig
from counter.services.scanning import ScanRouter, keyboard_recogniser


class Wedge:
    """Tells a code of a scanner that types from what a clerk types.

    Where nobody claims the code, the field that it was typed into keeps it, without the scanner's prefix, and Enter
    goes on as usual; so a fast hand that is taken for a scanner loses nothing.
    """

    def __init__(self, prefix: str, scans: ScanRouter) -> None:
        self._prefix = prefix
        self._recogniser = keyboard_recogniser(prefix)
        self._scans = scans

    def takes(self, event: Key, focused: Widget | None) -> bool:
        """Look at a key before anything else does; True when it ended a code that somebody claimed."""
        typed = "\r" if event.key == "enter" else event.character if event.is_printable else None
        if not typed:
            self._recogniser.reset()
            return False
        scan = self._recogniser.feed(typed, event.time)
        if scan is None:
            return False
        if self._scans.deliver(scan):
            _end_with(focused, scan.typed, "")
            return True
        if self._prefix:
            _end_with(focused, scan.typed, scan.code)
        return False


def wedge_of(scanners: Sequence[ScannerConfig], scans: ScanRouter) -> Wedge | None:
    """For the first scanner that types, if there is one."""
    typing = next((s for s in scanners if s.port == KEYBOARD), None)
    return None if typing is None else Wedge(typing.prefix, scans)


def insert_code(focused: Widget | None, code: str) -> bool:
    """Put a scanned code where the cursor is; a PIN takes none. Whether there was a field for it."""
    if not isinstance(focused, Input) or focused.password:
        return False
    focused.insert_text_at_cursor(code)
    return True


def _end_with(focused: Widget | None, count: int, text: str) -> None:
    """Replace the last characters that were typed."""
    if isinstance(focused, Input):
        end = focused.cursor_position
        focused.replace(text, max(0, end - count), end)
