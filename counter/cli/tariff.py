"""counter tariff: list and show; tariff_files looks at tables, tariff_life takes them from draft to in force."""

import argparse
from pathlib import Path

from counter.cli import tariff_files, tariff_life
from counter.cli.common import add_action, add_json
from counter.cli.output import print_json
from counter.errors import UsageError
from counter.i18n import Translator
from tariffs.catalogue import Catalogue
from tariffs.listing import ServiceInfo, VersionInfo


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Arguments of `counter tariff`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    listing = add_action(actions, "list", _list, "services with their zones and options, and their tables", common)
    listing.add_argument("--from", dest="origin", metavar="REGION", help="only what can be sent from there")
    show = add_action(actions, "show", _show, "the versions of one service's tables", common)
    show.add_argument("service")
    for sub in (listing, show):
        sub.add_argument("--tariff-dir", metavar="DIR", help="tariffs of your own, over those that are shipped")
        add_json(sub)
    tariff_files.add_actions(actions, common)
    tariff_life.add_actions(actions, common)


def _catalogue(args: argparse.Namespace) -> Catalogue:
    return Catalogue.load(Path(args.tariff_dir)) if args.tariff_dir else Catalogue.shipped()


def _list(args: argparse.Namespace) -> int:
    words = Translator(args.language or "zh")
    services = [_service(s, words) for s in _catalogue(args).services(args.origin)]
    if args.json:
        print_json({"services": services})
        return 0
    for s in services:
        print(f"{s['service']:<24} {s['name']}")
        print(f"    zones: {', '.join(map(str, _listed(s['zones']))) or '-'}")
        print(f"    options: {', '.join(map(str, _listed(s['options']))) or '-'}")
    return 0


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else []


def _service(info: ServiceInfo, words: Translator) -> dict[str, object]:
    return {
        "service": info.code,
        "name": words.pick(info.name),
        "post": info.post,
        "group": info.group,
        "currency": info.currency,
        "zones": list(info.zones),
        "options": [o.name for o in info.options],
        "max_weight_g": info.max_weight_g,
    }


def _show(args: argparse.Namespace) -> int:
    words = Translator(args.language or "zh")
    versions = [_version(v, words) for v in _catalogue(args).versions() if args.service in v.services]
    if not versions:
        raise UsageError(
            "unknown-service",
            "There is no service {service} here.",
            "counter tariff list names the services and their options.",
            service=args.service,
        )
    if args.json:
        print_json({"service": args.service, "versions": versions})
        return 0
    for v in versions:
        print("\n".join(f"{key}: {value}" for key, value in v.items()), end="\n\n")
    return 0


def _version(info: VersionInfo, words: Translator) -> dict[str, object]:
    return {
        "tariff": info.id,
        "name": words.pick(info.name),
        "notice": words.pick(info.notice),
        "valid_from": info.valid_from.isoformat(),
        "valid_to": info.valid_to.isoformat() if info.valid_to else None,
        "status": info.status,
        "source": info.source,
        "confidence": info.confidence,
        "hash": info.hash,
    }
