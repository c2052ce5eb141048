"""The language and the look that were chosen at the screen, kept in the home from one start to the next."""

import json
from collections.abc import Mapping
from pathlib import Path

LOOKS = ("dark", "light", "contrast")


class ScreenSettings:
    """What was chosen last; empty where nothing was, or where the file cannot be read: then the configuration holds.

    Without a file nothing is kept. A choice that cannot be written holds until the program ends.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._chosen = _read(file) if file else {}

    @property
    def language(self) -> str:
        """zh, en, or empty."""
        return self._chosen.get("language", "")

    @property
    def look(self) -> str:
        """One of `LOOKS`; the first until another is chosen."""
        look = self._chosen.get("look", "")
        return look if look in LOOKS else LOOKS[0]

    def keep(self, **chosen: str) -> None:
        """Remember `language` or `look` from now on."""
        self._chosen |= chosen
        if self._file is None:
            return
        fresh = self._file.with_name(f"{self._file.name}.new")
        try:
            fresh.write_text(json.dumps(self._chosen), encoding="utf-8")
            fresh.replace(self._file)
        except OSError:
            return  # a look is not worth a word in the middle of a sale


def _read(file: Path) -> dict[str, str]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, Mapping):
        return {}
    return {str(key): value for key, value in found.items() if isinstance(value, str)}
