"""Looks at every screen for what should never stand on one."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

import receipts

NEVER = ("Traceback", "Exception", "Error:", "NoneType", "None ", "<object", "lambda", "Textual", "TODO", "nan", "{n}")
"""Words of a program that fell over, or of one that forgot to say something."""

_PLACE = re.compile(r"\{[a-z_]+\}")
_CODE = re.compile(r"\[([a-z][a-z0-9]*(?:-[a-z0-9]+)+)\]")
_ENGLISH = re.compile(r"\b[A-Za-z][a-z]+(?: [a-z]{2,}){2,}")
_FRAME = re.compile(r"[│┃┏┓┗┛━▏▔─┌┐└┘]")


class Watch:
    """What was seen that should not stand there; `allowed` are the error codes that the step at hand expects."""

    def __init__(self, language: str = "zh") -> None:
        self.language = language
        self.allowed: frozenset[str] = frozenset()
        self.screens = 0
        self.codes: dict[str, int] = {}
        self.found: list[str] = []
        self.pause = False
        self._last = ""
        self._seen: set[str] = set()

    def look(self, screen: str) -> None:
        """Judge one screen; the same one again counts once."""
        if self.pause or screen == self._last:
            return
        self._last = screen
        self.screens += 1
        for wrong in (*_words(screen), *self._codes(screen), *self._foreign(screen)):
            if wrong not in self._seen:
                self._seen.add(wrong)
                self.found.append(wrong)

    def expect(self, codes: Iterable[str]) -> None:
        """These error codes may stand on the screens from now on."""
        self.allowed = frozenset(codes)

    def _codes(self, screen: str) -> Iterator[str]:
        for code in _CODE.findall(_plain(screen)):
            self.codes[code] = self.codes.get(code, 0) + 1
            if code not in self.allowed:
                yield f"unexpected error code: {code}"

    def _foreign(self, screen: str) -> Iterator[str]:
        """A Chinese screen has no English sentence; names, codes and single words may be Latin."""
        if self.language == "zh":
            for line in screen.splitlines():
                for words in _ENGLISH.findall(line):
                    if not _is_on_paper(words):
                        yield f"untranslated: {words}"


def _is_on_paper(words: str) -> bool:
    """The titles of Chinese paper are in both languages on purpose, and some of its texts."""
    return words in _paper("en") or any(words in text for text in _paper("zh_CN"))


@cache
def _paper(language: str) -> frozenset[str]:
    catalogue = Path(receipts.__file__).parent / "locale" / language / "LC_MESSAGES" / "receipts.po"
    with catalogue.open("rb") as file:
        return frozenset(str(message.string) for message in read_po(file))


def _words(screen: str) -> Iterator[str]:
    for word in NEVER:
        if word in screen:
            line = next(line for line in screen.splitlines() if word in line)
            yield f"{word!r} in: {line.strip()}"
    for place in _PLACE.findall(screen):
        yield f"unfilled place: {place}"


def _plain(screen: str) -> str:
    """The text without frames, lines joined: a code may be wrapped."""
    return _FRAME.sub("", screen).replace("\n", " ")
