"""Importing tariffs loads nothing heavy: looked at in a clean interpreter."""

import subprocess
import sys

FOREIGN = ("textual", "sqlalchemy", "serial", "usb", "escpos", "reportlab", "PIL", "starlette", "uvicorn",
           "openpyxl", "pypinyin", "babel")  # fmt: skip
PROGRAM = """
import importlib, pkgutil, sys, tariffs
for module in pkgutil.iter_modules(tariffs.__path__):
    importlib.import_module(f"tariffs.{module.name}")
from datetime import date
from tariffs.catalogue import Catalogue
from tariffs.quoting import QuoteRequest
from tariffs.regions import find
find("bj")
Catalogue.shipped().quote(QuoteRequest("300", "CN-BJ", date(2026, 9, 1), 1500, "CN-GD"))
print(" ".join(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def test_tariffs_are_pure() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=60)
    assert set(FOREIGN).isdisjoint(done.stdout.split())
