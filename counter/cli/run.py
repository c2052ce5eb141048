"""counter run: the clerk's terminal."""

import argparse
from pathlib import Path

from counter.cli.common import home_of


def add_arguments(parser: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    """Arguments of `counter run`."""
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from counter.bootstrap.running import run_counter

    run_counter(home_of(args), Path(args.config) if args.config else None, args.language)
    return 0
