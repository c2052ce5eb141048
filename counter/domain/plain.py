"""Values of the domain as the journal's payloads hold them: dictionaries, lists, texts and whole numbers."""

from collections.abc import Mapping
from datetime import date
from enum import Enum

from counter.domain.journal import Json

_AS_THEY_ARE = frozenset({str, int, bool, type(None)})


def plain(value: object, **instead: Json) -> Json:
    """A value, dataclasses and all within, as the journal holds it; `instead` of some fields of a dataclass.

    TypeError for what it doesn't hold, floats above all.
    """
    if type(value) in _AS_THEY_ARE:
        return value  # type: ignore[return-value]
    fields = getattr(type(value), "__dataclass_fields__", None)
    if fields is not None:
        return {name: instead[name] if name in instead else plain(getattr(value, name)) for name in fields}
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
