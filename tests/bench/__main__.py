"""All benchmarks, or those named: `python -m tests.bench [NAME ...]`. Figures of one run, each beside its limit."""

import importlib
import sys
from pathlib import Path


def main(names: list[str]) -> None:
    """Run the benchmarks in the order of their names."""
    here = Path(__file__).parent
    for file in sorted(here.glob("bench_*.py")):
        name = file.stem.removeprefix("bench_")
        if names and name not in names:
            continue
        print(f"== {name}", flush=True)
        for line in importlib.import_module(f"tests.bench.{file.stem}").run():
            print(f"  {line}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
