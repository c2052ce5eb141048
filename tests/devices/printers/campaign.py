"""`python -m tests.devices.printers.campaign [STRIDE]`: the fault matrix at every byte of a job, printed as a table.

Ends with 1 when a trial showed an error. The table is the one in docs/installer-printers.md.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from devices.printers.outcome import SendOutcome, Sent
from tests.devices.printers.faults import Device, Fault, devices, faults, moments, trial

Cell = tuple[str, str, str]


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


def main() -> int:
    """Run and print."""
    began = time.perf_counter()
    matrix = run(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    print("\n".join(table(matrix)))
    print(f"\n{matrix.trials} trials in {time.perf_counter() - began:.0f} s, {len(matrix.errors)} errors")
    print("\n".join(matrix.errors[:50]))
    return 1 if matrix.errors else 0


if __name__ == "__main__":
    sys.exit(main())
