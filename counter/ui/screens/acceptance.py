"""Accepting a parcel: weight, sender, recipient, contents, service, inspection, money, in the order of the talk."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import DescendantFocus
from textual.message import Message

from counter.errors import CounterError
from counter.services.accepting import Accepting, Desktop
from counter.services.checkout import Settled
from counter.services.completeness import Step
from counter.services.customer_screen import CustomerScreen
from counter.services.draft_keeper import DraftKeeper
from counter.services.item_form import ItemForm
from counter.services.weighing import Pan, Weighing
from counter.ui.base import CounterScreen
from counter.ui.commands import bindings
from counter.ui.messages import DevicesChanged, JobsChanged, ReadingArrived
from counter.ui.screens import acceptance_talks as talks
from counter.ui.screens import acceptance_view as view
from counter.ui.screens.acceptance_commands import COMMANDS
from counter.ui.screens.acceptance_form import FormColumn
from counter.ui.screens.acceptance_prices import PriceColumn
from counter.ui.screens.goods_talks import ASKED, EXCEEDED, ask_goods, forget_goods
from counter.ui.screens.identifying import identify
from counter.ui.widgets.lines import KeyLine, MessageLine, StatusLine, TopLine

if TYPE_CHECKING:
    from counter.domain.staff import StaffMember
    from counter.services.desk import Desk
    from counter.services.drafts import Draft

LOOK_SECONDS = 0.25
SAVE_SECONDS = 0.4


class AcceptanceScreen(CounterScreen):
    """The clerk's one screen."""

    CSS_PATH = "acceptance.tcss"
    COMMAND_SET = COMMANDS
    BINDINGS = bindings(COMMANDS)

    @dataclass
    class Booked(Message):
        """The sale is in the journal; its papers are queued."""

        settled: Settled

    @dataclass
    class Trouble(Message):
        """A worker was refused or failed; `settling` when it was the payment."""

        error: CounterError
        settling: bool = False

    @dataclass
    class JobsCounted(Message):
        """Print jobs: waiting, and in doubt."""

        waiting: int
        in_doubt: int

    def __init__(self, desk: Desk, clerk: StaffMember, draft: Draft | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.clerk = clerk
        self.form = FormColumn(self)
        self._prices = PriceColumn()
        self._desktop = Desktop(desk.pricing, desk.rules, desk.day, desk.clock)
        office = desk.config.office
        names = {"zh": office.name_zh, "en": office.name_en}
        self.customer = CustomerScreen(desk.feed, names, desk.config.counter, "CNY")
        self._keeper = DraftKeeper(desk.drafts)
        self.accepting = Accepting(self._desktop, clerk)
        self._draft = draft
        self._weighing = Weighing(Pan.NO_SCALE)
        self._settled: Settled | None = None
        self._last = ItemForm()
        self._jobs = (0, 0)
        self._endings: list[Callable[[], None]] = []
        self.is_settling = False
        self.last_number = ""
        self.customer_waits = False

    def compose(self) -> ComposeResult:
        """Frame, form and price."""
        yield TopLine()
        with Horizontal(id="body"):
            yield self.form
            yield self._prices
        yield MessageLine()
        yield StatusLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """Listen to the devices, take up what was left, and wait for a parcel."""
        desk = self.desk
        self._endings = [
            desk.readings.subscribe(lambda _: self._notify(ReadingArrived())),
            desk.devices.subscribe(lambda _: self._notify(DevicesChanged())),
            desk.jobs.subscribe(lambda _: self._notify(JobsChanged())),
        ]
        self.set_interval(LOOK_SECONDS, self._look)
        self._save_timer = self.set_timer(SAVE_SECONDS, self.save)
        self.customer.idle()
        if self._draft is not None:
            self.take_up(self._draft)
        else:
            self.form.go(Step.SENDER)
        self.relabel()
        self.count_jobs()

    def on_unmount(self) -> None:
        """Stop listening."""
        for end in self._endings:
            end()

    def on_resize(self) -> None:
        """Lay the lines out anew for this width."""
        self.call_after_refresh(self.show)

    def on_descendant_focus(self, _event: DescendantFocus) -> None:
        """The step at hand decides what is shown, here and to the customer."""
        self.set_class(self.form.step is Step.INSPECTION, "at-inspection")
        self.set_class(self.form.step is Step.MONEY, "at-money")
        self.show()
        self.publish()

    def _notify(self, message: Message) -> None:
        # Called in a device's thread; posting is all that is safe there.
        self.post_message(message)

    # What commands ask

    @property
    def focused_id(self) -> str:
        """Where the hand is."""
        return self.form.focused_id

    @property
    def jobs_in_doubt(self) -> int:
        """Print jobs that wait for the clerk's word."""
        return self._jobs[1]

    def has_last(self, who: str) -> bool:
        """Whether the item before had such a party."""
        return bool((self._last.sender if who == "sender" else self._last.recipient).line)

    # The item at hand

    def changed(self) -> None:
        """Show what follows from a change, to the clerk and to the customer, and save it soon."""
        self._settled = None
        self.show()
        self.publish()
        self._save_timer.stop()
        self._save_timer = self.set_timer(SAVE_SECONDS, self.save)

    def hush(self) -> None:
        """The last message is read: the clerk goes on."""
        self.query_one(MessageLine).clear()

    def add_item(self) -> None:
        """Pack the item at hand; its weight is used up, and the next one comes from the same sender."""
        form = self.accepting.form
        try:
            self.accepting.pack()
        except CounterError as error:
            self.complain(error)
            return
        self._use_up(form)
        self._last = form
        self.form.fill()
        self.changed()
        self._look()
        self.form.go(Step.RECIPIENT)
        count = len(self.accepting.basket)
        self.say(self.tr.text("In the basket: {n}. Take it off, and put the next one on.", n=count))

    def drop_item(self) -> None:
        """Forget what was typed of the item at hand; those in the basket stay, and so does the weight."""
        blank = ItemForm(weight=self.accepting.form.weight)
        self.accepting.change(**{name: getattr(blank, name) for name in ItemForm.__slots__})
        self.form.fill()
        self.changed()
        if self.accepting.is_blank:
            action_id = self.accepting.action_id
            self.run_worker(lambda: self._keeper.end(action_id), thread=True, group="drafts")
            self._begin()
        self.form.go(Step.SENDER)

    def same_as_last(self) -> None:
        """Fill the line at hand from the item before."""
        who = self.focused_id
        self.form.put_party(who, self._last.sender if who == "sender" else self._last.recipient)
        self.form.advance()

    def hold(self) -> None:
        """Put what is at hand aside; it survives a restart."""
        draft = self.accepting.draft()
        self._keeper.put(replace(draft, fields={**draft.fields, "held": True}))
        self._write_drafts()
        self._begin()
        self.say(self.tr.text("Held. F8 on an empty form takes it up again."))

    def take_up(self, draft: Draft) -> None:
        """Go on with a saved acceptance, under its own action id."""
        self.accepting = Accepting(self._desktop, self.clerk)
        self.accepting.restore(draft)
        self.form.fill()
        self.changed()
        missing = self.accepting.missing()
        self.form.go(missing.step if missing else Step.MONEY)

    def fold(self) -> None:
        """Fold the fee column away, or unfold it."""
        self.toggle_class("-folded")
        self.call_after_refresh(self.show)

    def talk(self, talk: Coroutine[None, None, None]) -> None:
        """Hold a dialog; one at a time."""
        self.run_worker(talk, group="talk", exclusive=True)

    def on_form_column_refusing(self) -> None:
        """The item may not be accepted."""
        self.talk(talks.refuse(self))

    def on_form_column_approving(self, message: FormColumn.Approving) -> None:
        """A supervisor must agree."""
        self.talk(talks.approve_look(self, message.question))

    def on_form_column_quoting(self, message: FormColumn.Quoting) -> None:
        """The price comes from elsewhere."""
        self.talk(talks.external_quote(self, message.service))

    def on_form_column_field_done(self) -> None:
        """Save while the clerk goes on."""
        self.save()

    # The scale

    def on_reading_arrived(self, _message: ReadingArrived) -> None:
        """The scale said something."""
        self._look()

    def _look(self) -> None:
        if self.is_settling:
            return
        self._weighing = self.desk.weigher.judge(self.desk.latest_reading(), self.desk.clock.monotonic())
        if self._weighing.weight is not None and self.accepting.weigh(self._weighing.weight):
            self.changed()
        else:
            self.form.show_weight(self._weighing)
            self._show_top()
            self.publish()

    def _use_up(self, form: ItemForm) -> None:
        # An empty pan has nothing left on it to be priced again.
        if form.weight is not None and self._weighing.pan is not Pan.EMPTY:
            self.desk.weigher.consume(form.weight)

    # Money

    def pay(self) -> None:
        """Settle all items, once."""
        accepting = self.accepting
        if accepting.is_blank:
            self.say(self.tr.text("There is nothing to pay."))
            return
        missing = None if accepting.basket and accepting.form.is_blank else accepting.missing()
        if missing is not None:
            self.complain(missing.error)
            self.form.go(missing.step)
            return
        self.is_settling = True
        self.say(self.tr.text("Booking"))
        self.show_keys()
        self._settle()

    @work(thread=True, group="settle")
    def _settle(self) -> None:
        try:
            request = self.accepting.settlement(self.form.tendered)
            # Settling says that the sender is the person who was registered before; strangers are asked for.
            self.desk.trust.registering.confirm_known(request, self.clerk)
            settled = self.desk.checkout.settle(request, self.clerk)
        except CounterError as error:
            self.post_message(self.Trouble(error, settling=True))
            return
        self.desk.spool.wake()
        self.post_message(self.Booked(settled))

    def on_acceptance_screen_booked(self, message: Booked) -> None:
        """Thank, and begin the next."""
        sale = message.settled.sale
        self.last_number = next((i.mail_number for i in sale.items if i.mail_number), self.last_number)
        self._use_up(self.accepting.form)
        self._last = self._last if self.accepting.form.is_blank else self.accepting.form
        self._begin()
        self._settled = message.settled
        self.customer.thanks(sale)
        self.show()
        self.say(self.tr.text("Sold. Change {amount}.", amount=view.amount(sale.change, sale.currency)))
        self.count_jobs()

    def on_acceptance_screen_trouble(self, message: Trouble) -> None:
        """Say what happened; nothing that was typed is lost."""
        if message.settling:
            self.is_settling = False
            self.show_keys()
        if message.error.code in ("fee-changed", "no-tariff"):
            self.accepting.reprice()
            self.changed()
        self.complain(message.error)
        if message.error.code == "identity-missing":
            self.talk(identify(self))
        elif message.error.code in ASKED and "rule" in message.error.params:
            self.talk(ask_goods(self, message.error))
        elif message.error.code in EXCEEDED and "rule" in message.error.params:
            forget_goods(self, message.error)

    def _begin(self) -> None:
        self.is_settling = False
        self.accepting = Accepting(self._desktop, self.clerk)
        self.form.fill()
        self.changed()
        self._look()
        self.form.go(Step.SENDER)

    # Saving

    def save(self) -> None:
        """Save the acceptance in a worker."""
        if not self.accepting.is_blank and not self.is_settling:
            self._keeper.put(self.accepting.draft())
            self._write_drafts()

    def save_now(self) -> None:
        """Save it here and now; not for the screen's own thread."""
        if not self.accepting.is_blank:
            self._keeper.put(self.accepting.draft())
        self._keeper.flush()

    @work(thread=True, group="drafts")
    def _write_drafts(self) -> None:
        try:
            self._keeper.flush()
        except CounterError as error:
            self.post_message(self.Trouble(error))

    # Papers and devices

    def on_jobs_changed(self, _message: JobsChanged) -> None:
        """Count anew."""
        self.count_jobs()

    @work(thread=True, group="jobs")
    def count_jobs(self) -> None:
        """Count the print jobs in a worker."""
        waiting, in_doubt = self.desk.spool.waiting()
        self.post_message(self.JobsCounted(waiting, in_doubt))

    def on_acceptance_screen_jobs_counted(self, message: JobsCounted) -> None:
        """Show them."""
        self._jobs = (message.waiting, message.in_doubt)
        self._show_devices()
        self.show_keys()

    def on_devices_changed(self, _message: DevicesChanged) -> None:
        """Show the links as they are."""
        self._show_devices()
        self._look()

    # Showing

    def relabel(self) -> None:
        """Every text again, in the clerk's language."""
        self.form.relabel()
        self.show()

    def show(self) -> None:
        """Everything as it is now."""
        self.form.show()
        self.form.show_weight(self._weighing)
        self._prices.show(self.tr, self.accepting, self._settled, self.form.step)
        self._show_top()
        self._show_devices()
        self.show_keys()

    def _show_devices(self) -> None:
        self.query_one(StatusLine).tell(self.tr, self.desk.device_states(), self._jobs)

    def _show_top(self) -> None:
        tr, config = self.tr, self.desk.config
        name = tr.pick({"zh": config.office.name_zh, "en": config.office.name_en})
        counter = tr.text("Counter {n}", n=config.counter)
        left = "  ".join((tr.text("Acceptance"), name, counter, self.clerk.name))
        self.query_one(TopLine).tell(left, f"{self.desk.day.today.isoformat()} {self.desk.clock.now():%H:%M}")

    def publish(self) -> None:
        """Show the customer what belongs to this moment; a sale just made stays until the next item begins."""
        if self._settled is None and not self.is_settling and not self.customer_waits:
            self.customer.follow(self.accepting, self._weighing, self.form.step, self.form.tendered)
