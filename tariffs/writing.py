"""Tables as TOML text: written so that a change of one cell is a change of one line."""

import json
from collections.abc import Iterator, Mapping
from datetime import date

from tariffs.document import write_table
from tariffs.schema import Table

_LONG = 100
"""Lists that would be longer than this many characters are written one item a line."""


def toml_text(table: Table) -> str:
    """A table as TOML; tariffs.library reads the same table of it."""
    return "\n".join(_lines(write_table(table), "")) + "\n"


def _lines(values: Mapping[str, object], path: str) -> Iterator[str]:
    later = {key: value for key, value in values.items() if _is_section(value)}
    for key, value in values.items():
        if key not in later:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in later.items():
        name = f"{path}.{_key(key)}".lstrip(".")
        if isinstance(value, dict):
            yield from _section(value, name)
        elif isinstance(value, list):
            for each in value:
                yield from ("", f"[[{name}]]", *_lines(each, name))


def _section(value: Mapping[str, object], name: str) -> Iterator[str]:
    if any(not _is_section(each) for each in value.values()):
        yield from ("", f"[{name}]")
    yield from _lines(value, name)


def _is_section(value: object) -> bool:
    if isinstance(value, list):
        return bool(value) and isinstance(value[0], dict)
    return isinstance(value, dict) and set(value) != {"zh", "en"}


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        items = [_value(each) for each in value]
        short = "[" + ", ".join(items) + "]"
        return short if len(short) <= _LONG else "[\n" + "".join(f"  {item},\n" for item in items) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, int) else _string(value)


def _string(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    plain = key.replace("-", "").replace("_", "")
    return key if plain.isascii() and plain.isalnum() else _string(key)
