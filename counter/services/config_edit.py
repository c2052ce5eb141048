"""Changing single tables of counter.toml while every other line, with its comments, stays as somebody wrote it."""

import json
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

Value = str | int | bool | tuple[str, ...]
Values = Mapping[str, Value]

_HEADER = re.compile(r"\s*\[\[?\s*(?P<name>[^\]\[]+?)\s*\]\]?\s*(#.*)?")
_PLAIN = re.compile(r"[^#\"']*|[^#\"']*(\"[^\"\\]*\"|'[^']*')[^#\"']*")


class EditFailed(Exception):
    """The file is written in a way that can't be changed line by line."""


def set_table(text: str, table: str, values: Values) -> str:
    """The text with these keys in `[table]`, which is made at the end where there is none.

    EditFailed when the result would not say exactly that.
    """
    lines = _lines(text)
    spans = [(a, b) for name, a, b in _tables(lines) if name == table]
    edited = _edited(lines, spans[0] if spans else None, f"[{table}]", values)
    expected = tomllib.loads(text)
    expected[table] = {**expected.get(table, {}), **_plain(values)}
    return _checked(edited, expected)


def set_named(text: str, table: str, name: str, values: Values) -> str:
    """The text with these keys in the `[[table]]` whose name is `name`; a new one is put at the end.

    EditFailed when the result would not say exactly that.
    """
    lines = _lines(text)
    spans = [(a, b) for found, a, b in _tables(lines) if found == table]
    expected = tomllib.loads(text)
    entries: list[dict[str, object]] = expected.setdefault(table, [])
    place = next((n for n, entry in enumerate(entries) if entry.get("name") == name), None)
    whole: Values = {"name": name, **values}
    if place is None:
        entries.append(_plain(whole))
    else:
        entries[place] |= _plain(whole)
    if place is not None and place >= len(spans):
        raise EditFailed(table)
    return _checked(_edited(lines, None if place is None else spans[place], f"[[{table}]]", whole), expected)


def replace_file(path: Path, text: str) -> Path:
    """Put a new text in a file's place in one step; the old one stays beside it. Returns where the old one is."""
    old = path.with_name(f"{path.name}.old")
    old.write_bytes(path.read_bytes())
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.chmod(path.stat().st_mode & 0o777)
    fresh.replace(path)
    return old


def _lines(text: str) -> list[str]:
    # str.splitlines knows line ends that TOML does not
    return text.rstrip("\n").split("\n")


def _tables(lines: Sequence[str]) -> list[tuple[str, int, int]]:
    """(name, first line after the header, line after the last) of each table."""
    heads = [(n, found["name"]) for n, line in enumerate(lines) if (found := _HEADER.fullmatch(line))]
    ends = [*(n for n, _ in heads), len(lines)][1:]
    return [(name, n + 1, end) for (n, name), end in zip(heads, ends, strict=True)]


def _edited(lines: Sequence[str], span: tuple[int, int] | None, header: str, values: Values) -> str:
    if span is None:
        body = [f"{key} = {_toml(value)}" for key, value in values.items()]
        return "\n".join([*lines, "", header, *body]) + "\n"
    first, end = span
    block, left = list(lines[first:end]), dict(values)
    for n, line in enumerate(block):
        key = line.partition("=")[0].strip()
        if "=" in line and key in left:
            block[n] = _replaced(line, key, left.pop(key))
    place = max((n + 1 for n, line in enumerate(block) if line.strip()), default=0)
    block[place:place] = [f"{key} = {_toml(value)}" for key, value in left.items()]
    return "\n".join([*lines[:first], *block, *lines[end:]]) + "\n"


def _replaced(line: str, key: str, value: Value) -> str:
    """The line with another value; a comment behind it stays where it stood."""
    old = line.partition("=")[2]
    comment = _comment(old)
    fresh = f"{key} = {_toml(value)}"
    column = len(line) - len(comment)
    return f"{fresh.ljust(column - 1)} {comment}" if comment else fresh


def _comment(value: str) -> str:
    """What stands behind a value from its # on; nothing where that can't be told."""
    for place, char in enumerate(value):
        if char == "#" and _PLAIN.fullmatch(value[:place]):
            return value[place:]
    return ""


def _toml(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _plain(values: Values) -> dict[str, object]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}


def _checked(text: str, expected: Mapping[str, object]) -> str:
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise EditFailed(str(error)) from error
    if said != expected:
        raise EditFailed(text)
    return text
