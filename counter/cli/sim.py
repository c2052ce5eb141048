"""counter sim: act on the simulated devices of a running demo, from another terminal."""

import argparse

from counter.bootstrap.home import SIMULATION_FILE
from counter.cli.common import add_action, add_json, home_of
from counter.cli.output import print_json
from counter.errors import DeviceTrouble, UsageError

_SCALE_FLAGS = {
    "overload": "load it beyond its capacity",
    "negative": "make it show less than zero",
}
_PRINTER_SWITCHES = {
    "paper-out": "paper_out",
    "paper-low": "paper_low",
    "cover-open": "cover_open",
    "offline": "offline",
    "stop-reading": "stop_reading",
    "drawer-open": "drawer_open",
}


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Arguments of `counter sim`."""
    actions = parser.add_subparsers(metavar="DEVICE", required=True)
    scale = add_action(actions, "scale", _scale, "the simulated scale", common)
    scale.add_argument("--weight-g", type=int, metavar="N", help="put N grams on it; 0 takes all off")
    for name, text in _SCALE_FLAGS.items():
        scale.add_argument(f"--{name}", action="store_true", help=text)
    _switch(scale, "moving", "keep the load in motion")
    _switch(scale, "plugged", "put the plug in, or pull it")
    add_json(scale)
    printer = add_action(actions, "printer", _printer, "the simulated printer", common)
    for name in _PRINTER_SWITCHES:
        _switch(printer, name, f"make it {name}")
    add_json(printer)
    scanner = add_action(actions, "scanner", _scanner, "the simulated scanner", common)
    scanner.add_argument("--code", required=True, metavar="CODE", help="scan this code")
    add_json(scanner)
    add_json(add_action(actions, "pole", _pole, "what the pole display behind the simulated printer shows", common))


def _switch(parser: argparse.ArgumentParser, name: str, text: str) -> None:
    parser.add_argument(f"--{name}", action=argparse.BooleanOptionalAction, default=None, help=text)


def _scale(args: argparse.Namespace) -> int:
    wanted: dict[str, object] = {name: True for name in _SCALE_FLAGS if getattr(args, name)}
    wanted |= {
        name: getattr(args, name) for name in ("weight_g", "moving", "plugged") if getattr(args, name) is not None
    }
    return _send(args, "scale", wanted)


def _printer(args: argparse.Namespace) -> int:
    wanted: dict[str, object] = {
        key: getattr(args, key) for key in _PRINTER_SWITCHES.values() if getattr(args, key) is not None
    }
    return _send(args, "printer", wanted)


def _scanner(args: argparse.Namespace) -> int:
    return _send(args, "scanner", {"code": args.code})


def _pole(args: argparse.Namespace) -> int:
    answer = _ask(args, "pole", {})
    if args.json:
        print_json(answer)
    else:
        print(answer["upper"])
        print(answer["lower"])
    return 0


def _send(args: argparse.Namespace, device: str, wanted: dict[str, object]) -> int:
    if not wanted:
        raise UsageError("nothing-asked", "Nothing was asked of the device.", "counter sim --help shows what can be.")
    answer = _ask(args, device, wanted)
    if args.json:
        print_json(answer)
    return 0


def _ask(args: argparse.Namespace, device: str, wanted: dict[str, object]) -> dict[str, object]:
    from devices.sim.control import ControlError, read_address, send

    try:
        port, token = read_address(home_of(args) / SIMULATION_FILE)
        return send(port, token, device, **wanted)
    except ControlError as error:
        raise DeviceTrouble(
            "no-demo",
            "No demo answers: {reason}",
            "Start one with: counter demo (on the same --home).",
            reason=str(error),
        ) from error
