"""What the sign-in screen shows before anything is loaded: from a leaf that the last start left behind.

Reading and checking the configuration takes a tenth of the time to the first picture. The leaf holds what that picture
needs of it, and is good for the same unchanged file only; any other file is read and checked before a screen opens.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from counter import home_files
from counter.ui.signing import SignInView

if TYPE_CHECKING:
    from counter.config import Config
    from counter.domain.staff import StaffMember

Names = tuple[tuple[str, str, str], ...]


class Glance(NamedTuple):
    """The sign-in screen's view, the configured language, and the keys that were changed."""

    view: SignInView
    language: str
    keys: Mapping[str, str]


def glance(home: Path, config_file: Path | None) -> Glance:
    """What to show at once. UsageError on a configuration that is missing or wrong, its keys included."""
    leaf = _read(home / home_files.LEAF)
    if leaf.get("config") == stamp(config_file or home / home_files.CONFIG):
        try:
            return _of_leaf(leaf)
        except (KeyError, TypeError, ValueError, AttributeError):
            pass  # a leaf of another version: the configuration itself says it all
    return _of_config(home, config_file)


def stamp(config_file: Path) -> list[object]:
    """What tells one state of a file from another; empty when there is none."""
    try:
        found = config_file.stat()
    except OSError:
        return []
    return [str(config_file), found.st_mtime_ns, found.st_size]


def leave(home: Path, members: Iterable["StaffMember"], config: "Config | None" = None, of: object = None) -> None:
    """Leave the names for the next start, and what that start needs of a configuration whose `stamp` is `of`."""
    leaf: dict[str, object] = {"members": [(m.staff_id, m.name, m.role) for m in members]}
    if config is not None:
        leaf |= {
            "config": of,
            "office": _office(config),
            "counter": config.counter,
            "language": config.language,
            "keys": dict(config.keys),
            "demo": _is_demo(config),
        }
    (home / home_files.LEAF).write_text(json.dumps(leaf, ensure_ascii=False), encoding="utf-8")


def signing_view(home: Path, config: "Config") -> SignInView:
    """The view of a configuration, with the names of the last time."""
    names = _names(_read(home / home_files.LEAF))
    return SignInView(_office(config), config.counter, names, _pins(_is_demo(config)))


def _of_leaf(leaf: Mapping[str, object]) -> Glance:
    office, keys = leaf["office"], leaf["keys"]
    if not isinstance(office, dict) or not isinstance(keys, dict):
        raise TypeError(leaf)
    view = SignInView(office, str(leaf["counter"]), _names(leaf), _pins(leaf["demo"] is True))
    return Glance(view, str(leaf["language"]), keys)


def _of_config(home: Path, config_file: Path | None) -> Glance:
    from counter.config import load

    config = load(home, config_file)
    if config.keys:
        # Deferred: whether a key is free only all the screens together know.
        from counter.ui.keymap import check

        check(config.keys, config.file)
    return Glance(signing_view(home, config), config.language, config.keys)


def _office(config: "Config") -> dict[str, str]:
    return {"zh": config.office.name_zh, "en": config.office.name_en}


def _is_demo(config: "Config") -> bool:
    return config.sample and config.simulate


def _pins(is_demo: bool) -> dict[str, str]:
    """The sample office's PINs, in the demo and nowhere else."""
    if not is_demo:
        return {}
    from counter.bootstrap.sample_pins import PINS

    return dict(PINS)


def _names(leaf: Mapping[str, object]) -> Names:
    rows = leaf.get("members")
    try:
        return tuple((str(a), str(b), str(c)) for a, b, c in rows)  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        return ()


def _read(file: Path) -> Mapping[str, object]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
