"""What a command prints: one JSON object or plain lines on stdout, diagnostics on stderr."""

import json
import sys
from collections.abc import Mapping

from counter.errors import CounterError, Refused
from counter.i18n import Translator

JsonValue = object


def print_json(value: JsonValue) -> None:
    """One JSON value on one line of stdout."""
    print(json.dumps(value, ensure_ascii=False, default=_plain))


def print_error(error: CounterError, words: Translator, *, as_json: bool) -> int:
    """Tell an error on stderr, and as JSON where that was asked for; returns the exit code."""
    if as_json:
        print_json(error_object(error, words))
    text = words.error(error)
    print(f"{text.code}: {text.message}", file=sys.stderr)
    if text.advice:
        print(f"  -> {text.advice}", file=sys.stderr)
    return error.exit_code


def error_object(error: CounterError, words: Translator) -> Mapping[str, JsonValue]:
    """An error as the contract's JSON: refused by a rule, or an error of another kind."""
    key = "refused" if isinstance(error, Refused) else "error"
    return {key: words.error(error)._asdict()}


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)
