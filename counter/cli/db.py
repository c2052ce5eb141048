"""counter db: upgrade, check, backup, restore, nightly."""

import argparse
from datetime import datetime
from pathlib import Path

from counter.cli.common import add_action, add_json, home_of
from counter.cli.output import print_json
from counter.config import Config, load


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Arguments of `counter db`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    for name, run, text in (
        ("upgrade", _upgrade, "bring the database to this program's schema"),
        ("check", _check, "check the database's files, its keys and its rules"),
    ):
        add_json(add_action(actions, name, run, text, common))
    rotate = add_action(actions, "rotate-key", _rotate, "take a new key into use; counters go on working", common)
    rotate.add_argument(
        "--drop-old", action="store_true", help="afterwards take keys that close nothing out of the file"
    )
    add_json(rotate)
    for name, run, text in (
        ("backup", _backup, "copy the database while it is in use"),
        ("restore", _restore, "put a backup in the database's place"),
    ):
        sub = add_action(actions, name, run, text, common)
        sub.add_argument("file")
        add_json(sub)

    sub = add_action(actions, "grants", _grants, "the statements that bind a counter's role on PostgreSQL", common)
    sub.add_argument("role", help="the database role that counters sign in with")
    sub = add_action(actions, "nightly", _nightly, "back up, test the backup by restoring it, delete old ones", common)
    sub.add_argument("folder", help="where the copies are kept, best on another disk")
    sub.add_argument("--keep", type=int, default=30, metavar="N", help="how many copies stay (30)")
    add_json(sub)


def _config(args: argparse.Namespace) -> Config:
    return load(home_of(args), Path(args.config) if args.config else None, complete=False)


def _upgrade(args: argparse.Namespace) -> int:
    from counter.bootstrap.core import open_store
    from counter.storage.schema import HEAD, upgrade

    store = open_store(_config(args))
    before = upgrade(store.engine)
    return _tell(args, {"before": before, "now": HEAD})


def _check(args: argparse.Namespace) -> int:
    from counter.bootstrap.core import open_store
    from counter.storage.health import check
    from counter.storage.schema import require_current

    store = open_store(_config(args))
    require_current(store.engine)
    problems = check(store.engine)
    _tell(args, {"ok": not problems, "problems": problems})
    return 5 if problems else 0


def _backup(args: argparse.Namespace) -> int:
    from counter.storage.backup import backup

    size = backup(_config(args).database, Path(args.file))
    return _tell(args, {"file": args.file, "bytes": size})


def _restore(args: argparse.Namespace) -> int:
    from counter.bootstrap.backups import restore
    from counter.bootstrap.home import only_instance

    with only_instance(home_of(args)):
        kept = restore(_config(args), Path(args.file), datetime.now().astimezone())
    return _tell(args, {"file": args.file, "previous": str(kept) if kept else ""})


def _grants(args: argparse.Namespace) -> int:
    # The store's module knows every table.
    from counter.storage import store
    from counter.storage.grants import grants

    assert store.SqlStore.__doc__
    for statement in grants(args.role):
        print(f"{statement};")
    return 0


def _nightly(args: argparse.Namespace) -> int:
    from counter.bootstrap.backups import nightly

    done = nightly(_config(args), Path(args.folder), args.keep, datetime.now().astimezone())
    return _tell(args, {"file": str(done.file), "entries": done.entries, "deleted": [str(p) for p in done.deleted]})


def _rotate(args: argparse.Namespace) -> int:
    from counter.bootstrap.core import open_store
    from counter.storage.keys import KeyFile
    from counter.storage.rekey import in_use, reseal
    from counter.storage.schema import require_current

    config = _config(args)
    store = open_store(config)
    require_current(store.engine)
    keys = KeyFile(config.key_file)
    number = keys.add()
    fields = reseal(store)
    used = in_use(store)
    if args.drop_old:
        keys.drop(set(keys.now()) - set(used))
    return _tell(args, {"key": number, "fields": fields, "keys": sorted(keys.now())})


def _tell(args: argparse.Namespace, answer: dict[str, object]) -> int:
    if args.json:
        print_json(answer)
    else:
        print(" ".join(f"{k}={v}" for k, v in answer.items()))
    return 0
