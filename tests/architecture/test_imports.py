"""The import rules, looked at in a clean interpreter."""

import subprocess
import sys

import pytest

HEAVY = ("textual", "sqlalchemy", "serial", "escpos", "reportlab", "PIL", "starlette", "uvicorn", "counter", "receipts")


def _loaded_by(statement: str) -> set[str]:
    code = f"{statement}\nimport sys\nprint(*sorted({{m.partition('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def _walk(package: str) -> str:
    return (
        f"import pkgutil, importlib, {package}\n"
        f"for m in pkgutil.walk_packages({package}.__path__, '{package}.'): importlib.import_module(m.name)"
    )


def test_the_check_sees_a_heavy_import() -> None:
    assert "sqlalchemy" in _loaded_by("import sqlalchemy")


def test_tariffs_load_nothing_but_their_own() -> None:
    assert not _loaded_by(_walk("tariffs")) & {*HEAVY, "devices", "openpyxl"}


def test_devices_load_nothing_but_their_own() -> None:
    allowed = {"serial", "escpos", "PIL"}
    assert not _loaded_by(_walk("devices")) & ({*HEAVY, "tariffs"} - allowed)


@pytest.mark.parametrize("module", ["counter.cli.main", "counter.cli.mailno", "counter.cli.quote"])
def test_light_commands_start_without_storage_and_screen(module: str) -> None:
    assert not _loaded_by(f"import {module}") & {"textual", "sqlalchemy", "escpos", "reportlab", "PIL", "starlette"}
