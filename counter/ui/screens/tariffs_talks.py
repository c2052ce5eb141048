"""The tariff screen's dialogs: drafts, cells, checks, comparisons, approval, publishing, and explanations."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from counter.domain.sanitise import ascii_digits
from counter.errors import CounterError, UsageError
from counter.services.tariff_content import as_error, faulty
from counter.services.tariff_trial import Trial
from counter.services.tariff_why import TariffWhy, as_text
from counter.ui.dialogs.ask import AskDialog
from counter.ui.dialogs.choose import ChooseDialog
from counter.ui.dialogs.tell import TellDialog
from counter.ui.screens.tariffs_view import FEE
from tariffs.diff import diff, summary
from tariffs.editing import EditError, History, parse_cell, with_cell
from tariffs.files import read_file
from tariffs.money import format_minor
from tariffs.problems import TariffError
from tariffs.schema import Table
from tariffs.sheet import export_csv, export_xlsx
from tariffs.writing import toml_text

if TYPE_CHECKING:
    from counter.ui.screens.tariffs import TariffsScreen

T = TypeVar("T")
SUPERVISOR = "supervisor"
SHOWN_LINES = 16
_PLACE = re.compile(r"bands\[(\d+)\](?:\.(price|step)\[(\d+)\])?")
_WRITERS: dict[str, Callable[[Table], bytes]] = {
    ".xlsx": export_xlsx,
    ".csv": export_csv,
    ".toml": lambda table: toml_text(table).encode(),
}


def help_me(screen: TariffsScreen) -> None:
    """All keys, and what they do."""
    tr = screen.tr
    lines = [f"{c.shown_key():<7} {tr.text(c.text())}" for c in screen.COMMAND_SET if c().enabled_when(screen)]
    screen.app.push_screen(TellDialog(tr.text("Tariffs"), ["\n".join(lines)]))


async def new_draft(screen: TariffsScreen) -> None:
    """A draft that follows the version at hand."""
    tr, chosen = screen.tr, screen.chosen
    if chosen is None:
        return
    title = tr.text("A draft that follows {version}", version=chosen.table.id)
    answer = await screen.app.push_screen_wait(AskDialog(title, [tr.text("New id"), tr.text("Reason")]))
    if answer is not None:
        new_id, reason = answer
        made = await _try(screen, lambda: screen.tariffs.new_draft(screen.member, chosen.table.id, new_id, reason))
        if made is not None:
            screen.in_grid = False
            screen.reload(made.version_id)
            screen.say(tr.text("Draft {version} is made. Enter opens it.", version=made.version_id))


async def bring_in(screen: TariffsScreen) -> None:
    """A file as a draft; its faults are listed, each with sheet, row and column."""
    tr = screen.tr
    labels = [tr.text("File"), tr.text("New id"), tr.text("Reason")]
    answer = await screen.app.push_screen_wait(AskDialog(tr.text("Import .xlsx, .csv or .toml"), labels))
    if answer is None:
        return
    name, new_id, reason = answer
    try:
        table = await asyncio.to_thread(read_file, Path(name).expanduser())
    except TariffError as error:
        choices = [(problem.line(tr.language), problem.place) for problem in error.problems]
        title = tr.text("{count} faults; nothing was imported", count=len(choices))
        await screen.app.push_screen_wait(ChooseDialog(title, choices, searchable=True))
        screen.complain(faulty(error))
        return
    except OSError:
        screen.complain(
            UsageError(
                "file-unreadable", "{file} cannot be read.", "Give a .toml, .xlsx or .csv file that exists.", file=name
            )
        )
        return
    table = replace(table, id=new_id.strip() or table.id)
    made = await _try(screen, lambda: screen.tariffs.bring_in(screen.member, table, name, reason))
    if made is not None:
        screen.in_grid = False
        screen.reload(made.version_id)


async def export(screen: TariffsScreen) -> None:
    """The version as a file."""
    tr, table = screen.tr, screen.table
    if table is None:
        return
    title = tr.text("Export to .xlsx, .csv or .toml")
    answer = await screen.app.push_screen_wait(AskDialog(title, [tr.text("File")]))
    if answer is None:
        return
    path = Path(answer[0]).expanduser()
    writer = _WRITERS.get(path.suffix.casefold())
    if writer is None:
        screen.complain(
            UsageError(
                "file-kind",
                "{file} is none of .xlsx, .csv, .toml.",
                "Name a file of one of these kinds.",
                file=answer[0],
            )
        )
        return
    try:
        await asyncio.to_thread(path.write_bytes, writer(table))
    except OSError:
        screen.complain(
            UsageError("file-unwritable", "{file} cannot be written.", "Choose another place.", file=answer[0])
        )
        return
    screen.say(tr.text("Written: {file}", file=answer[0]))


async def change_cell(screen: TariffsScreen) -> None:
    """Ask for the price under the cursor, and keep the draft."""
    tr, at, history = screen.tr, screen.cell, screen.history
    if at is None or history is None:
        return
    row, column = at
    zone = "" if row.part == FEE else history.table.zones.names[column]
    title = tr.text("{row} [{zone}]: now {price}", row=row.label, zone=zone, price=row.texts[column])
    answer = await screen.app.push_screen_wait(AskDialog(title, [tr.text("New price, or n/a")]))
    if answer is None:
        return
    try:
        value = parse_cell(answer[0], history.table.currency)
        if row.part == FEE:
            fees = list(history.table.fees)
            fees[row.number] = replace(fees[row.number], amount=value or 0)
            changed = history.changed(replace(history.table, fees=tuple(fees)))
        else:
            changed = history.changed(with_cell(history.table, row.number, row.part, column, value))
    except EditError as error:
        screen.complain(as_error(error))
        return
    await _keep(screen, changed)


async def undo(screen: TariffsScreen) -> None:
    """Take the last change back, and keep the draft so."""
    if screen.history is not None:
        await _keep(screen, screen.history.undo())


async def redo(screen: TariffsScreen) -> None:
    """Make it again."""
    if screen.history is not None:
        await _keep(screen, screen.history.redo())


async def _keep(screen: TariffsScreen, history: History) -> None:
    """Save the draft as it is now; where somebody was there before, go on in the copy that keeps this change."""
    own = screen.chosen.own if screen.chosen else None
    if own is None:
        return
    saved = await _try(screen, lambda: screen.tariffs.save(screen.member, history.table, own.revision))
    if saved is None:
        return
    table = replace(history.table, id=saved.version.version_id) if saved.conflict else history.table
    screen.take(History(table) if saved.conflict else history)
    screen.reload(saved.version.version_id)
    if saved.conflict:
        screen.say(
            screen.tr.text(
                "{version} was changed by somebody else meanwhile. Yours is kept as {kept}; compare them with ^F.",
                version=history.table.id,
                kept=saved.version.version_id,
            )
        )
    else:
        screen.say(screen.tr.text("Saved, revision {revision}", revision=saved.version.revision))


async def check(screen: TariffsScreen) -> None:
    """List the problems; choosing one goes to its place. A draft without errors can be marked as checked."""
    tr, table = screen.tr, screen.table
    if table is None:
        return
    problems = screen.tariffs.problems(table)
    errors = sum(problem.severity == "error" for problem in problems)
    words = {"error": tr.text("error"), "warning": tr.text("look at this")}
    choices = [(f"{words[p.severity]}: {p.line(tr.language)}", p.place) for p in problems]
    if not errors and screen.may_edit and screen.own_status == "draft":
        choices.insert(0, (tr.text("Mark as checked"), ""))
    title = tr.text("{version}: {errors} errors, {count} in all", version=table.id, errors=errors, count=len(problems))
    place = await screen.app.push_screen_wait(ChooseDialog(title, choices))
    if place == "":
        done = await _try(screen, lambda: screen.tariffs.mark_checked(screen.member, table.id))
        if done is not None:
            screen.reload()
            screen.say(tr.text("Checked. A second supervisor approves it with ^A."))
    elif place is not None:
        _go_to(screen, place)


def _go_to(screen: TariffsScreen, place: str) -> None:
    found = _PLACE.match(place)
    if found is None:
        screen.say(place)
        return
    if not screen.in_grid:
        screen.open()
    number, part = int(found[1]) - 1, found[2] or "price"
    rows = screen.rows
    row = next((n for n, r in enumerate(rows) if (r.number, r.part) == (number, part)), 0)
    screen.go(row, int(found[3]) - 1 if found[3] else 0)
    screen.say(place)


async def compare(screen: TariffsScreen) -> None:
    """What differs between another version and the one at hand."""
    tr, table = screen.tr, screen.table
    if table is None:
        return
    others = [e.table for e in screen.listed if e.table.id != table.id and set(e.table.services) & set(table.services)]
    title = tr.text("Compare {version} with", version=table.id)
    other = await screen.app.push_screen_wait(ChooseDialog(title, [(each.id, each) for each in others]))
    if other is None:
        return
    lines = list(summary(diff(other, table), table.currency))
    more = [tr.text("and {count} more", count=len(lines) - SHOWN_LINES)] if len(lines) > SHOWN_LINES else []
    text = "\n".join([*lines[:SHOWN_LINES], *more]) or tr.text("Nothing differs")
    await screen.app.push_screen_wait(TellDialog(f"{other.id} -> {table.id}", [text]))


def tell_trial(screen: TariffsScreen, trial: Trial, table: Table) -> None:
    """Totals before and after, who pays less and more, what would be refused."""
    tr, result = screen.tr, trial.result
    lines = [tr.text("{items} items, {changed} cost something else", items=result.items, changed=result.changed)]
    for currency, total in result.before.items():
        lines.append(f"{format_minor(total, currency)} -> {format_minor(result.after[currency], currency)}")
    for word, repriced in ((tr.text("Less"), result.winners[:4]), (tr.text("More"), result.losers[:4])):
        for each in repriced:
            before, after = (format_minor(amount, table.currency) for amount in (each.before, each.after))
            lines.append(f"{word}  {each.key}  {before} -> {after}")
    lines.append(tr.text("Would be refused: {count}", count=result.refused_total))
    lines += [f"  {r.key}  {tr.pick(r.refusal.message)}" for r in result.refused[:3]]
    if trial.left_out:
        lines.append(tr.text("Not asked again, for want of a typed value: {count}", count=trial.left_out))
    if not result.complete:
        lines.append(tr.text("Stopped before the end"))
    screen.app.push_screen(TellDialog(tr.text("Simulation of {version}", version=table.id), ["\n".join(lines)]))


async def approve(screen: TariffsScreen) -> None:
    """A second supervisor says yes to exactly this content."""
    tr, chosen = screen.tr, screen.chosen
    if chosen is None or chosen.own is None:
        return
    own = chosen.own
    members = await asyncio.to_thread(screen.desk.sign_in.members)
    others = [m for m in members if m.role == SUPERVISOR and m.staff_id != own.author]
    if not others:
        screen.say(tr.text("There is no second supervisor in this office."))
        return
    title = tr.text("Approve {version}: who?", version=own.version_id)
    who = await screen.app.push_screen_wait(ChooseDialog(title, [(m.name, m) for m in others]))
    if who is None:
        return
    labels = [tr.text("Reason"), tr.text("PIN of {name}", name=who.name)]
    title = tr.text("Approve {version}: content {hash}", version=own.version_id, hash=own.hash[:16])
    answer = await screen.app.push_screen_wait(AskDialog(title, labels, secret=True))
    if answer is None:
        return
    reason, pin = answer

    def act() -> object:
        second = screen.desk.sign_in.verify(who.staff_id, ascii_digits(pin))
        return screen.tariffs.approve(second, own.version_id, own.hash, reason)

    if await _try(screen, act) is not None:
        screen.reload()
        screen.say(tr.text("Approved by {name}. ^B publishes it.", name=who.name))


async def publish(screen: TariffsScreen) -> None:
    """From which day, and why."""
    tr, chosen = screen.tr, screen.chosen
    if chosen is None:
        return
    version_id, today = chosen.table.id, screen.tariffs.today
    title = tr.text(
        "Publish {version}: + is at opening tomorrow ({day}), 0 is at once", version=version_id, day=_tomorrow(today)
    )
    answer = await screen.app.push_screen_wait(AskDialog(title, [tr.text("From"), tr.text("Reason")]))
    if answer is None:
        return

    def act() -> object:
        return screen.tariffs.publish(screen.member, version_id, _day(answer[0], today), answer[1])

    if await _try(screen, act) is not None:
        screen.reload()
        table = screen.tariffs.get(version_id).table
        gaps = [m for m in screen.tariffs.meetings() if version_id in (m.earlier, m.later)]
        told = tr.text("{version} is in force from {day}.", version=version_id, day=table.valid_from.isoformat())
        screen.say("  ".join([told, *(f"{m.kind}: {m.first} - {m.last}" for m in gaps)]))


async def retire(screen: TariffsScreen) -> None:
    """Its last day, and why."""
    tr, chosen = screen.tr, screen.chosen
    if chosen is None:
        return
    version_id, today = chosen.table.id, screen.tariffs.today
    title = tr.text("Retire {version}: 0 is at once; customers get no price then", version=version_id)
    answer = await screen.app.push_screen_wait(AskDialog(title, [tr.text("Last day"), tr.text("Reason")]))
    if answer is None:
        return

    def act() -> object:
        last = today - timedelta(days=1) if answer[0].strip() == "0" else _day(answer[0], today)
        return screen.tariffs.retire(screen.member, version_id, last, answer[1])

    if await _try(screen, act) is not None:
        screen.reload()


async def discard(screen: TariffsScreen) -> None:
    """Forget the draft; the journal keeps that it was there."""
    tr, chosen = screen.tr, screen.chosen
    if chosen is None or chosen.own is None:
        return
    own = chosen.own
    title = tr.text("Discard {version} for good", version=own.version_id)
    answer = await screen.app.push_screen_wait(AskDialog(title, [tr.text("Reason")]))
    if answer is None:
        return

    def act() -> bool:
        screen.tariffs.discard(screen.member, own.version_id, own.revision, answer[0])
        return True

    if await _try(screen, act):
        screen.in_grid = False
        screen.reload()


async def why(screen: TariffsScreen) -> None:
    """Why a past item cost what it cost; printed if wished."""
    tr = screen.tr
    answer = await screen.app.push_screen_wait(AskDialog(tr.text("Why is it this much?"), [tr.text("Mail number")]))
    if answer is None:
        return
    number = answer[0].strip().upper()
    explaining = TariffWhy(screen.desk.store, screen.desk.config, screen.tariffs)
    facts = await _try(screen, lambda: explaining.explain(number, screen.member.name))
    if facts is None:
        return
    await screen.app.push_screen_wait(TellDialog(tr.text("Why is it this much?"), [as_text(facts, tr.language)]))
    choices = [(tr.text("Print it"), True), (tr.text("Do not print"), False)]
    if await screen.app.push_screen_wait(ChooseDialog(number, choices)):
        job = await _try(screen, lambda: explaining.queue(number, screen.member))
        if job is not None:
            screen.desk.spool.wake()
            screen.say(tr.text("Printing the explanation of {number}", number=number))


async def _try(screen: TariffsScreen, act: Callable[[], T]) -> T | None:
    """Do it in a thread; what stands in the way is said in the message line."""
    try:
        return await asyncio.to_thread(act)
    except CounterError as error:
        screen.complain(error)
        return None


def _day(text: str, today: date) -> date:
    plain = ascii_digits(text).strip()
    if plain in ("+", "0"):
        return today if plain == "0" else today + timedelta(days=1)
    try:
        return date.fromisoformat(plain)
    except ValueError as error:
        raise UsageError("bad-date", "{text} is not a date.", "Write it as 2027-01-01.", text=plain) from error


def _tomorrow(today: date) -> str:
    return (today + timedelta(days=1)).isoformat()
