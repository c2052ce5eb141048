"""counter keys: list, set, reset."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from counter.cli.common import add_action, add_json, config_of
from counter.cli.output import print_json
from counter.config import Config
from counter.errors import StorageTrouble
from counter.home_files import CONFIG


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Arguments of `counter keys`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    add_json(add_action(actions, "list", _list, "every command with its key, and the keys that are free", common))
    sub = add_action(actions, "set", _set, "give a command another key, from the next start on", common)
    sub.add_argument("name", help="a command's name, as counter keys list says it")
    sub.add_argument("key", help="f1 to f12, shift+f1 to shift+f12, or ctrl+ and a letter")
    add_json(sub)
    sub = add_action(actions, "reset", _reset, "give a command its own key back", common)
    sub.add_argument("name")
    add_json(sub)


def _list(args: argparse.Namespace) -> int:
    # Deferred: only all the screens together know which keys there are.
    from counter.ui.keymap import free_keys, known_commands

    changed = config_of(args).keys
    rows = [
        {
            "name": name,
            "keys": k.command.keys(changed),
            "text": k.command.text(),
            "screens": list(k.screens),
        }
        for name, k in known_commands().items()
    ]
    free = free_keys(changed)
    if args.json:
        print_json({"keys": rows, "changed": dict(changed), "free": free})
    else:
        for name, known in known_commands().items():
            mark = "*" if name in changed else " "
            print(f"{mark} {name:<18} {','.join(known.command.keys(changed)):<16} {known.command.text()}")
        print(f"free: {' '.join(free)}")
    return 0


def _set(args: argparse.Namespace) -> int:
    config = config_of(args)
    return _write(args, config, {**config.keys, args.name: args.key.strip().lower()})


def _reset(args: argparse.Namespace) -> int:
    from counter.ui.keymap import known_commands

    config = config_of(args)
    known = known_commands().get(args.name)
    own = {args.name: known.command.key} if known is not None else {args.name: ""}
    return _write(args, config, {**config.keys, **own})


def _write(args: argparse.Namespace, config: Config, keys: Mapping[str, str]) -> int:
    from counter.services.config_edit import EditFailed, replace_file, set_table
    from counter.ui.keymap import check

    path = config.file or Path(config.home) / CONFIG
    check(keys, path)
    try:
        replace_file(path, set_table(path.read_text(encoding="utf-8"), "keys", {args.name: keys[args.name]}))
    except (EditFailed, OSError) as error:
        raise StorageTrouble(
            "config-unwritable",
            "The configuration {path} cannot be written.",
            "Let this user write there, or change it by hand.",
            path=str(path),
        ) from error
    answer = {"name": args.name, "key": keys[args.name], "file": str(path)}
    if args.json:
        print_json(answer)
    else:
        print(f"{args.name}: {keys[args.name]}, from the next start on")
    return 0
