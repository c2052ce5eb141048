"""Finding the words of the law in what a sender declares, in Chinese and English.

Chinese is searched as it stands, English by its words, singular or plural. Where words stand inside each other the
longest wins; a harmless word silences what stands inside it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from counter.domain.sanitise import ascii_digits, clean_text
from counter.rules.english import singular
from counter.rules.hits import Hit, outermost
from counter.rules.likeness import Entry, Likeness
from counter.rules.model import Aside, Words

_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_COUNTING = "些点个件家里的一二两三四五六七八九十几箱包袋盒瓶桶罐斤克"
_HAN = re.compile(r"[㐀-鿿豈-﫿]")


def normal(contents: str) -> str:
    """Return a text as one clean line with ASCII digits and letters, in lower case."""
    line = ascii_digits(clean_text(contents))
    return "".join(chr(ord(c) - 0xFEE0) if 0xFF21 <= ord(c) <= 0xFF5A else c for c in line).lower()


class Matcher:
    """Searches declarations for a book's words."""

    def __init__(self, words: Sequence[Words], harmless: Sequence[Words], aside: Aside, traditional: str = "") -> None:
        self._aside = aside
        self._simplified = str.maketrans(traditional[::2], traditional[1::2])
        self._han: dict[str, list[tuple[str, Words | None]]] = {}
        self._latin: dict[str, list[tuple[tuple[str, ...], str, Words | None]]] = {}
        for group in words:
            self._learn(group, group)
        for group in harmless:
            self._learn(group, None)

    def find(self, contents: str) -> tuple[Hit, ...]:
        """Return every word found in `contents`, harmless ones too, in order; those inside longer ones left out."""
        line = self.normal(contents)
        exact = list(outermost([*self._han_hits(line), *self._latin_hits(line)]))
        spaced = [*exact, *self._spaced_hits(line, exact)]
        hits = [*spaced, *outermost(list(self._likeness.find(line, spaced)))]
        return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end)))

    def warm(self) -> None:
        """Load what misspellings need (0.4 s), so that the first declaration doesn't wait for it."""
        tuple(self._likeness.find("预热xxxxxx", ()))

    def normal(self, contents: str) -> str:
        """Return a declaration as it is searched: clean, ASCII digits and letters, lower case, simplified."""
        return normal(contents).translate(self._simplified)

    @cached_property
    def _likeness(self) -> Likeness:
        han = {(word, id(m)): Entry(word, m) for group in self._han.values() for word, m in group}
        latin = {(word, id(m)): Entry(word, m) for group in self._latin.values() for _, word, m in group}
        return Likeness(han.values(), latin.values())

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
                end = start + len(word)
                if line.startswith(word, start) and _says_all(line, start, end, meaning):
                    sure = is_firm(meaning) or not self._is_aside(line, start, end)
                    sure = sure and (len(word) > 1 or _stands_alone(line, start, end))
                    yield Hit(start, end, word, meaning, sure)

    def _spaced_hits(self, line: str, exact: Sequence[Hit]) -> Iterator[Hit]:
        """Yield, unsure, the Chinese words that blanks or signs break: 充 电 宝, 打-火-机."""
        places = [place for place, char in enumerate(line) if _HAN.match(char)]
        squeezed = "".join(line[place] for place in places)
        for hit in outermost(list(self._han_hits(squeezed))):
            start, end = places[hit.start], places[hit.end - 1] + 1
            is_broken = end - start > hit.end - hit.start and hit.meaning is not None
            if is_broken and len(hit.word) >= 2 and not any(h.start < end and start < h.end for h in exact):
                yield Hit(start, end, hit.word, hit.meaning, sure=False)

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
                        sure = is_firm(meaning) or not self._is_latin_aside(forms, first, last)
                        yield Hit(found[first].start(), found[last - 1].end(), word, meaning, sure)

    def _is_latin_aside(self, forms: Sequence[tuple[str, str]], first: int, last: int) -> bool:
        after = last < len(forms) and not _disjoint(forms[last], self._aside.after.get("en", ()))
        return after or (first > 0 and not _disjoint(forms[first - 1], self._aside.before.get("en", ())))


def _says_all(line: str, start: int, end: int, meaning: Words | None) -> bool:
    """Return whether a vague word (东西, 配件) stands alone; with a thing's name beside it, it tells enough."""
    return meaning is None or meaning.look != "vague" or _stands_alone(line, start, end)


def _stands_alone(line: str, start: int, end: int) -> bool:
    """Return whether no other Chinese word touches a word, counting words apart: 苯 in 硝苯地平 does not."""
    around = line[max(0, start - 1) : start] + line[end : end + 1]
    return all(char in _COUNTING or not _HAN.match(char) for char in around)


def is_firm(meaning: Words | None) -> bool:
    """Return whether a word means the thing whatever stands beside it."""
    return meaning is not None and meaning.firm


def _disjoint(forms: Iterable[str], others: Iterable[str]) -> bool:
    return not set(forms) & set(others)
