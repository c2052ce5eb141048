"""Small readers and writers of single values: plain data (as TOML gives it) to typed values and back, losslessly.

A reader never stops at the first fault: it notes the problem with its place and goes on with a harmless value.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Generic, TypeVar, cast

from tariffs.problems import Problem, Text, both

T = TypeVar("T")
MOST_DIGITS = 12
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What no text of a table holds: it would reach a terminal or a receipt raw, or turn the direction of writing."""

_NUMBER = re.compile(rf"-?\d{{1,{MOST_DIGITS}}}(\.\d{{1,{MOST_DIGITS}}})?")


class Notes:
    """Collects the problems found while reading, with the place that is being read."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, place: str, code: str, message: Text, advice: Text) -> None:
        """Note one problem."""
        self.problems.append(Problem(place, code, message, advice))

    def wrong(self, place: str, value: object, zh: str, en: str) -> None:
        """Note a value that is not what is expected there; zh and en say what is."""
        shown = repr(value)[:40]
        message = both(f"这里不能是 {shown}", f"{shown} does not belong here")
        self.add(place, "wrong-value", message, both(f"请写{zh}", f"write {en}"))


@dataclass(frozen=True)
class Codec(Generic[T]):
    """One kind of value: `read(value, place, notes)` and `write(value)` are each other's inverse."""

    read: Callable[[object, str, Notes], T]
    write: Callable[[T], object]


def _simple(test: Callable[[object], bool], fallback: T, zh: str, en: str) -> Codec[T]:
    def read(value: object, place: str, notes: Notes) -> T:
        if test(value):
            return cast(T, value)
        notes.wrong(place, value, zh, en)
        return fallback

    return Codec(read, lambda value: value)


def _whole(low: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and low <= value < 10**MOST_DIGITS


def choice(*allowed: str) -> Codec[str]:
    """One of a few words."""
    listed = ", ".join(repr(word) for word in allowed)
    return _simple(lambda value: value in allowed, allowed[0], f"其中之一：{listed}", f"one of {listed}")


string: Codec[str] = _simple(
    lambda value: isinstance(value, str) and not _CONTROL.search(value),
    "",
    "一行文字，不含控制字符",
    "a text of one line, without control characters",
)
flag: Codec[bool] = _simple(lambda value: isinstance(value, bool), False, "true 或 false", "true or false")
whole: Codec[int] = _simple(_whole(0), 0, "不小于零的整数", "a whole number, zero or more")
positive: Codec[int] = _simple(_whole(1), 1, "大于零的整数", "a whole number above zero")
day: Codec[date] = _simple(
    lambda value: isinstance(value, date) and not isinstance(value, datetime),
    date(1970, 1, 1),
    "日期，如 2026-08-01",
    "a date such as 2026-08-01",
)


def _read_exact(value: object, place: str, notes: Notes) -> int | Fraction:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**MOST_DIGITS:
        return value
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        exact = Fraction(value)
        return int(exact) if exact.denominator == 1 else exact
    notes.wrong(place, value, '整数（最小货币单位），更细的写成文字如 "0.5"', 'a whole number, or a text such as "0.5"')
    return 0


def _write_exact(value: int | Fraction) -> object:
    if value.denominator == 1:
        return int(value)
    return format((Decimal(value.numerator) / Decimal(value.denominator)).normalize(), "f")


amount: Codec[int | Fraction] = Codec(_read_exact, _write_exact)


def _read_cell(value: object, place: str, notes: Notes) -> int | Fraction | None:
    return None if value == "n/a" else _read_exact(value, place, notes)


cell: Codec[int | Fraction | None] = Codec(_read_cell, lambda value: "n/a" if value is None else _write_exact(value))
ratio: Codec[Fraction] = Codec(lambda value, place, notes: Fraction(_read_exact(value, place, notes)), _write_exact)


def _read_words(value: object, place: str, notes: Notes) -> tuple[str, ...]:
    if isinstance(value, str) and not _CONTROL.search(" ".join(value.split())):
        return tuple(value.split())
    notes.wrong(place, value, "用空格隔开的代码", "codes with spaces between them")
    return ()


words: Codec[tuple[str, ...]] = Codec(_read_words, " ".join)


def _read_text(value: object, place: str, notes: Notes) -> Text:
    if isinstance(value, dict) and set(value) == {"zh", "en"}:
        return {key: string.read(value[key], f"{place}.{key}", notes) for key in ("zh", "en")}
    notes.wrong(place, value, '两种语言：{ zh = "…", en = "…" }', 'both languages: { zh = "…", en = "…" }')
    return both("", "")


text: Codec[Text] = Codec(_read_text, lambda value: {"zh": value["zh"], "en": value["en"]})


def list_of(item: Codec[T]) -> Codec[tuple[T, ...]]:
    """A list of values of one kind."""

    def read(value: object, place: str, notes: Notes) -> tuple[T, ...]:
        if not isinstance(value, list):
            notes.wrong(place, value, "列表 [ … ]", "a list [ … ]")
            return ()
        return tuple(item.read(each, f"{place}[{number}]", notes) for number, each in enumerate(value, 1))

    return Codec(read, lambda value: [item.write(each) for each in value])


def mapping_of(item: Codec[T]) -> Codec[Mapping[str, T]]:
    """A table whose keys are free and whose values are of one kind."""

    def read(value: object, place: str, notes: Notes) -> Mapping[str, T]:
        if not isinstance(value, dict):
            notes.wrong(place, value, "表 { … }", "a table { … }")
            return {}
        return {str(key): item.read(each, f"{place}.{key}", notes) for key, each in value.items()}

    return Codec(read, lambda value: {key: item.write(each) for key, each in value.items()})


def record(cls: type[T], codecs: Mapping[str, Codec[Any]]) -> Codec[T]:
    """A dataclass, by the codecs of its fields; a field's key is its name.

    Unknown keys and missing ones are problems. Values equal to the field's default are not written.
    """
    defaults = {item.name: _default(item) for item in fields(cast(Any, cls)) if item.name in codecs}

    def read(value: object, place: str, notes: Notes) -> T:
        if not isinstance(value, dict):
            notes.wrong(place, value, "表 { … }", "a table { … }")
            value = {}
        found: dict[str, Any] = {}
        for name, codec in codecs.items():
            where = f"{place}.{name}".lstrip(".")
            if name in value:
                found[name] = codec.read(value[name], where, notes)
            elif defaults[name] is MISSING:
                notes.add(where, "missing", both("缺少这一项", "this key is missing"), both("请补上", "add it"))
                found[name] = codec.read(_blank(codec), where, Notes())
        _note_unknown(value.keys() - codecs.keys(), ", ".join(codecs), place, notes)
        return cls(**found)

    def write(value: T) -> object:
        pairs = ((name, codec, getattr(value, name)) for name, codec in codecs.items())
        return {name: codec.write(each) for name, codec, each in pairs if each != defaults[name]}

    return Codec(read, write)


def _note_unknown(keys: Iterable[str], known: str, place: str, notes: Notes) -> None:
    for key in sorted(keys):
        advice = both(f"请改正或删去；可用：{known}", f"correct or remove it; known here: {known}")
        message = both("不认识这一项", "this key is not known")
        notes.add(f"{place}.{key}".lstrip("."), "unknown-key", message, advice)


def _default(item: Any) -> object:
    return item.default_factory() if item.default_factory is not MISSING else item.default


def _blank(codec: Codec[Any]) -> object:
    """A value that the codec can turn into something harmless: used after a missing key was noted."""
    return None if codec is not words else ""


def optional(item: Codec[T]) -> Codec[T | None]:
    """A value that is left out where there is none (TOML has no null)."""
    return Codec(item.read, lambda value: None if value is None else item.write(value))
