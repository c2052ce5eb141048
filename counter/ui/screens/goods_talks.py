"""Asking at the screen what a rule on restricted goods must know: how many, or by which paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.errors import CounterError
from counter.services import goods_typed as typed
from counter.ui.dialogs.ask import AskDialog

if TYPE_CHECKING:
    from counter.rules.model import Restricted
    from counter.ui.screens.acceptance import AcceptanceScreen

ASKED = ("quantity-needed", "certificate-needed")
"""The refusals that a few typed words settle."""

EXCEEDED = ("over-cap", "certificate-expired", "certificate-incomplete")
"""The refusals of what was typed."""


async def ask_goods(screen: AcceptanceScreen, error: CounterError) -> None:
    """Ask for what the refusal wants, put it to the item at hand, and go on with the payment."""
    rule = screen.desk.rules.rule(str(error.params["rule"]))
    names = _names(rule, error.code)
    labels = {
        typed.QUANTITY: screen.tr.text("How many ({unit})", unit=rule.cap.unit if rule.cap else ""),
        typed.VOLUME: screen.tr.text("Liquid in ml"),
        typed.NUMBER: screen.tr.text("Number of the paper"),
        typed.ISSUER: screen.tr.text("Issued by"),
        typed.EXPIRES: screen.tr.text("Valid until (YYYY-MM-DD)"),
    }
    title = screen.tr.pick(rule.text)
    answer = await screen.app.push_screen_wait(AskDialog(title, [labels[n] for n in names]))
    if answer is None:
        return
    accepting = screen.accepting
    told = dict(accepting.form.goods.get(rule.code, {})) | dict(zip(names, answer, strict=True))
    if error.code == "certificate-needed" and rule.certificate is not None:
        told[typed.KIND] = rule.certificate.name["zh"]
    try:
        typed.goods_typed({rule.code: told})
    except CounterError as wrong:
        screen.complain(wrong)
        return
    accepting.change(goods={**accepting.form.goods, rule.code: told})
    screen.changed()
    screen.pay()


def forget_goods(screen: AcceptanceScreen, error: CounterError) -> None:
    """Forget what was told under a rule that it exceeded, so that the next try asks again."""
    code = str(error.params["rule"])
    screen.accepting.change(goods={c: told for c, told in screen.accepting.form.goods.items() if c != code})


def _names(rule: Restricted, code: str) -> list[str]:
    if code == "certificate-needed":
        return [typed.NUMBER, typed.ISSUER, typed.EXPIRES]
    liquid = rule.cap is not None and rule.cap.volume_ml is not None
    return [typed.QUANTITY, typed.VOLUME] if liquid else [typed.QUANTITY]
