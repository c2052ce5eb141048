"""Quoting: one explained quote, all services of an item, loading; beside a bare bisect and karrio's local rate sheet.

Every text of every line is read in both languages within the measured time. karrio is no dependency: it is measured
when this interpreter has it, or when KARRIO_PYTHON names one that has (python -m venv DIR; DIR/bin/pip install karrio).
"""

import json
import os
import statistics
import subprocess
import sys
import time
from bisect import bisect_left
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tariffs.catalogue import Catalogue
from tariffs.quoting import Quote, QuoteRequest, Refusal
from tariffs.simulate import PastItem, simulate

DAY = date(2026, 9, 1)
BATCHES, BATCH = 15, 400
ITEMS = 100_000
WEIGHTS = (90, 226, 453, 454, 3000, 9000, 20_000, 31_000)

LOADING = """
import time
start = time.perf_counter()
from datetime import date
from tariffs.catalogue import Catalogue
from tariffs.quoting import QuoteRequest
imported = time.perf_counter()
catalogue = Catalogue.shipped()
shipped = time.perf_counter()
catalogue.quote(QuoteRequest("300", "CN-BJ", date(2026, 9, 1), 1500, "CN-GD"))
first = time.perf_counter()
catalogue.quote_all(QuoteRequest("", "CN-BJ", date(2026, 9, 1), 1500, "CN-GD"))
every = time.perf_counter()
print(imported - start, shipped - imported, first - shipped, every - first)
"""
BORROWED = """
import time
start = time.perf_counter()
import dataclasses, datetime, fractions, hashlib, json, pathlib, threading, tomllib, typing
print(time.perf_counter() - start)
"""
"""What the engine takes from the standard library, without the engine."""


def run() -> list[str]:
    """One run; medians in microseconds or milliseconds, each with its limit."""
    catalogue = Catalogue.shipped()
    parcel = QuoteRequest("300", "CN-BJ", DAY, 3500, "CN-GD")
    rich = QuoteRequest("300", "CN-BJ", DAY, 3500, "CN-GD", None, (300, 200, 100), 100_000,
                        {"advice_of_receipt": True, "discount": "STUDENT_ID"})  # fmt: skip
    letter = QuoteRequest("200", "CN-BJ", DAY, 250, "CN-GD", None, None, 100_000)
    priority = QuoteRequest("US/priority", "US", DAY.replace(year=2027), 20_000, None, "5")
    bare = _bare(catalogue)
    cases = {
        "parcel": (parcel, ""),
        "insured letter": (letter, ", 3 fees"),
        "every extra": (rich, ", sizes, discount, 2 fees"),
        "73 bands x 9 zones": (priority, ""),
    }
    return [
        _line("bare bisect over integers", bare, "us", "no text"),
        *[_one(catalogue, f"one quote, {name}", request, bare, note) for name, (request, note) in cases.items()],
        _line("all services, 50 g letter", _all(catalogue, 50, "local"), "us", "limit 150"),
        _line("all services, 3.5 kg parcel", _all(catalogue, 3500, None), "us", "limit 150"),
        _karrio(catalogue),
        *_loading(),
        _simulation(catalogue),
    ]


def _read(answer: Quote | Refusal) -> int:
    """Read every text of an answer, as a screen would."""
    if isinstance(answer, Refusal):
        return len(answer.message["zh"]) + len(answer.message["en"]) + len(answer.advice["zh"])
    return sum([len(line.text["zh"]) + len(line.text["en"]) for line in answer.lines])


def _median(call: Callable[[], object], batch: int = BATCH) -> float:
    """Microseconds: the best of the batches' medians, since other work on the machine only ever adds."""
    medians = []
    for _ in range(BATCHES):
        samples = []
        for _ in range(batch):
            start = time.perf_counter_ns()
            call()
            samples.append(time.perf_counter_ns() - start)
        medians.append(statistics.median(samples))
    return min(medians) / 1000


def _line(name: str, figure: float, unit: str, note: str) -> str:
    return f"{name:32} {figure:9.2f} {unit}   {note}"


def _all(catalogue: Catalogue, grams: int, zone: str | None) -> float:
    request = QuoteRequest("", "CN-BJ", DAY, grams, None if zone else "CN-GD", zone)
    return _median(lambda: [_read(offer.result) for offer in catalogue.quote_all(request)], 60)


def _one(catalogue: Catalogue, name: str, request: QuoteRequest, bare: float, note: str) -> str:
    figure = _median(lambda: _read(catalogue.quote(request)))
    return _line(name, figure, "us", f"limit 15; {figure / bare:.0f} bare bisects{note}")


def _bare(catalogue: Catalogue) -> float:
    """The floor: a bisect over the ceilings of one zone and a look at its price, explaining nothing."""
    ready = catalogue.ready("US-priority-2025")
    assert ready is not None
    column = ready.columns[4]
    ceilings, prices = list(column.ceilings), [segment.fixed for segment in column.segments]
    return _median(lambda: prices[bisect_left(ceilings, 20_000)])


def _karrio(catalogue: Catalogue) -> str:
    ready = catalogue.ready("US-priority-2025")
    assert ready is not None
    bands = []
    for column in ready.columns:
        floor = 0
        for segment in column.segments:
            bands.append([column.name, floor, segment.upto, int(segment.fixed)])
            floor = segment.upto
    told = json.dumps({"bands": bands, "ask": [["5", grams + 1] for grams in WEIGHTS]})
    interpreter = os.environ.get("KARRIO_PYTHON", sys.executable)
    script = str(Path(__file__).with_name("karrio_sheet.py"))
    done = subprocess.run([interpreter, script], input=told, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode:
        return f"{'karrio local rate sheet':32}    absent   pip install karrio in a venv; KARRIO_PYTHON=VENV/bin/python"
    figure, rows = done.stdout.split()
    return _line("karrio local rate sheet", float(figure), "us", f"{rows} bands, no text")


def _loading() -> list[str]:
    imported, shipped, first, every = _fresh(LOADING)
    (borrowed,) = _fresh(BORROWED)
    return [
        _line("import of the engine", imported, "ms", f"its standard library alone: {borrowed:.0f}"),
        _line("shipped() and the first quote", shipped + first, "ms", "limit 30, in a fresh interpreter"),
        _line("then all services of China", every, "ms", "the rest of the tables, once"),
    ]


def _fresh(program: str) -> list[float]:
    """Milliseconds that a program prints: the best of several fresh interpreters."""
    runs = []
    for _ in range(7):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
        runs.append([float(figure) * 1e3 for figure in done.stdout.split()])
    return [min(each) for each in zip(*runs, strict=True)]


def _simulation(catalogue: Catalogue) -> str:
    items = [PastItem(str(n), QuoteRequest("300", "CN-BJ", DAY, 100 + n % 40_000, "CN-GD"), 900) for n in range(ITEMS)]
    start = time.perf_counter()
    simulate(items, catalogue)
    return _line(f"simulation of {ITEMS} items", time.perf_counter() - start, "s ", "in seconds")
