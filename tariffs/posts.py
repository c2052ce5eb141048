"""A post's folder: `post.toml` lists its services, each other file with an `id` is one version of a table.

Nothing is read before it is needed: a table when it is first asked for, then compiled once and shared.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tariffs import codecs as c
from tariffs.document import read_fees
from tariffs.library import Library, fail, read_toml
from tariffs.listing import Service
from tariffs.pricing import Ready, make_ready
from tariffs.problems import TariffError, Text
from tariffs.schema import Fee

INDEX = "post.toml"

_SERVICE: Mapping[str, c.Codec[Any]] = {
    "code": c.string,
    "name": c.text,
    "group": c.string,
    "tables": c.words,
    "defaults": c.words,
    "needs_contents": c.flag,
    "retail": c.flag,
}


@dataclass(frozen=True, slots=True)
class OptionName:
    """How an option without a fee of its own is called, and its letter on the keyboard."""

    name: Text
    letter: str = ""


@dataclass(frozen=True, slots=True)
class _Listed:
    code: str
    name: Text
    group: str = "parcels"
    tables: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()
    needs_contents: bool = True
    retail: bool = True


@dataclass(frozen=True, slots=True)
class _Index:
    code: str
    name: Text
    services: tuple[_Listed, ...]
    options: Mapping[str, OptionName] = field(default_factory=dict)
    other_fees: str = ""


_INDEX = c.record(
    _Index,
    {
        "code": c.string,
        "name": c.text,
        "services": c.list_of(c.record(_Listed, _SERVICE)),
        "options": c.mapping_of(c.record(OptionName, {"name": c.text, "letter": c.string})),
        "other_fees": c.string,
    },
)


class Post:
    """One post: its services, and its tables as they are asked for."""

    def __init__(self, folder: Path, library: Library | None = None) -> None:
        self.folder = folder
        self._library = library or Library(folder)
        index = _read_index(folder / INDEX)
        self.code, self.name, self.options = index.code, index.name, index.options
        self.services: dict[str, Service] = {each.code: _service(each, index.code) for each in index.services}
        self._other_fees = index.other_fees
        self._ready: dict[str, Ready] = {}

    def ready(self, name: str) -> Ready:
        """The compiled table of a file. Raises TariffError naming the file, the key and what to do."""
        if name not in self._ready:
            self._ready[name] = make_ready(self._library.table(self.folder / f"{name}.toml"))
        return self._ready[name]

    def other_fees(self) -> tuple[Fee, ...]:
        """Fees outside acceptance (withdrawal, poste restante, customs ...): looked up, never charged by themselves."""
        if not self._other_fees:
            return ()
        return read_fees(self._library.piece(self._other_fees, INDEX)["fees"], f"{self._other_fees}.toml")


def _service(listed: _Listed, post: str) -> Service:
    return Service(
        listed.code,
        listed.name,
        listed.group,
        post,
        listed.tables,
        frozenset(listed.defaults),
        listed.needs_contents,
        listed.retail,
    )


def _read_index(path: Path) -> _Index:
    notes = c.Notes()
    index = _INDEX.read(read_toml(path), "", notes)
    if notes.problems:
        raise TariffError(str(path), notes.problems)
    return index


def loose_tables(folder: Path, shared: Iterable[Path]) -> tuple[Ready, ...]:
    """Every table of a folder and its subfolders, compiled, in the order of their names. Raises TariffError."""
    if not folder.is_dir():
        raise fail(str(folder), "", "没有这个目录", "There is no such folder", "请核对路径", "Check the path")
    tables = []
    for path in sorted(folder.rglob("*.toml")):
        if path.name != INDEX and "id" in read_toml(path):
            library = Library(path.parent, folder, *shared)
            tables.append(make_ready(library.table(path)))
    return tuple(tables)
