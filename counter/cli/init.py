"""counter init: the data directory, its key, its database."""

import argparse

from counter.cli.common import add_json, home_of
from counter.cli.output import print_json


def add_arguments(parser: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    """Arguments of `counter init`."""
    parser.add_argument("--sample", action="store_true", help="with the sample office: invented people, real tariffs")
    add_json(parser)
    parser.set_defaults(run=_init)


def _init(args: argparse.Namespace) -> int:
    from counter.bootstrap.core import init

    home = home_of(args)
    init(home, with_sample=args.sample)
    if args.json:
        print_json({"home": str(home), "sample": args.sample})
    else:
        print(home)
    return 0
