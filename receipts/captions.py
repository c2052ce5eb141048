"""The fixed words of paper, through gettext; message ids are English."""

import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "receipts"
_FOLDERS = {"zh": "zh_CN", "en": "en"}


class Captions:
    """The words of one language; with `second`, forms add the other language small beside them."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words = gettext.translation(DOMAIN, LOCALE, [_FOLDERS[language]])
        self._known: dict[str, str] = {}

    def __call__(self, message: str) -> str:
        """The caption in the paper's language."""
        known = self._known.get(message)
        if known is None:
            known = self._known[message] = self._words.gettext(message)
        return known

    def both(self, message: str) -> str:
        """The caption in Chinese and English, for papers that leave the country or teach: 寄件人 Sender."""
        here, english = self(message), captions("en")(message)
        return here if here == english else f"{here} {english}"

    def pick(self, text: Mapping[str, str]) -> str:
        """A text of the snapshot in the paper's language, or in the one that it has."""
        return text.get(self.language) or text.get("zh") or text.get("en") or ""


@cache
def captions(language: str) -> Captions:
    """The captions of a language: zh or en. Raises KeyError for another."""
    return Captions(language)
