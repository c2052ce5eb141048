"""What several commands do alike: find the home, open the counter's services, add a subcommand."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from counter.bootstrap.home import find_home

if TYPE_CHECKING:
    from counter.bootstrap.core import Core
    from counter.config import Config

Run = Callable[[argparse.Namespace], int]


def home_of(args: argparse.Namespace) -> Path:
    """The data directory that this command works on."""
    return find_home(args.home)


def config_of(args: argparse.Namespace) -> "Config":
    """The configuration of this home's counter, without opening its data."""
    from counter.config import load

    return load(home_of(args), Path(args.config) if args.config else None, complete=False)


def core_of(args: argparse.Namespace) -> "Core":
    """The services of this home's counter."""
    # Deferred: storage and tariffs are loaded only by commands that need them.
    from counter.bootstrap.core import open_core

    return open_core(home_of(args), Path(args.config) if args.config else None)


def add_action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Run,
    help_text: str,
    common: argparse.ArgumentParser,
) -> argparse.ArgumentParser:
    """A second-level subcommand that runs `run`."""
    parser = actions.add_parser(name, help=help_text, description=help_text, parents=[common])
    parser.set_defaults(run=run)
    return parser


def add_json(parser: argparse.ArgumentParser) -> None:
    """The option that asks for one JSON object on stdout."""
    parser.add_argument("--json", action="store_true", help="print one JSON object on stdout")


def date_of(text: str) -> date:
    """A day typed as an argument, such as 2026-11-22."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not a date: {text}") from error
