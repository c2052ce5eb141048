"""counter display: where the customer's second screen is, opened in a browser or followed as text."""

import argparse
import sys

from counter.cli.common import add_json, home_of
from counter.cli.output import print_json
from counter.errors import DeviceTrouble

_CLEAR = "\x1b[2J\x1b[H"


def add_arguments(parser: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    """Arguments of `counter display`."""
    parser.add_argument("--open", action="store_true", help="open it in this machine's browser")
    parser.add_argument("--text", action="store_true", help="show it as text in this terminal, until Ctrl+C")
    add_json(parser)
    parser.set_defaults(run=_display)


def _display(args: argparse.Namespace) -> int:
    from counter.bootstrap.running import display_address

    address = display_address(home_of(args))
    if not address:
        raise DeviceTrouble(
            "no-display", "No second screen is known here.", "Start the counter first: counter run, or counter demo."
        )
    if args.text:
        from counter.display.follow import follow

        follow(address, _show)
        return 0
    if args.open:
        import webbrowser

        webbrowser.open(address)
    if args.json:
        print_json({"address": address})
    else:
        print(address)
    return 0


def _show(lines: list[str]) -> None:
    sys.stdout.write((_CLEAR if sys.stdout.isatty() else "") + "\n".join(lines) + "\n")
    sys.stdout.flush()
