"""Single keys on the service line and on the inspection: digits choose and answer, letters switch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from counter.services import inspecting
from counter.services.completeness import Step
from counter.services.inspection_methods import following
from tariffs.listing import OptionInfo

if TYPE_CHECKING:
    from counter.ui.screens.acceptance_form import Clerk, FormColumn

EXTERNAL = "external-quote-needed"
"""What a tariff answers when an outside platform prices the service."""


class Refusing(Message):
    """The clerk wants to refuse the item."""


@dataclass
class Approving(Message):
    """The clerk wants to let something pass that a supervisor must approve."""

    question: inspecting.Question


@dataclass
class Quoting(Message):
    """The clerk chose a service that an outside platform prices."""

    service: str


@dataclass
class Choosing(Message):
    """The clerk wants one of an option's values."""

    option: OptionInfo


class Presses:
    """What each key does on one form's two lines of choices; True means that it did something."""

    def __init__(self, form: FormColumn, clerk: Clerk) -> None:
        self._form = form
        self._clerk = clerk

    def service(self, key: str) -> bool:
        """A digit chooses a service, V goes to the declared value, any other letter is an option's."""
        if key == "V":
            self._form.screen.set_focus(self._form.query_one("#declared"))
        elif key.isdigit() and len(key) == 1:
            self._choose(int(key))
        else:
            return len(key) == 1 and self._option(key)
        return True

    def inspection(self, key: str) -> bool:
        """A digit answers the question at hand, X says how it was looked at, Backspace takes an answer back."""
        accepting = self._clerk.accepting
        question = accepting.inspecting.current
        if accepting.is_letter:
            return self._letter(key)
        if key == "X":
            accepting.change(method=following(accepting.form.method))
        elif key == "backspace":
            accepting.change(looks=accepting.inspecting.undone())
        elif key == "9":
            self._form.post_message(Refusing())
        elif question is not None and key.isdigit() and len(key) == 1:
            self._answer(question, int(key))
        else:
            return False
        return True

    def pass_on(self) -> None:
        """Go to the money once every question of the inspection has its answer."""
        if self._clerk.accepting.inspecting.current is None:
            self._form.go(Step.MONEY)

    def _choose(self, number: int) -> None:
        refusal = self._clerk.accepting.choose(number)
        if refusal is not None and refusal.code == EXTERNAL:
            self._form.post_message(Quoting(refusal.service))
        elif refusal is not None:
            pick = self._clerk.tr.pick
            self._clerk.say(f"! {pick(refusal.message)}  {pick(refusal.advice)}  [{refusal.code}]")

    def _option(self, letter: str) -> bool:
        accepting = self._clerk.accepting
        choice = next((option for option in accepting.choices if option.letter == letter), None)
        if choice is not None:
            self._form.post_message(Choosing(choice))
            return True
        return accepting.toggle(letter) is not None

    def _letter(self, key: str) -> bool:
        """Of a letter only whether the sender was asked to open it, and did, is recorded; who declined is refused."""
        if key == "1":
            self._clerk.accepting.change(opened=not self._clerk.accepting.form.opened)
        elif key == "9":
            self._form.post_message(Refusing())
        return key in ("1", "9")

    def _answer(self, question: inspecting.Question, digit: int) -> None:
        accepting = self._clerk.accepting
        current = accepting.inspecting
        if digit == 0:
            accepting.change(looks=current.answered(inspecting.CLEAR))
        elif question.kind is inspecting.Kind.EVERYDAY:
            accepting.change(looks=current.picked(digit))
        elif digit == 1 and question.approval:
            self._form.post_message(Approving(question))
        elif digit == 1 and question.kind is not inspecting.Kind.BLOCK:
            accepting.allow(question)
        self.pass_on()
