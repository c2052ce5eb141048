"""The fault matrix at every byte of a job, then bad days: `python -m tests.devices.printers.campaign [--write]`.

Prints the table and ends with 1 when a trial or a day showed an error; --write puts the table into the guide.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from devices.printers.outcome import SendOutcome, Sent
from tests.devices.printers.days import errors_of, random_days
from tests.devices.printers.faults import Device, Fault, devices, faults, moments, trial

Cell = tuple[str, str, str]
DOCUMENT = Path(__file__).parents[3] / "docs" / "installer-printers.md"
BEGIN, END = "<!-- fault matrix -->", "<!-- end of fault matrix -->"


@dataclass
class Matrix:
    """Outcomes counted by (device, fault, moment), and every error with its place."""

    cells: dict[Cell, Counter[str]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    trials: int = 0

    def add(self, device: Device, fault: Fault, moment: str, at: int) -> None:
        """One trial."""
        result = trial(device, fault, at)
        cell = self.cells.setdefault((device.name, fault.name, moment), Counter())
        cell[word(result.outcome)] += 1
        self.errors += [f"{device.name}, {fault.name}, byte {at} ({moment}): {error}" for error in result.errors]
        self.trials += 1


def word(outcome: SendOutcome) -> str:
    """An outcome as the table says it."""
    if outcome.sent is Sent.CONFIRMED:
        return "confirmed"
    assert outcome.problem is not None
    return f"{outcome.sent.value}: {outcome.problem.value}"


def run(stride: int = 1) -> Matrix:
    """Every device, every fault, every moment; within a moment every `stride`-th byte, and always its first."""
    matrix = Matrix()
    for device in devices():
        for fault in faults():
            for moment, places in moments():
                for at in places[::stride]:
                    matrix.add(device, fault, moment, at)
    return matrix


def table(matrix: Matrix) -> Iterator[str]:
    """The matrix as Markdown, one table a device."""
    names = [name for name, _ in moments()]
    for device in devices():
        yield f"\n#### {device.name}\n"
        yield "| fault at a byte of | " + " | ".join(names) + " |"
        yield "|---" * (len(names) + 1) + "|"
        for fault in faults():
            cells = [matrix.cells[device.name, fault.name, name] for name in names]
            yield f"| {fault.name} | " + " | ".join("; ".join(sorted(cell)) for cell in cells) + " |"


def documented(text: str) -> dict[Cell, set[str]]:
    """The table of the guide, read back."""
    names = [name for name, _ in moments()]
    cells: dict[Cell, set[str]] = {}
    device = ""
    for line in text[text.index(BEGIN) : text.index(END)].splitlines():
        if line.startswith("#### "):
            device = line.removeprefix("#### ")
        elif line.startswith("| ") and not line.startswith("| fault at"):
            fault, *outcomes = [part.strip() for part in line.strip("|").split("|")]
            cells |= {(device, fault, name): set(cell.split("; ")) for name, cell in zip(names, outcomes, strict=True)}
    return cells


def write(matrix: Matrix) -> None:
    """Put the table into the guide."""
    text = DOCUMENT.read_text("utf-8")
    before, after = text[: text.index(BEGIN)], text[text.index(END) :]
    count = f"{matrix.trials} jobs, each with one fault at one byte; {len(matrix.errors)} of them came out wrong."
    DOCUMENT.write_text("\n".join([before + BEGIN, count, *table(matrix), "", after]), "utf-8")


def main() -> int:
    """Run, print, and write where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stride", type=int, default=1, help="only every n-th byte of each part of the job")
    parser.add_argument("--days", type=int, default=1000, help="how many bad days of two to eight jobs")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other days")
    parser.add_argument("--write", action="store_true", help="put the table into docs/installer-printers.md")
    wanted = parser.parse_args()
    began = time.perf_counter()
    matrix = run(wanted.stride)
    print("\n".join(table(matrix)))
    print(f"\n{matrix.trials} trials in {time.perf_counter() - began:.0f} s, {len(matrix.errors)} errors")
    print("\n".join(matrix.errors[:50]))
    if wanted.write:
        write(matrix)
    bad = worst_days(wanted.days, wanted.seed)
    print(f"{wanted.days} bad days (seed {wanted.seed}), {len(bad)} errors")
    print("\n".join(bad[:20]))
    return 1 if matrix.errors or bad else 0


def worst_days(count: int, seed: int) -> list[str]:
    """The errors of `count` days, each with its story."""
    return [
        f"{device.name}: {'; '.join(errors)}: {' | '.join(map(str, story))}"
        for device, story in random_days(count, seed)
        if (errors := errors_of(device, story))
    ]


if __name__ == "__main__":
    sys.exit(main())
