"""Search: an item by its mail number, with its price, its history, and its papers to look at, print again and keep."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import Key
from textual.message import Message

from counter.domain.printing import PrintJob
from counter.errors import CounterError
from counter.services.looking_up import Item, LookingUp, Papers, Preview
from counter.services.tariff_why import TariffWhy, as_text
from counter.ui.base import CounterScreen
from counter.ui.commands import bindings
from counter.ui.messages import DevicesChanged, JobsChanged
from counter.ui.screens import search_view as view
from counter.ui.screens.search_commands import COMMANDS
from counter.ui.screens.search_messages import (
    CopyMade,
    ItemFound,
    ItemShown,
    JobsCounted,
    NumberScanned,
    SearchFailed,
)
from counter.ui.widgets.field import Field
from counter.ui.widgets.form_row import FormRow
from counter.ui.widgets.lines import KeyLine, MessageLine, StatusLine, TopLine
from counter.ui.widgets.pane import Line, Pane
from counter.ui.widgets.paper_picture import PaperPicture, Way, picture_way
from receipts.snapshots import TariffExplanation

if TYPE_CHECKING:
    from counter.domain.staff import StaffMember
    from counter.services.desk import Desk
    from devices.scanners import Scan

NARROWEST = 40


class SearchScreen(CounterScreen):
    """One box, then what it found."""

    CSS_PATH = "search.tcss"
    COMMAND_SET = COMMANDS
    BINDINGS = bindings(COMMANDS)

    def __init__(self, desk: Desk, clerk: StaffMember) -> None:
        super().__init__()
        self.desk = desk
        self.clerk = clerk
        self.looking_up = LookingUp(
            desk.store, desk.setup.config if desk.setup else desk.config, desk.day, desk.reprint
        )
        self.item: Item | None = None
        self.is_busy = False
        self._at = 0
        self._shown: Preview | TariffExplanation | None = None
        self._jobs = (0, 0)
        self.as_picture = True
        self._endings: list[Callable[[], None]] = []

    def compose(self) -> ComposeResult:
        """The box, the documents, the item or a preview, and the frame."""
        yield TopLine()
        yield FormRow("number", Field("number", self._typed, self._entered))
        yield Pane(id="papers")
        yield Pane(id="warning")
        with VerticalScroll(id="body"):
            yield Pane(id="item")
            yield PaperPicture(self.picture_way)
        yield MessageLine()
        yield StatusLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """Listen, and wait for a number."""
        self._endings = [
            self.desk.scans.claim(self._scan),
            self.desk.devices.subscribe(lambda _: self._notify(DevicesChanged())),
            self.desk.jobs.subscribe(lambda _: self._notify(JobsChanged())),
        ]
        self.set_focus(self.query_one(Field))
        self._count_jobs()

    def on_unmount(self) -> None:
        """Stop listening."""
        for end in self._endings:
            end()

    def on_resize(self) -> None:
        """Fit every line to the new width."""
        self.call_after_refresh(self.relabel)

    def on_descendant_focus(self) -> None:
        """Other keys do something now."""
        self.call_after_refresh(self.show_keys)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave a key that does nothing now to the box: its letters are typed there."""
        if action == "command":
            return self._command(str(parameters[0])).enabled_when(self)
        return super().check_action(action, parameters)

    # What commands ask

    @property
    def is_typing(self) -> bool:
        """Whether keys go into the box."""
        return isinstance(self.focused, Field)

    @property
    def picture_way(self) -> Way:
        """How papers can be shown as pictures here; empty where they can't."""
        return picture_way(self.desk.config.preview, os.environ, headless=self.app.is_headless)

    @property
    def has_picture(self) -> bool:
        """Whether a paper is previewed that can be seen as a picture too."""
        return isinstance(self._shown, Preview) and bool(self._shown.png)

    def turn(self) -> None:
        """Show the paper as text instead of a picture, or the other way round."""
        self.as_picture = not self.as_picture
        self.relabel()

    @property
    def chosen(self) -> Papers | None:
        """The document at hand."""
        return self.item.papers[self._at] if self.item and self._at < len(self.item.papers) else None

    @property
    def explained(self) -> str:
        """The mail number whose price is explained on the screen now; empty while none is."""
        return self.item.number if self.item is not None and isinstance(self._shown, TariffExplanation) else ""

    def back(self) -> None:
        """Close what is open: a preview, else the screen."""
        if self._shown is None:
            self.app.pop_screen()
            return
        self._shown = None
        self.relabel()

    def begin(self, text: str) -> None:
        """Take another number."""
        field = self.query_one(Field)
        field.put(text)
        self.set_focus(field)

    def choose(self, place: int) -> None:
        """Take the document that a digit names."""
        if self.item is None or not 0 <= place < len(self.item.papers):
            return
        self._at = place
        if isinstance(self._shown, Preview):
            self.preview()
        self.relabel()

    def preview(self) -> None:
        """Show the document at hand as printing it again puts it on paper."""
        item, papers = self.item, self.chosen
        if item is not None and papers is not None:
            picture = bool(self.picture_way)
            self._work(lambda: ItemShown(item.number, self.looking_up.preview(papers, picture=picture)))

    def explain(self) -> None:
        """Show why the item cost what it did."""
        item, shelf = self.item, self.desk.tariffs
        if item is not None and shelf is not None:
            why = TariffWhy(self.desk.store, self.desk.config, shelf)
            self._work(lambda: ItemShown(item.number, why.explain(item.number, self.clerk.name)))

    def print_copy(self) -> None:
        """Queue what is explained now, else a marked copy of the document at hand."""
        item, papers, shown = self.item, self.chosen, self._shown
        if item is not None and isinstance(shown, TariffExplanation):
            self.is_busy = True
            self._work(lambda: self._queued(self.looking_up.print_explanation(item, shown, self.clerk)))
        elif item is not None and papers is not None:
            self.is_busy = True
            self._work(lambda: self._queue(item.number, papers))

    def save_copy(self) -> None:
        """Write a marked copy of the document at hand to a file."""
        item, papers = self.item, self.chosen
        if item is not None and papers is not None:
            self.is_busy = True
            self._work(lambda: self._save(item.number, papers))

    # Workers: they read and write, and tell the screen by messages

    @work(thread=True, group="search", exit_on_error=False)
    def _work(self, act: Callable[[], Message]) -> None:
        try:
            self.post_message(act())
        except CounterError as error:
            self.post_message(SearchFailed(error))

    def _find(self, text: str, fresh: bool) -> Message:
        return ItemFound(self.looking_up.find(text, self.clerk, self.desk.sign_in.members()), fresh)

    def _queue(self, number: str, papers: Papers) -> Message:
        return self._queued(self.looking_up.print_again(number, papers, self.clerk))

    def _queued(self, job: PrintJob) -> Message:
        self.desk.spool.wake()
        return CopyMade("", job.copy_number)

    def _save(self, number: str, papers: Papers) -> Message:
        saved = self.looking_up.save(number, papers, self.clerk)
        return CopyMade(str(saved.file), saved.copy_number)

    @work(thread=True, group="jobs", exit_on_error=False)
    def _count_jobs(self) -> None:
        self.post_message(JobsCounted(*self.desk.spool.waiting()))

    # What comes in

    def on_key(self, event: Key) -> None:
        """Digits choose a document; a capital letter begins a number, as scanners that type send it."""
        if self.is_typing or not event.is_printable or not event.character or not event.character.isascii():
            return
        if event.character.isdigit():
            event.stop()
            self.choose(int(event.character) - 1)
        elif event.character.isupper():
            event.stop()
            self.begin(event.character)

    def _typed(self, _name: str, _text: str) -> None:
        self.query_one(MessageLine).clear()

    def _entered(self, _name: str, text: str) -> None:
        if text.strip():
            self._work(lambda: self._find(text, True))

    def _scan(self, scan: Scan) -> bool:
        # Called in the scanner's thread. While another screen lies over this one, the code is for that.
        return self.app.screen is self and self.post_message(NumberScanned(scan.code))

    def on_number_scanned(self, message: NumberScanned) -> None:
        """Look it up at once."""
        self.begin(message.code)
        self._entered("number", message.code)

    def on_item_found(self, message: ItemFound) -> None:
        """Show the item; one that was only read again keeps what is chosen."""
        if not message.fresh and (self.item is None or self.item.number != message.item.number):
            return
        self.item = message.item
        if message.fresh:
            self._at, self._shown = 0, None
            self.query_one(Field).put(message.item.number)
            self.query_one(MessageLine).clear()
            self.set_focus(self.query_one("#body"))
        self.relabel()
        if message.fresh:
            self.query_one("#body").scroll_home(animate=False)
        elif isinstance(self._shown, Preview):
            self.preview()

    def on_item_shown(self, message: ItemShown) -> None:
        """Show it from its first line; a preview made anew stays where it was."""
        if self.item is None or self.item.number != message.number:
            return
        before, self._shown = self._shown, message.shown
        self.relabel()
        if not (isinstance(before, Preview) and isinstance(message.shown, Preview)):
            self.query_one("#body").scroll_home(animate=False)

    def on_copy_made(self, message: CopyMade) -> None:
        """Tell it, and show how many copies there are now."""
        self.is_busy = False
        copy = view.copy_word(self.tr, message.copy_number)
        if message.file:
            self.say(self.tr.text("{copy} is in {file}", copy=copy, file=message.file))
        else:
            self.say(self.tr.text("{copy} goes to the printer.", copy=copy))
        self._read_again()

    def on_search_failed(self, message: SearchFailed) -> None:
        """Say why not; what was typed stays. A number that found nothing leaves no other item to act on."""
        self.is_busy = False
        if self.is_typing:
            self.item, self._shown = None, None
            self.relabel()
        self.complain(message.error)
        self.show_keys()

    def on_jobs_changed(self, _message: JobsChanged) -> None:
        """Count anew, and show how the item's papers are now."""
        self._count_jobs()
        self._read_again()

    def on_devices_changed(self, _message: DevicesChanged) -> None:
        """Show the states as they are."""
        self.relabel()

    def on_jobs_counted(self, message: JobsCounted) -> None:
        """Show them."""
        self._jobs = (message.waiting, message.in_doubt)
        self.relabel()

    def _notify(self, message: Message) -> None:
        # Called in a device's thread; posting is all that is safe there.
        self.post_message(message)

    def _read_again(self) -> None:
        item = self.item
        if item is not None:
            self._work(lambda: self._find(item.number, False))

    # Showing

    def relabel(self) -> None:
        """Everything as it is now, in the clerk's language."""
        tr = self.tr
        self.query_one(TopLine).tell(tr.text("Search"), f"{self.clerk.name}  {self.desk.config.counter}")
        self.query_one(FormRow).label(tr.text("Mail number"))
        width = max(self.size.width - 4, NARROWEST)
        papers = list(view.paper_lines(tr, self.item, self._at, width)) if self.item else []
        self._tell("#papers", papers)
        warning = view.warning_lines(tr, self._shown) if isinstance(self._shown, Preview) else []
        self._tell("#warning", warning)
        self.query_one("#item", Pane).show(self._lines(width))
        picture = self._shown.png if isinstance(self._shown, Preview) and self.as_picture else b""
        self.query_one(PaperPicture).show(picture, width)
        self.query_one(StatusLine).tell(tr, self.desk.device_states(), self._jobs)
        self.show_keys()

    def _tell(self, selector: str, lines: Sequence[Line]) -> None:
        """Show lines; a pane without any takes no room."""
        pane = self.query_one(selector, Pane)
        pane.show(lines)
        pane.set_class(bool(lines), "-told")

    def _lines(self, width: int) -> list[Line]:
        tr = self.tr
        if isinstance(self._shown, Preview):
            return list(view.preview_lines(tr, self._shown, as_picture=self.has_picture and self.as_picture))
        if self._shown is not None:
            return list(as_text(self._shown, tr.language).splitlines())
        if self.item is not None:
            return list(view.item_lines(tr, self.item, width))
        return [tr.text("Type or scan a mail number, then Enter. Small letters and blanks do not matter.")]
