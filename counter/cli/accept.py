"""counter accept: the whole acceptance without a screen, through the same services."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from counter.cli.common import add_json, core_of
from counter.cli.output import error_object, print_error, print_json
from counter.errors import CounterError, UsageError
from counter.i18n import Translator
from counter.services.identifiers import new_action_id

if TYPE_CHECKING:
    from counter.bootstrap.core import Core
    from counter.domain.staff import StaffMember

LINE_LIMIT = 1_000_000
"""Characters of one request; more is refused before it is parsed."""


def add_arguments(parser: argparse.ArgumentParser, _common: argparse.ArgumentParser) -> None:
    """Arguments of `counter accept`."""
    parser.add_argument("file", nargs="?", help="a JSON file, a JSON-lines file, or - for standard input")
    parser.add_argument("--example", action="store_true", help="print a complete valid request for the sample office")
    add_json(parser)
    parser.set_defaults(run=_accept)


def _accept(args: argparse.Namespace) -> int:
    from counter.services.request_json import example

    if args.example:
        print(json.dumps(example(new_action_id()), ensure_ascii=False, indent=2))
        return 0
    if not args.file:
        raise UsageError("file-missing", "No request was given.", "Name a file, or - for standard input.")
    desk = _Desk(core_of(args), Translator(args.language or "en"))
    texts = list(_requests(_read(args.file)))
    if len(texts) == 1:
        return desk.accept_one(texts[0], as_json=args.json)
    return desk.accept_many(texts)


class _Desk:
    """Accepts requests for one core; a clerk's PIN is checked once a run."""

    def __init__(self, core: "Core", words: Translator) -> None:
        self._core = core
        self._words = words
        self._known: dict[tuple[str, str], StaffMember] = {}
        core.day.begin()

    def accept_one(self, text: str, *, as_json: bool) -> int:
        """One request, one answer; the exit code says how it ended."""
        try:
            answer = self._accept(text)
        except CounterError as error:
            return print_error(error, self._words, as_json=as_json)
        if as_json:
            print_json(answer)
        else:
            print(" ".join(f"{k}={v}" for k, v in answer.items()))
        return 0

    def accept_many(self, texts: list[str]) -> int:
        """One JSON answer a line; exit 0 when all were accepted, else the code of the first that was not."""
        worst = 0
        for text in texts:
            try:
                print_json(self._accept(text))
            except CounterError as error:
                print_json(error_object(error, self._words))
                worst = worst or error.exit_code
        return worst

    def _accept(self, text: str) -> dict[str, object]:
        from counter.services.approvals_json import asked_of, grant_all
        from counter.services.request_json import parse_request

        data = _parse(text)
        clerk = self._clerk(data)
        at = self._core.clock.now().isoformat(timespec="seconds")
        request = parse_request(data, inspector=clerk.staff_id, at=at, weigher=self._core.new_weigher())
        asked = asked_of(data)
        if asked:
            core = self._core
            grant_all(asked, request, clerk, core.store, core.trust.approving, core.trust.registering)
        settled = self._core.checkout.settle(request, clerk)
        return {
            "sale": settled.sale.action_id,
            "mail_numbers": [i.mail_number for i in settled.sale.items],
            "total": settled.sale.total,
            "change": settled.sale.change,
            "journal_seq": settled.sale.journal_seq,
            "print_jobs": list(settled.print_jobs),
            "repeated": settled.repeated,
        }

    def _clerk(self, data: dict[str, object]) -> "StaffMember":
        who, pin = data.get("clerk"), data.get("pin")
        if not isinstance(who, str) or not isinstance(pin, str):
            raise UsageError(
                "pin-missing", "The request names no clerk and PIN.", "Put them into the fields clerk and pin."
            )
        if (who, pin) not in self._known:
            self._known[who, pin] = self._core.sign_in.verify(who, pin)
        return self._known[who, pin]


def _read(name: str) -> str:
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            "file-unreadable", "{file} cannot be read.", "Give a UTF-8 text file that exists.", file=name
        ) from error


def _requests(text: str) -> Iterator[str]:
    """The requests of a file: one object over several lines, or one a line."""
    try:
        json.loads(text)
    except ValueError:
        yield from (line for line in text.splitlines() if line.strip())
    else:
        yield text


def _parse(text: str) -> dict[str, object]:
    if len(text) > LINE_LIMIT:
        raise UsageError("request-too-large", "The request is too large.", "One request holds one settlement.")
    try:
        data = json.loads(text)
    except ValueError as error:
        raise UsageError(
            "request-not-json",
            "The request is not JSON: {reason}",
            "counter accept --example prints a complete valid request.",
            reason=str(error),
        ) from error
    if not isinstance(data, dict):
        raise UsageError(
            "request-not-json",
            "The request is not JSON: {reason}",
            "counter accept --example prints a complete valid request.",
            reason="not an object",
        )
    return data
