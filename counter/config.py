"""counter.toml -> one frozen Config; an error names the file, the key, and what to do."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from counter.errors import UsageError

FILE_NAME = "counter.toml"
LANGUAGES = ("zh", "en")

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class OfficeConfig:
    """The office as paper and screens name it; `region` is its region code, `country` its ISO country."""

    name_zh: str
    name_en: str
    code: str
    region: str
    country: str = "CN"
    phone: str = ""
    extra_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScaleConfig:
    """How the scale is reached. `port` is a device path or socket:// address; empty means none is connected."""

    protocol: str = "toledo8217"
    port: str = ""
    unit: str = "kg"
    minimum_g: int = 10
    maximum_g: int = 50_000


@dataclass(frozen=True, slots=True)
class PrinterConfig:
    """One printer and the papers it prints: waybill, receipt, report."""

    name: str
    port: str
    model: str = "generic-80"
    roles: tuple[str, ...] = ("waybill", "receipt", "report")


@dataclass(frozen=True, slots=True)
class DisplayConfig:
    """The customer's second screen: a loopback port, 0 for any free one."""

    enabled: bool = True
    port: int = 0


@dataclass(frozen=True, slots=True)
class Config:
    """All that differs between counters, read once at the start."""

    home: Path
    office: OfficeConfig
    counter: str
    database: str
    language: str = "zh"
    sample: bool = False
    simulate: bool = False
    scale: ScaleConfig = field(default_factory=ScaleConfig)
    printers: tuple[PrinterConfig, ...] = ()
    display: DisplayConfig = field(default_factory=DisplayConfig)
    tariff_dir: Path | None = None
    numbers_low: int = 200

    @property
    def key_file(self) -> Path:
        """Where the key of the encrypted fields is."""
        return self.home / "secret.key"


def load(home: Path, file: Path | None = None, *, complete: bool = True) -> Config:
    """Read a home's configuration. UsageError when it is missing, malformed, not filled in, or has an unknown key."""
    path = file or home / FILE_NAME
    reader = _Reader(path, _parse(path))
    config = reader.config(home)
    if complete:
        reader.require_filled(config.office)
    return config


def _parse(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UsageError(
            "config-missing", "There is no configuration at {path}.", "Create one with: counter init", path=str(path)
        ) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(
            "config-unreadable",
            "The configuration {path} cannot be read: {reason}",
            "Mend the file; counter init --sample in another folder shows a complete one.",
            path=str(path),
            reason=str(error),
        ) from error


class _Reader:
    """Takes keys out of a parsed file, and says which one is wrong."""

    def __init__(self, path: Path, data: Mapping[str, Any]) -> None:
        self._path = path
        self._data = data

    def config(self, home: Path) -> Config:
        top = dict(self._data)
        office = self._section(OfficeConfig, top.pop("office", {}), "office")
        scale = self._section(ScaleConfig, top.pop("scale", {}), "scale")
        display = self._section(DisplayConfig, top.pop("display", {}), "display")
        printers = tuple(
            self._section(PrinterConfig, p, f"printers[{n}]") for n, p in enumerate(top.pop("printers", []))
        )
        top["database"] = self._database(home, top.get("database", "sqlite:///office.db"))
        if "tariff_dir" in top:
            top["tariff_dir"] = home / str(top["tariff_dir"])
        parts = {"home": home, "office": office, "scale": scale, "display": display, "printers": printers}
        config = self._section(Config, top | parts, "")
        if config.language not in LANGUAGES:
            raise self._wrong("language", f"one of {', '.join(LANGUAGES)}")
        return config

    def require_filled(self, office: OfficeConfig) -> None:
        """Refuse an office without a name or a place: paper and fees depend on them."""
        for key in ("name_zh", "name_en", "code", "region"):
            if not getattr(office, key).strip():
                raise self._wrong(f"office.{key}", "it is empty")

    @staticmethod
    def _database(home: Path, url: object) -> object:
        prefix = "sqlite:///"
        if isinstance(url, str) and url.startswith(prefix) and not url.startswith(prefix + "/"):
            return prefix + str(home / url.removeprefix(prefix))
        return url

    def _section(self, kind: type[_T], values: object, where: str) -> _T:
        if not isinstance(values, dict):
            raise self._wrong(where, "a table")
        fields = kind.__dataclass_fields__  # type: ignore[attr-defined]
        plain = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
        for key, value in plain.items():
            name = f"{where}.{key}".strip(".")
            if key not in fields:
                raise self._wrong(name, "no such key")
            expected = _type_name(fields[key].type)
            if type(value) in (str, int, bool, float) and type(value).__name__ != expected:
                raise self._wrong(name, f"a value of type {expected} is expected")
        try:
            return kind(**plain)
        except TypeError as error:
            raise self._wrong(where or "file", str(error).rpartition("()")[2].strip()) from error

    def _wrong(self, key: str, reason: str) -> UsageError:
        return UsageError(
            "config-wrong",
            "The configuration {path} is wrong at {key}: {reason}",
            "Mend that key and start again.",
            path=str(self._path),
            key=key,
            reason=reason,
        )


def _type_name(annotation: object) -> str:
    return annotation.__name__ if isinstance(annotation, type) else str(annotation)
