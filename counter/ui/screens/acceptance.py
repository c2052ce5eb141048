"""Accepting a parcel: weight, sender, recipient, contents, service, inspection, money, in the order of the talk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus
from textual.message import Message
from textual.widgets import Input

from counter.domain.printing import JobState, PrintJob
from counter.errors import CounterError
from counter.services import entries, inspecting
from counter.services.accepting import Accepting, Desktop, Step
from counter.services.checkout import Settled
from counter.services.customer_screen import CustomerScreen
from counter.services.draft_keeper import DraftKeeper
from counter.services.entries import PartyEntry
from counter.services.item_form import ItemForm
from counter.services.weighing import Pan, Weighing
from counter.ui.base import CounterScreen
from counter.ui.commands import bindings
from counter.ui.dialogs.choose import ChooseDialog
from counter.ui.dialogs.lock import LockDialog
from counter.ui.dialogs.resume import draft_choices
from counter.ui.dialogs.tell import TellDialog
from counter.ui.messages import DevicesChanged, JobsChanged, ReadingArrived
from counter.ui.screens import acceptance_view as view
from counter.ui.screens import teaching
from counter.ui.screens.acceptance_commands import COMMANDS
from counter.ui.widgets.choices import Choices
from counter.ui.widgets.field import Field
from counter.ui.widgets.form_row import FormRow
from counter.ui.widgets.lines import KeyLine, MessageLine, StatusLine, TopLine, document_word
from counter.ui.widgets.pane import Pane

if TYPE_CHECKING:
    from counter.domain.staff import StaffMember
    from counter.services.desk import Desk
    from counter.services.drafts import Draft

LOOK_SECONDS = 0.25
SAVE_SECONDS = 0.4
PARTIES = ("sender", "recipient")
STEPS = {
    "size": Step.WEIGHT,
    "sender": Step.SENDER,
    "sender-ask": Step.SENDER,
    "recipient": Step.RECIPIENT,
    "recipient-ask": Step.RECIPIENT,
    "destination": Step.DESTINATION,
    "contents": Step.CONTENTS,
    "declared": Step.SERVICE,
    "service": Step.SERVICE,
    "inspection": Step.INSPECTION,
    "tender": Step.MONEY,
}
FIELD_OF = {
    Step.WEIGHT: "sender",
    Step.SENDER: "sender",
    Step.RECIPIENT: "recipient",
    Step.DESTINATION: "destination",
    Step.CONTENTS: "contents",
    Step.SERVICE: "service",
    Step.INSPECTION: "inspection",
    Step.MONEY: "tender",
}


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
        self._desk = desk
        self._clerk = clerk
        self._desktop = Desktop(desk.pricing, desk.rules, desk.day, desk.clock)
        office = desk.config.office
        self._customer = CustomerScreen(
            desk.feed, {"zh": office.name_zh, "en": office.name_en}, desk.config.counter, "CNY"
        )
        self._keeper = DraftKeeper(desk.drafts)
        self._accepting = Accepting(self._desktop, clerk)
        self._draft = draft
        self._weighing = Weighing(Pan.NO_SCALE)
        self._settled: Settled | None = None
        self._last_form = ItemForm()
        self._tendered = 0
        self._asking: dict[str, str] = {}
        self._jobs = (0, 0)
        self._endings: list[Callable[[], None]] = []
        self.is_settling = False

    def compose(self) -> ComposeResult:
        """Frame, form and price."""
        yield TopLine()
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Pane(id="weight")
                for who in PARTIES:
                    yield FormRow(who, Field(who, self._typed))
                    with Vertical(id=f"{who}-asking", classes="ask"):
                        yield FormRow(f"{who}-ask", Field(f"{who}-ask", self._typed))
                yield FormRow("destination", Field("destination", self._typed), Pane(id="where"))
                yield FormRow("contents", Field("contents", self._typed))
                yield FormRow(
                    "declared", Field("declared", self._typed), Pane(id="size-label"), Field("size", self._typed)
                )
                yield FormRow("service", Choices("service", self._pressed))
                yield FormRow("inspection", Choices("inspection", self._pressed))
                yield FormRow("tender", Field("tender", self._typed), Pane(id="due"))
                yield Pane(id="question")
            with Vertical(id="right"):
                yield Pane(id="services")
                yield Pane(id="fee")
                yield Pane(id="say")
        yield MessageLine()
        yield StatusLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """Listen to the devices, take up what was left, and wait for a parcel."""
        desk = self._desk
        self._endings = [
            desk.readings.subscribe(lambda _: self._notify(ReadingArrived())),
            desk.devices.subscribe(lambda _: self._notify(DevicesChanged())),
            desk.jobs.subscribe(lambda _: self._notify(JobsChanged())),
        ]
        self.set_interval(LOOK_SECONDS, self._look)
        self._save_timer = self.set_timer(0, self._save)
        if self._draft is not None:
            self._accepting.restore(self._draft)
            self._fill_fields()
        self.relabel()
        self.query_one("#sender", Field).focus()
        self._customer.idle()
        self._count_jobs()

    def _notify(self, message: Message) -> None:
        # Called in a device's thread; posting is all that is safe there.
        self.post_message(message)

    def on_unmount(self) -> None:
        """Stop listening."""
        for end in self._endings:
            end()

    def on_resize(self) -> None:
        """Lay the lines out anew for this width."""
        self.call_after_refresh(self._repaint)

    @property
    def accepting(self) -> Accepting:
        """The acceptance at hand."""
        return self._accepting

    @property
    def focused_id(self) -> str:
        """Where the hand is."""
        return self.focused.id or "" if self.focused is not None else ""

    @property
    def jobs_in_doubt(self) -> int:
        """Print jobs that wait for the clerk's word."""
        return self._jobs[1]

    @property
    def has_simulated_devices(self) -> bool:
        """Whether this is the demo."""
        return self._desk.simulated is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A command that can't be done now leaves its key to the field."""
        if action == "command":
            return self._command(str(parameters[0])).enabled_when(self)
        return True

    # What is typed

    def _typed(self, field: str, value: str) -> None:
        accepting = self._accepting
        if field in PARTIES:
            entry: PartyEntry = getattr(accepting.form, field)
            accepting.change(**{field: replace(entry, line=value)})
        elif field.endswith("-ask"):
            return
        elif field == "tender":
            self._take_tender(value)
        else:
            accepting.change(**{field: value})
        self._after_change()

    def _take_tender(self, value: str) -> None:
        try:
            self._tendered = entries.money(value, self._accepting.currency, "tendered")
        except CounterError as error:
            self._tendered = 0
            self.complain(error)

    def _after_change(self) -> None:
        self._settled = None
        self._repaint()
        self._publish()
        self._save_timer.stop()
        self._save_timer = self.set_timer(SAVE_SECONDS, self._save)

    def _pressed(self, field: str, key: str) -> bool:
        used = self._press_service(key) if field == "service" else self._press_inspection(key)
        if used:
            self._after_change()
        return used

    def _press_service(self, key: str) -> bool:
        if key == "enter":
            self.advance()
        elif key == "V":
            self.query_one("#declared", Field).focus()
        elif key.isdigit() and len(key) == 1:
            refusal = self._accepting.choose(int(key))
            if refusal is not None:
                self.say(f"! {self.tr.pick(refusal.message)}  {self.tr.pick(refusal.advice)}  [{refusal.code}]")
        else:
            return len(key) == 1 and self._accepting.toggle(key) is not None
        return True

    def _press_inspection(self, key: str) -> bool:
        question = self._accepting.inspecting.current
        if key == "enter":
            self.advance()
        elif key == "backspace":
            self._accepting.change(looks=self._accepting.inspecting.undone())
        elif key == "9":
            self.refuse()
        elif question is not None and key.isdigit() and len(key) == 1:
            self._answer(question, int(key))
        else:
            return False
        return True

    def _answer(self, question: inspecting.Question, digit: int) -> None:
        current = self._accepting.inspecting
        if digit == 0:
            answers = current.answered(inspecting.CLEAR)
        elif question.kind is inspecting.Kind.EVERYDAY:
            answers = current.picked(digit)
        elif digit == 1:
            answers = current.answered(inspecting.ALLOWED)
        else:
            return
        self._accepting.change(looks=answers)
        if self._accepting.inspecting.current is None:
            self._go(Step.MONEY)

    # Moving on

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: this field is right, go on to the next that is needed."""
        event.stop()
        field = event.input.id or ""
        if field.endswith("-ask"):
            self._take_answer(field.removesuffix("-ask"), event.value)
        elif field == "tender":
            self.say(self.tr.text("F10 takes the money."))
        else:
            self.advance()
        self._save()

    def advance(self) -> None:
        """Go to the next step that wants something."""
        here = self.focused_id
        if here in PARTIES and self._ask_next(here):
            return
        self._go(self._following(STEPS.get(here, Step.WEIGHT)))

    def _following(self, step: Step) -> Step:
        accepting = self._accepting
        order = list(Step)
        following = order[min(order.index(step) + 1, len(order) - 1)]
        skip = (following is Step.DESTINATION and accepting.destination is not None) or (
            following is Step.INSPECTION and (accepting.is_letter or accepting.inspecting.current is None)
        )
        return self._following(following) if skip else following

    def _go(self, step: Step) -> None:
        self.query_one(f"#{FIELD_OF[step]}").focus()

    def _ask_next(self, who: str) -> bool:
        understood = self._accepting.sender if who == "sender" else self._accepting.recipient
        if understood.is_empty or not understood.ask:
            self._close_ask(who)
            return False
        part = understood.ask[0]
        self._asking[who] = part
        self.query_one(f"#{who}-asking").add_class("-asked")
        field = self.query_one(f"#{who}-ask", Field)
        field.put(getattr(understood.party, part))
        self.query_one(f"#row-{who}-ask", FormRow).label(f" {view.part_word(self.tr, part)}?")
        field.focus()
        self._repaint()
        return True

    def _take_answer(self, who: str, value: str) -> None:
        entry: PartyEntry = getattr(self._accepting.form, who)
        answers = dict(entry.answers) | {self._asking[who]: value}
        self._accepting.change(**{who: replace(entry, answers=answers)})
        self._after_change()
        if not self._ask_next(who):
            self._go(self._following(STEPS[who]))

    def _close_ask(self, who: str) -> None:
        self._asking.pop(who, None)
        self.query_one(f"#{who}-asking").remove_class("-asked")

    def on_descendant_focus(self, _event: DescendantFocus) -> None:
        """The step at hand decides what is shown, here and to the customer."""
        step = STEPS.get(self.focused_id)
        self.set_class(step is Step.INSPECTION, "at-inspection")
        self.set_class(step is Step.MONEY, "at-money")
        self._repaint()
        self._publish()

    # The scale

    def on_reading_arrived(self, _message: ReadingArrived) -> None:
        """The scale said something."""
        self._look()

    def _look(self) -> None:
        weighing = self._desk.weigher.judge(self._desk.latest_reading(), self._desk.clock.monotonic())
        if weighing == self._weighing or self.is_settling:
            return
        self._weighing = weighing
        if weighing.weight is not None and self._accepting.weigh(weighing.weight):
            self._after_change()
        else:
            self._show_weight()
            self._publish()

    def _shown_weighing(self) -> Weighing:
        held = self._accepting.form.weight
        if held is None or self._weighing.pan is Pan.READY:
            return self._weighing
        return Weighing(Pan.READY, held, held.text, held.unit)

    # Money

    def pay(self) -> None:
        """Settle all items, once."""
        accepting = self._accepting
        if accepting.is_blank and accepting.form.weight is None:
            self.say(self.tr.text("There is nothing to pay."))
            return
        missing = None if accepting.basket and accepting.form.is_blank else accepting.missing()
        if missing is not None:
            self.complain(missing.error)
            self._go(missing.step)
            return
        self.is_settling = True
        self.say(self.tr.text("Booking"))
        self.show_keys()
        self._settle()

    @work(thread=True, group="settle")
    def _settle(self) -> None:
        desk = self._desk
        try:
            settled = desk.checkout.settle(self._accepting.settlement(self._tendered), self._clerk)
        except CounterError as error:
            self.post_message(self.Trouble(error, settling=True))
            return
        desk.spool.wake()
        self.post_message(self.Booked(settled))

    def on_acceptance_screen_booked(self, message: Booked) -> None:
        """Thank, and begin the next."""
        sale = message.settled.sale
        self._settled = message.settled
        weight = self._accepting.form.weight
        if weight is not None and self._weighing.pan is Pan.READY:
            self._desk.weigher.consume(weight)
        self._last_form = self._accepting.form if not self._accepting.form.is_blank else self._last_form
        self._begin()
        self._customer.thanks(
            [i.mail_number for i in sale.items if i.mail_number],
            sale.total,
            sum(t.amount for t in sale.tenders),
            sale.change,
            len(sale.items),
        )
        self.say(self.tr.text("Sold. Change {amount}. Take the last parcel off.",
                              amount=view.amount(sale.change, sale.currency)))  # fmt: skip
        self._count_jobs()

    def on_acceptance_screen_trouble(self, message: Trouble) -> None:
        """Say what happened; nothing that was typed is lost."""
        if message.settling:
            self.is_settling = False
            self.show_keys()
        self.complain(message.error)

    def _begin(self) -> None:
        self.is_settling = False
        self._accepting = Accepting(self._desktop, self._clerk)
        self._tendered = 0
        self._weighing = Weighing(Pan.NO_SCALE)
        self._fill_fields()
        self._look()
        self._repaint()
        self._go(Step.SENDER)

    def _fill_fields(self) -> None:
        form = self._accepting.form
        texts = {"sender": form.sender.line, "recipient": form.recipient.line, "destination": form.destination,
                 "contents": form.contents, "declared": form.declared, "size": form.size, "tender": ""}  # fmt: skip
        for field, text in texts.items():
            self.query_one(f"#{field}", Field).put(text)
        for who in PARTIES:
            self._close_ask(who)

    def add_item(self) -> None:
        """Pack the item at hand; its weight is used up, and the next one comes from the same sender."""
        weight = self._accepting.form.weight
        form = self._accepting.form
        try:
            self._accepting.pack()
        except CounterError as error:
            self.complain(error)
            return
        if weight is not None and self._weighing.pan is Pan.READY:
            self._desk.weigher.consume(weight)
        self._last_form = form
        self._weighing = Weighing(Pan.NO_SCALE)
        self._fill_fields()
        self._look()
        self._after_change()
        self._go(Step.RECIPIENT)
        self.say(
            self.tr.text("{n} in the basket. Take it off, and put the next one on.", n=len(self._accepting.basket))
        )

    def drop_item(self) -> None:
        """Forget the item at hand; those in the basket stay."""
        self._accepting.change(**{name: getattr(ItemForm(), name) for name in ItemForm.__slots__ if name != "weight"})
        self._fill_fields()
        self._after_change()
        if self._accepting.is_blank:
            self._end_draft(self._accepting.action_id)
        self._go(Step.SENDER)

    def fold(self) -> None:
        """Fold the fee column away, or unfold it."""
        self.toggle_class("-folded")
        self.call_after_refresh(self._repaint)

    def has_last(self, who: str) -> bool:
        """Whether the item before had such a party."""
        last: PartyEntry = getattr(self._last_form, who)
        return bool(last.line)

    def same_as_last(self) -> None:
        """Fill the line at hand from the item before."""
        who = self.focused_id
        last: PartyEntry = getattr(self._last_form, who)
        self._accepting.change(**{who: last})
        self.query_one(f"#{who}", Field).put(last.line)
        self._after_change()
        self.advance()

    # Refusing

    @work
    async def refuse(self) -> None:
        """Refuse the item: nothing is charged; the words to say are shown, and the customer reads why."""
        rules = self._desk.rules
        raised = [r.code for r in self._accepting.inspecting.checklist.raised]
        codes = list(dict.fromkeys([*raised, *(c.code for c in rules.categories), *(r.code for r in rules.restricted)]))
        choices = [(f"{code}  {self.tr.pick(rules.refusal(code).what)}", code) for code in codes]
        title = self.tr.text("Refuse: under which rule? Nothing is charged.")
        code = await self.app.push_screen_wait(ChooseDialog(title, choices, searchable=True))
        if code is None:
            return
        refusal = rules.refusal(code)
        self._customer.refused(refusal.say, refusal.law)
        tr = self.tr
        paragraphs = [f"{tr.text('Say')}: {tr.pick(refusal.say)}", f"{tr.pick(refusal.rule)}  {refusal.law}",
                      *(f"- {tr.pick(a.text)}" for a in refusal.actions), tr.pick(refusal.where_to_turn)]  # fmt: skip
        await self.app.push_screen_wait(TellDialog(tr.pick(refusal.what), paragraphs))
        self.drop_item()
        self._customer.idle()

    # Several customers

    @work
    async def hold_or_recall(self) -> None:
        """Hold what is at hand; with nothing at hand, choose one to go on with."""
        if not self._accepting.is_blank:
            draft = self._accepting.draft()
            self._keeper.put(replace(draft, fields={**draft.fields, "held": True}))
            await asyncio.to_thread(self._keeper.flush)
            self._begin()
            self.say(self.tr.text("Held. F8 on an empty form takes it up again."))
            return
        drafts = await asyncio.to_thread(self._desk.drafts.unfinished)
        if not drafts:
            self.say(self.tr.text("Nothing is held."))
            return
        title = self.tr.text("Go on with which acceptance?")
        taken = await self.app.push_screen_wait(ChooseDialog(title, draft_choices(self.tr, drafts)))
        if taken is not None:
            self._take_up(taken)

    def _take_up(self, draft: Draft) -> None:
        self._accepting = Accepting(self._desktop, self._clerk)
        self._accepting.restore(draft)
        self._fill_fields()
        self._after_change()
        missing = self._accepting.missing()
        self._go(missing.step if missing else Step.MONEY)

    def _end_draft(self, action_id: str) -> None:
        self.run_worker(lambda: self._keeper.end(action_id), thread=True, group="drafts")

    # Dialogs

    def help_me(self) -> None:
        """Explain the field at hand, with the words to say."""
        step = STEPS.get(self.focused_id, Step.WEIGHT)
        title, text, say = teaching.of_step(self.tr, step)
        keys = "   ".join(f"{c.shown_key()} {self.tr.text(c.label)}" for c in COMMANDS)
        self.app.push_screen(TellDialog(title, [text, f"{self.tr.text('Say')}: {say}", keys]))

    @work
    async def demo(self) -> None:
        """Move the simulated devices."""
        devices = self._desk.simulated
        if devices is None:
            return
        tr = self.tr
        choices: list[tuple[str, Callable[[], object]]] = [
            (tr.text("Put a parcel of 3.200 kg on the scale"), lambda: devices.put(3200)),
            (tr.text("Put a parcel of 850 g on the scale"), lambda: devices.put(850)),
            (tr.text("Put a letter of 30 g on the scale"), lambda: devices.put(30)),
            (tr.text("Put on more than the scale bears"), lambda: devices.put(60_000)),
            (tr.text("Take everything off the scale"), devices.remove),
            (tr.text("Unplug the scale, or plug it in"), devices.toggle_scale_plug),
            (tr.text("Empty the printer's paper, or fill it"), devices.toggle_paper),
        ]
        act = await self.app.push_screen_wait(ChooseDialog(tr.text("Simulated devices"), choices))
        if act is not None:
            await asyncio.to_thread(act)

    @work
    async def settle_jobs(self) -> None:
        """Ask about each print job whose end nobody knows."""
        jobs = await asyncio.to_thread(self._doubtful_jobs)
        for job in jobs:
            tr = self.tr
            title = tr.text("{document} {number}: did it come out of the printer?",
                            document=document_word(tr, job.document), number=job.mail_number)  # fmt: skip
            choices = [(tr.text("I have the paper in hand"), "in-hand"), (tr.text("Decide later"), "")]
            answer = await self.app.push_screen_wait(ChooseDialog(title, choices))
            if answer == "in-hand":
                await asyncio.to_thread(self._desk.spool.in_hand, job.job_id)
        self._count_jobs()

    def _doubtful_jobs(self) -> list[PrintJob]:
        with self._desk.store.read() as uow:
            return list(uow.jobs.in_state(JobState.UNCONFIRMED))

    @work
    async def lock_screen(self) -> None:
        """Hide everything until the clerk's PIN is typed."""
        self._customer.locked()
        await self.app.push_screen_wait(LockDialog(self._desk.sign_in, self._clerk))
        self._publish()

    @work
    async def sign_out(self) -> None:
        """Keep what is unfinished, write the sign-out down, and leave."""
        if self.is_settling:
            return
        if not self._accepting.is_blank:
            self._keeper.put(self._accepting.draft())
            await asyncio.to_thread(self._keeper.flush)
        await asyncio.to_thread(self._desk.sign_in.sign_out, self._clerk)
        self._customer.closed()
        self.counter_app.leave()

    # Saving

    def _save(self) -> None:
        if not self._accepting.is_blank and not self.is_settling:
            self._keeper.put(self._accepting.draft())
            self._write_drafts()

    @work(thread=True, group="drafts")
    def _write_drafts(self) -> None:
        try:
            self._keeper.flush()
        except CounterError as error:
            self.post_message(self.Trouble(error))

    # Papers and devices

    def on_jobs_changed(self, _message: JobsChanged) -> None:
        """Count anew."""
        self._count_jobs()

    @work(thread=True, group="jobs")
    def _count_jobs(self) -> None:
        waiting, in_doubt = self._desk.spool.waiting()
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

    def _show_devices(self) -> None:
        self.query_one(StatusLine).tell(self.tr, self._desk.device_states(), self._jobs)

    # Showing

    def relabel(self) -> None:
        """Every text again, in the clerk's language."""
        tr = self.tr
        labels = {"sender": tr.text("Sender"), "recipient": tr.text("Recipient"), "destination": tr.text("Destination"),
                  "contents": tr.text("Contents"), "declared": tr.text("Declared value"), "service": tr.text("Service"),
                  "inspection": tr.text("Inspection"), "tender": tr.text("Cash received")}  # fmt: skip
        for name, label in labels.items():
            self.query_one(f"#row-{name}", FormRow).label(label)
        for who, part in self._asking.items():
            self.query_one(f"#row-{who}-ask", FormRow).label(f" {view.part_word(tr, part)}?")
        self.query_one("#size-label", Pane).show([tr.text("Size in cm")])
        self._repaint()

    def _repaint(self) -> None:
        tr, accepting = self.tr, self._accepting
        for who in PARTIES:
            understood = accepting.sender if who == "sender" else accepting.recipient
            note = view.party_note(tr, understood, asking=self._asking.get(who, ""))
            self.query_one(f"#row-{who}", FormRow).note(note)
        self.query_one("#where", Pane).show([view.destination_note(tr, accepting)])
        self.query_one("#service", Pane).show([view.service_row(tr, accepting)])
        self.query_one("#inspection", Pane).show([view.inspection_row(tr, accepting)])
        self.query_one("#due", Pane).show([view.money_note(tr, accepting, self._tendered)])
        self._show_weight()
        self._show_question()
        self._show_prices()
        self._show_top()
        self._show_devices()
        self.show_keys()

    def _show_weight(self) -> None:
        self.query_one("#weight", Pane).show(view.weight_lines(self.tr, self._weighing, self._accepting))

    def _show_question(self) -> None:
        question = self._accepting.inspecting.current
        wanted = question is not None and self.focused_id == "inspection"
        self.query_one("#question", Pane).show(
            list(view.question_lines(self.tr, question)) if wanted and question else []
        )

    def _show_prices(self) -> None:
        services, fee = self.query_one("#services", Pane), self.query_one("#fee", Pane)
        width = max(fee.size.width, 30)
        if self._settled is not None:
            services.show([])
            fee.show(list(view.sold_lines(self.tr, self._settled, width)))
            return
        services.show(list(view.service_lines(self.tr, self._accepting, width)))
        fee.show(list(view.fee_lines(self.tr, self._accepting, width)))

    def _show_top(self) -> None:
        tr, office = self.tr, self._desk.config.office
        name = office.name_zh if tr.language == "zh" else office.name_en
        now = self._desk.clock.now()
        counter = tr.text("Counter {n}", n=self._desk.config.counter)
        left = "  ".join((tr.text("Acceptance"), name, counter, self._clerk.name))
        self.query_one(TopLine).tell(left, f"{self._desk.day.today.isoformat()} {now:%H:%M}")

    def _publish(self) -> None:
        accepting, weighing = self._accepting, self._shown_weighing()
        if self._settled is not None or self.is_settling:
            return
        step = STEPS.get(self.focused_id)
        if accepting.is_blank and accepting.form.weight is None and weighing.pan is Pan.EMPTY:
            self._customer.idle()
        elif accepting.quote is None:
            self._customer.weighing(weighing)
        elif step is Step.INSPECTION:
            self._customer.inspection(weighing)
        elif step is Step.MONEY:
            change = self._tendered - accepting.total if self._tendered else None
            known = change is not None and change >= 0
            self._customer.pay(
                weighing, accepting.quotes, accepting.total, self._tendered or None, change if known else None
            )
        else:
            services = tuple(accepting.services.values())
            self._customer.fee(weighing, accepting.quote, accepting.offers, services, len(accepting.basket))
