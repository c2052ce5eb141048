"""A place in parsed JSON: what stands there in the type that is expected, or an error that names the place."""

from collections.abc import Mapping, Sequence
from typing import TypeGuard

from counter.errors import UsageError

JsonObject = Mapping[str, object]


class Place:
    """A JSON object at a named place of the request."""

    def __init__(self, value: object, where: str) -> None:
        self.where = where
        if not is_object(value):
            raise self.wrong("", "an object")
        self._value = value

    def string(self, key: str, default: str | None = None) -> str:
        """A text; required unless there is a default."""
        value = self._value.get(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, "a text")
        return value

    def one_of(self, key: str, words: Sequence[str]) -> str:
        """One of some words."""
        value = self.string(key)
        if value not in words:
            raise self.wrong(key, " or ".join(words))
        return value

    def number(self, key: str, default: int | None = None) -> int:
        """A whole number, never a fraction, never a truth value."""
        value = self._value.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(key, "a whole number")
        return value

    def each(self, key: str) -> list["Place"]:
        """The objects of a list."""
        value = self._value.get(key)
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise self.wrong(key, "a list")
        return [Place(v, f"{self.where}.{key}[{n}]") for n, v in enumerate(value)]

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; none by default."""
        value = self._value.get(key, [])
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise self.wrong(key, "a list of texts")
        found = tuple(v for v in value if isinstance(v, str))
        if len(found) != len(value):
            raise self.wrong(key, "a list of texts")
        return found

    def inside(self, key: str) -> "Place":
        """An object within this one."""
        return Place(self._value.get(key), f"{self.where}.{key}")

    def keys(self) -> tuple[str, ...]:
        """The names of what stands there."""
        return tuple(self._value)

    def get(self, key: str) -> object:
        """Whatever stands there, or None."""
        return self._value.get(key)

    def wrong(self, key: str, expected: str) -> UsageError:
        """The error for this place."""
        return UsageError(
            "request-wrong",
            "The request is wrong at {place}: expected {expected}.",
            "counter accept --example prints a complete valid request.",
            place=f"{self.where}.{key}".rstrip("."),
            expected=expected,
        )


def is_object(value: object) -> TypeGuard[JsonObject]:
    """Whether a parsed value is a JSON object."""
    return isinstance(value, Mapping)
