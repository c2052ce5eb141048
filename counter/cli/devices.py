"""counter devices: what is plugged in, which scale speaks on a port, and whether what is configured works."""

import argparse
from functools import partial

from counter.cli.common import add_action, add_json, config_of
from counter.cli.output import print_json
from counter.errors import DeviceTrouble
from counter.i18n import Translator


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Arguments of `counter devices`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    add_json(add_action(actions, "list", _list, "the ports of this machine, by names that last", common))
    sub = add_action(actions, "probe", _probe, "which scale protocols fit a port; never zeroes or tares", common)
    sub.add_argument("port", help="a device path, socket://HOST:PORT or hid://VENDOR:PRODUCT")
    add_json(sub)
    sub = add_action(actions, "test", _test, "print a page, read a weight: each configured device, or one", common)
    sub.add_argument("name", nargs="?", help="the device's name, such as scale or printer; without it all of them")
    add_json(sub)


def _list(args: argparse.Namespace) -> int:
    from devices.ports import list_ports

    ports = [
        {
            "address": p.address,
            "device": p.device,
            "description": p.description,
            "usable": p.is_usable,
            "group": p.group,
        }
        for p in list_ports()
    ]
    if args.json:
        print_json({"ports": ports})
        return 0
    for p in ports:
        print(f"{p['address']}  {p['description']}" + ("" if p["usable"] else f"  (join the group {p['group']})"))
    return 0


def _probe(args: argparse.Namespace) -> int:
    from devices.opening import open_wire
    from devices.probing import probe
    from devices.wires import WireError

    try:
        found = probe(partial(open_wire, args.port))
    except WireError as error:
        raise DeviceTrouble(
            "port-unusable", "{port} cannot be used: {reason}", "Check the plug and the rights; counter devices list.",
            port=args.port, reason=" ".join([error.state.value, *error.params.values()]),
        ) from error  # fmt: skip
    answer = [{"protocol": f.protocol, "settings": str(f.settings), "certain": f.is_certain} for f in found]
    if args.json:
        print_json({"found": answer})
    else:
        for entry in answer:
            print(f"{entry['protocol']}  {entry['settings']}" + ("  certain" if entry["certain"] else ""))
    return 0 if found else 4


def _test(args: argparse.Namespace) -> int:
    from counter.bootstrap.reading import self_tests

    words = Translator(args.language or "en")
    tested = [
        {
            "name": name,
            "ok": result.ok,
            "state": state.state.value,
            "message": words.text(result.message, **result.params),
        }
        for name, state, result in self_tests(config_of(args), args.name)
    ]
    if args.json:
        print_json({"tested": tested})
    else:
        for each in tested:
            print(f"{each['name']}  {'ok' if each['ok'] else each['state']}  {each['message']}")
    return 0 if all(each["ok"] for each in tested) else 4
