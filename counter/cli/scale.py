"""counter scale: decode bytes, or read a scale."""

import argparse

from counter.cli.common import add_action, add_json
from counter.cli.output import print_json
from counter.errors import UsageError


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Arguments of `counter scale`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    sub = add_action(actions, "decode", _decode, "what the bytes of a scale mean", common)
    sub.add_argument("--protocol", required=True, help="the protocol's name; an unknown one lists all")
    sub.add_argument("--unit", help="the unit the scale is set to, for protocols that send none")
    sub.add_argument("hex", nargs="+", help="the bytes in hexadecimal, blanks allowed")
    add_json(sub)


def _decode(args: argparse.Namespace) -> int:
    from devices.scales.protocols import PROTOCOLS, decode

    try:
        data = bytes.fromhex("".join(args.hex))
    except ValueError as error:
        raise UsageError("hex-wrong", "These are not hexadecimal bytes.", "Write them as 02 30 31 ... 0d.") from error
    try:
        reading = decode(args.protocol, data, unit=args.unit)
    except (KeyError, LookupError, ValueError) as error:
        raise UsageError(
            "protocol-unknown",
            "There is no usable protocol {name}: {reason}",
            "Use one of: {known}",
            name=args.protocol,
            reason=str(error),
            known=", ".join(sorted(PROTOCOLS)),
        ) from error
    answer = {
        "state": reading.state.value,
        "text": reading.text,
        "unit": reading.unit,
        "grams": reading.grams,
        "net": reading.net,
        "stability_source": reading.stability_source,
        "detail": reading.detail,
    }
    if args.json:
        print_json(answer)
    else:
        print(" ".join(f"{k}={v}" for k, v in answer.items()))
    return 0
