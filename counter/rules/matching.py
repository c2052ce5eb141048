"""Finding the words of the law in what a sender declares, in Chinese and English.

Chinese is searched as it stands, English by its words, singular or plural. Where words stand inside each other the
longest wins; a harmless word silences what stands inside it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from counter.domain.sanitise import ascii_digits, clean_text
from counter.rules.model import Aside, Words

_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_HAN = re.compile(r"[㐀-鿿豈-﫿]")


@dataclass(frozen=True, slots=True)
class Hit:
    """One word found: where, what it means (None: harmless), and whether it stands there surely."""

    start: int
    end: int
    word: str
    meaning: Words | None
    sure: bool = True


def normal(contents: str) -> str:
    """Return a declaration as it is searched: one clean line, ASCII digits and letters, lower case."""
    line = ascii_digits(clean_text(contents))
    return "".join(chr(ord(c) - 0xFEE0) if 0xFF21 <= ord(c) <= 0xFF5A else c for c in line).lower()


class Matcher:
    """Searches declarations for a book's words."""

    def __init__(self, words: Sequence[Words], harmless: Sequence[Words], aside: Aside) -> None:
        self._aside = aside
        self._han: dict[str, list[tuple[str, Words | None]]] = {}
        self._latin: dict[str, list[tuple[tuple[str, ...], str, Words | None]]] = {}
        for group in words:
            self._learn(group, group)
        for group in harmless:
            self._learn(group, None)

    def find(self, contents: str) -> tuple[Hit, ...]:
        """Return every word found in `contents`, harmless ones too, in order; those inside longer ones left out."""
        line = normal(contents)
        hits = [*self._han_hits(line), *self._latin_hits(line)]
        return tuple(sorted(_outermost(hits), key=lambda hit: (hit.start, hit.end)))

    def _learn(self, group: Words, meaning: Words | None) -> None:
        for word in (*group.zh, *group.en):
            plain = normal(word)
            if _HAN.search(plain):
                self._han.setdefault(plain[0], []).append((plain, meaning))
            else:
                tokens = tuple(_TOKEN.findall(plain))
                self._latin.setdefault(tokens[0], []).append((tokens, plain, meaning))

    def _han_hits(self, line: str) -> Iterator[Hit]:
        for start, char in enumerate(line):
            for word, meaning in self._han.get(char, ()):
                if line.startswith(word, start):
                    end = start + len(word)
                    yield Hit(start, end, word, meaning, sure=not self._is_aside(line, start, end))

    def _is_aside(self, line: str, start: int, end: int) -> bool:
        rest = line[end:]
        followed = rest.startswith(self._aside.after.get("zh", ())) and not rest.startswith("套装")
        return followed or line[:start].endswith(self._aside.before.get("zh", ()))

    def _latin_hits(self, line: str) -> Iterator[Hit]:
        found = list(_TOKEN.finditer(line))
        forms = [(match.group(), singular(match.group())) for match in found]
        for first, pair in enumerate(forms):
            for form in dict.fromkeys(pair):
                for tokens, word, meaning in self._latin.get(form, ()):
                    last = first + len(tokens)
                    if last <= len(forms) and all(t in forms[first + i] for i, t in enumerate(tokens)):
                        sure = not self._is_latin_aside(forms, first, last)
                        yield Hit(found[first].start(), found[last - 1].end(), word, meaning, sure)

    def _is_latin_aside(self, forms: Sequence[tuple[str, str]], first: int, last: int) -> bool:
        after = last < len(forms) and not _disjoint(forms[last], self._aside.after.get("en", ()))
        return after or (first > 0 and not _disjoint(forms[first - 1], self._aside.before.get("en", ())))


def singular(token: str) -> str:
    """Return an English word without its plural ending; words that only look plural are left: glass, bus, gas."""
    if token.endswith("ies") and len(token) > 4:
        return token[:-3] + "y"
    if token.endswith(("sses", "shes", "ches", "xes", "zes")):
        return token[:-2]
    if token.endswith("s") and len(token) > 3 and not token.endswith(("ss", "us", "is")):
        return token[:-1]
    return token


def by_word(hits: Iterable[Hit]) -> Mapping[str, Hit]:
    """Return the hits by their word, the sure ones before the unsure."""
    table: dict[str, Hit] = {}
    for hit in hits:
        known = table.get(hit.word)
        if known is None or (hit.sure and not known.sure):
            table[hit.word] = hit
    return table


def _outermost(hits: Sequence[Hit]) -> Iterator[Hit]:
    """Yield the hits that no longer one encloses."""
    for hit in hits:
        length = hit.end - hit.start
        if not any(o.start <= hit.start and hit.end <= o.end and o.end - o.start > length for o in hits):
            yield hit


def _disjoint(forms: Iterable[str], others: Iterable[str]) -> bool:
    return not set(forms) & set(others)
