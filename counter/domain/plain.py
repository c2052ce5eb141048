"""Values of the domain as the journal's payloads hold them: dictionaries, lists, texts and whole numbers."""

import json
from collections.abc import Mapping
from datetime import date
from enum import Enum

from counter.domain.journal import Json

_AS_THEY_ARE = frozenset({str, int, bool, type(None)})


def plain_text(facts: Mapping[str, object]) -> str:
    """The canonical text of facts, dataclasses and all; for digests alone, as it doesn't look for floats."""
    return _CANONICAL.encode(facts)


def plain(value: object) -> Json:
    """A value, dataclasses and all within, as the journal holds it. TypeError for what it doesn't, floats above all."""
    if type(value) in _AS_THEY_ARE:
        return value  # type: ignore[return-value]
    fields = getattr(type(value), "__dataclass_fields__", None)
    if fields is not None:
        return {name: plain(getattr(value, name)) for name in fields}
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    if isinstance(value, (dict, Mapping)):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (str, int)):
        return value
    raise TypeError(f"not for the journal: {type(value).__name__}")


def _one_level(value: object) -> Json:
    """What the encoder doesn't know, one level deep; it asks for the next itself."""
    fields = getattr(type(value), "__dataclass_fields__", None)
    return plain(value) if fields is None else {name: getattr(value, name) for name in fields}


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_one_level)
