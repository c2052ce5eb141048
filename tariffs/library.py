"""TOML files of tables: read with what they share, so that a table stands complete.

`use` in a table names shared pieces: `zones = "FILE"` takes the [zones] of FILE, `scope = "FILE:NAME"` the table
[scope.NAME], `fees = ["FILE:CODE", ...]` single fees, `discounts = "FILE"` all of them, `notice = "FILE"`. What the
table says itself comes first. FILE is a path without .toml, beside the table or under `library`.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from tariffs.document import read_table
from tariffs.problems import Problem, TariffError, both
from tariffs.schema import Table
from tariffs.structure import faults

MOST_BYTES = 2_000_000
"""A file larger than this is no tariff table."""


def fail(source: str, place: str, zh: str, en: str, advice_zh: str, advice_en: str) -> TariffError:
    """An error with one problem."""
    return TariffError(source, [Problem(place, "file", both(zh, en), both(advice_zh, advice_en))])


def read_toml(path: Path) -> dict[str, object]:
    """Plain data of a TOML file. Raises TariffError naming the file and the line."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise fail(str(path), "", "文件太大", "The file is too big", "资费表不超过 2 MB", "A table is below 2 MB")
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise fail(str(path), "", "文件不能读取", "The file cannot be read", str(error), str(error)) from error
    except ValueError as error:
        if isinstance(error, TariffError):
            raise
        raise fail(
            str(path), "", "不是有效的 TOML", f"This is no valid TOML: {error}", f"请更正：{error}", "Correct that line"
        ) from error


class Library:
    """Shared pieces of tables in a folder: each file is read once."""

    def __init__(self, *folders: Path) -> None:
        self._folders = folders
        self._read: dict[str, dict[str, object]] = {}

    def piece(self, name: str, source: str) -> dict[str, object]:
        """The plain data of a shared file. Raises TariffError when there is none."""
        if name not in self._read:
            if ".." in name or name.startswith(("/", "~")):
                raise fail(source, "use", f"{name} 不在资费目录内", f"{name} lies outside the folder",
                           "只用本目录内的文件名", "Name a file of the folder itself")  # fmt: skip
            path = next((p for f in self._folders if (p := f / f"{name}.toml").is_file()), None)
            if path is None:
                raise fail(
                    source,
                    "use",
                    f"没有共用文件 {name}",
                    f"There is no shared file {name}",
                    "请核对文件名",
                    "Check the name of the file",
                )
            self._read[name] = read_toml(path)
        return self._read[name]

    def complete(self, document: Mapping[str, object], source: str) -> dict[str, object]:
        """A table's plain data with all its shared pieces in place and `use` gone. Raises TariffError."""
        whole = dict(document)
        use = whole.pop("use", {})
        if not isinstance(use, dict):
            raise fail(source, "use", "use 应为表", "use is a table", "写 [use]", "Write [use]")
        for key, names in use.items():
            try:
                whole[key] = self._taken(key, names, whole.get(key), source)
            except (KeyError, TypeError, AttributeError) as error:
                raise fail(
                    source,
                    f"use.{key}",
                    f"找不到 {names}",
                    f"{names} is not there: {error}",
                    "请核对名称",
                    "Check the names",
                ) from error
        return whole

    def _taken(self, key: str, names: object, own: object, source: str) -> object:
        if key == "fees":
            assert isinstance(names, list)
            return [self._fee(name, source) for name in names] + (own if isinstance(own, list) else [])
        file, _, part = str(names).partition(":")
        taken = self.piece(file, source)[key]
        if part:
            assert isinstance(taken, dict)
            taken = taken[part]
        return {**taken, **own} if isinstance(taken, dict) and isinstance(own, dict) else taken

    def _fee(self, name: str, source: str) -> object:
        file, _, code = name.partition(":")
        fees = self.piece(file, source)["fees"]
        assert isinstance(fees, list)
        found = [fee for fee in fees if fee["code"] == code]
        if not found:
            raise KeyError(code)
        return found[0]

    def table(self, path: Path) -> Table:
        """Read one table, complete and sound. Raises TariffError with all its problems."""
        return sound(read_table(self.complete(read_toml(path), path.name), path.name), path.name)


def sound(table: Table, source: str) -> Table:
    """The table itself when its structure is sound. Raises TariffError with every fault."""
    found = faults(table)
    if found:
        raise TariffError(source, found)
    return table
