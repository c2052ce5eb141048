"""A region's or an office's own rules laid over the book: it may add and tighten, and never loosen what is hard."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from counter.errors import UsageError
from counter.rules import loading
from counter.rules.book import RuleBook
from counter.rules.loading import Table, bad_rule
from counter.rules.model import Action, ActionText, Cap, Restricted, Severity
from counter.rules.notices import Notices

_HARDNESS = [Severity.WARN, Severity.ASK, Severity.APPROVE, Severity.BLOCK]
_KEYS = frozenset({"version", "name", "category", "item", "words", "notice", "tighten", "turn_to"})


def read_overlay(path: Path) -> Table:
    """Return an overlay file's table; raises UsageError where it is no TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise bad_rule(path.name, "its text", str(fault)) from fault


def laid_over(book: RuleBook, overlay: Table, file: str) -> RuleBook:
    """Return the book with an overlay's rules; raises UsageError (bad-rules, overlay-loosens) naming file and entry.

    An overlay has new categories, items, words and notices, [tighten.CODE] for rules of the book, and
    [turn_to.ACTION] for the office's own authorities.
    """
    unknown = set(overlay) - _KEYS
    if unknown:
        raise bad_rule(file, ", ".join(sorted(unknown)), "unknown key")
    categories = loading.entries(overlay, "category", loading.category, file)
    items = loading.entries(overlay, "item", loading.restricted, file)
    taken = set(book.codes)
    for code in (*(category.code for category in categories), *(item.code for item in items)):
        if code in taken:
            raise bad_rule(file, code, "the book has a rule of that code; use [tighten]")
        taken.add(code)
    return replace(
        book,
        categories=(*book.categories, *categories),
        restricted=(*_tightened(book.restricted, overlay, file), *items),
        words=(*book.words, *loading.entries(overlay, "words", loading.words, file)),
        notices=Notices((*book.notices.all, *loading.entries(overlay, "notice", loading.notice, file))),
        actions=_turned(book.actions, overlay, file),
        version=f"{book.version}+{overlay.get('name', file)}-{overlay.get('version', '?')}",
    )


def _tightened(rules: Iterable[Restricted], overlay: Table, file: str) -> tuple[Restricted, ...]:
    changes = loading.tables(overlay, "tighten", file)
    known = list(rules)
    for code in set(changes) - {rule.code for rule in known}:
        raise bad_rule(file, f"tighten.{code}", "the book has no such rule on restricted goods")
    return tuple(_tighter(rule, changes[rule.code], file) if rule.code in changes else rule for rule in known)


def _tighter(rule: Restricted, change: Table, file: str) -> Restricted:
    place = f"tighten.{rule.code}"
    unknown = set(change) - {"severity", "air", "cap", "designated", "text"}
    if unknown:
        raise bad_rule(file, place, f"unknown key {', '.join(sorted(unknown))}")
    try:
        changed = replace(
            rule,
            severity=Severity(change.get("severity", rule.severity.value)),
            air=Severity(str(change["air"])) if "air" in change else rule.air,
            cap=_tighter_cap(rule.cap, change.get("cap")),
            designated=bool(change.get("designated", rule.designated)),
            text=loading.text(change, "text") if "text" in change else rule.text,
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise bad_rule(file, place, str(fault)) from fault
    if rule.hard and _loosens(rule, changed):
        raise UsageError(
            "overlay-loosens",
            "The overlay {file} loosens the hard rule {rule}",
            "A hard rule may only be tightened: raise its severity, lower its limits.",
            file=file,
            rule=rule.code,
        )
    return changed


def _tighter_cap(cap: Cap | None, change: object) -> Cap | None:
    if change is None:
        return cap
    if cap is None or not isinstance(change, Mapping):
        raise TypeError("cap: the rule has none to tighten")
    limits = {str(key): int(str(value)) for key, value in change.items()}
    if not set(limits) <= {"max", "pieces", "together", "volume_ml"}:
        raise ValueError("cap: only max, pieces, together and volume_ml")
    return replace(
        cap,
        max=limits.get("max", cap.max),
        pieces=limits.get("pieces", cap.pieces),
        together=limits.get("together", cap.together),
        volume_ml=limits.get("volume_ml", cap.volume_ml),
    )


def _loosens(old: Restricted, new: Restricted) -> bool:
    if _HARDNESS.index(new.severity) < _HARDNESS.index(old.severity) or (old.designated and not new.designated):
        return True
    if old.air is not None and (new.air is None or _HARDNESS.index(new.air) < _HARDNESS.index(old.air)):
        return True
    return old.cap is not None and new.cap is not None and _wider(old.cap, new.cap)


def _wider(old: Cap, new: Cap) -> bool:
    pairs = ((old.max, new.max), (old.pieces, new.pieces), (old.together, new.together), (old.volume_ml, new.volume_ml))
    return any(before is not None and (after is None or after > before) for before, after in pairs)


def _turned(actions: Mapping[Action, ActionText], overlay: Table, file: str) -> Mapping[Action, ActionText]:
    """Return the actions with the office's own authorities to turn to."""
    changed = dict(actions)
    for name in loading.tables(overlay, "turn_to", file):
        if name not in Action.__members__ or not Action[name].is_report:
            raise bad_rule(file, f"turn_to.{name}", "only reports turn to somebody")
        action = Action[name]
        try:
            changed[action] = replace(
                actions[action], turn_to=loading.text(loading.tables(overlay, "turn_to", file), name)
            )
        except TypeError as fault:
            raise bad_rule(file, f"turn_to.{name}", str(fault)) from fault
    return changed
