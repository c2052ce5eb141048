"""Payments before they are booked: what must be written down with each, limits, and references used already."""

from collections.abc import Sequence
from datetime import date

from counter.domain.accounts import monthly_account
from counter.domain.payment import OPEN, PaymentState
from counter.domain.sale import Tender
from counter.domain.sanitise import clean_text
from counter.domain.tender import EXTERNAL, KINDS
from counter.errors import Refused, UsageError
from counter.services.booking import tender_account
from counter.services.ports import UnitOfWork
from tariffs.money import format_minor

REFERENCE_LIMIT = 40


def admit(uow: UnitOfWork, action_id: str, tenders: Sequence[Tender], day: date, currency: str) -> None:
    """Check and write down the payments of a sale.

    Errors: UsageError tender-unknown, tender-reference. Refused: reference-used (it paid another sale today),
    payment-open (a terminal was asked and nobody knows the outcome), payment-left-out (a terminal took money that
    is not counted), payment-other (the terminal approved another amount), account-unknown, account-limit.
    """
    for tender in tenders:
        check_reference(tender)
    _check_charges(uow, action_id, tenders, currency)
    for tender in tenders:
        if KINDS[tender.kind].unique:
            _use_reference(uow, action_id, tender, day)
        if tender.kind in EXTERNAL:
            _use_charge(uow, action_id, tender)
    check_accounts(uow, tenders, currency)


def check_reference(tender: Tender) -> None:
    """Whether what must be written down with a payment is. UsageError tender-unknown, tender-reference."""
    tender_account("", tender)
    kind, reference = KINDS[tender.kind], tender.reference
    if len(reference) > REFERENCE_LIMIT or reference != clean_text(reference, max_length=REFERENCE_LIMIT):
        raise _reference_wrong(tender.kind)
    if kind.reference and not reference:
        raise _reference_wrong(tender.kind)


def _reference_wrong(kind: str) -> UsageError:
    return UsageError(
        "tender-reference",
        "A payment by {kind} needs its reference (at most {limit} characters).",
        "Write down the number on the terminal's slip, the cheque, or the account.",
        kind=kind,
        limit=REFERENCE_LIMIT,
    )


def _check_charges(uow: UnitOfWork, action_id: str, tenders: Sequence[Tender], currency: str) -> None:
    charges = uow.payments.of_sale(action_id)
    if any(p.state in OPEN for p in charges):
        raise Refused(
            "payment-open",
            "The terminal was asked for this sale, and nobody knows the outcome.",
            "Look the payment up; don't charge again.",
        )
    counted = {(t.kind, t.reference) for t in tenders}
    for charge in charges:
        if charge.state is PaymentState.APPROVED and (charge.kind, charge.reference) not in counted:
            raise Refused(
                "payment-left-out",
                "The terminal took {amount} for this sale, and it is not counted.",
                "Count it among the payments, or refund it on the terminal and enter that.",
                amount=format_minor(charge.amount, currency),
            )


def refuse_used(uow: UnitOfWork, kind: str, reference: str, day: date) -> None:
    """A reference pays once a day. Refused reference-used."""
    if uow.payments.reference_user(kind, reference, day.isoformat()) is not None:
        raise Refused(
            "reference-used",
            "The reference {reference} paid another sale today.",
            "Look at the terminal's slip again; every payment has its own number.",
            reference=reference,
        )


def _use_reference(uow: UnitOfWork, action_id: str, tender: Tender, day: date) -> None:
    refuse_used(uow, tender.kind, tender.reference, day)
    uow.payments.use_reference(tender.kind, tender.reference, day.isoformat(), action_id)


def _use_charge(uow: UnitOfWork, action_id: str, tender: Tender) -> None:
    """A charge that this counter made itself must be for this amount; one typed in has no record, and stands."""
    for payment in uow.payments.of_sale(action_id):
        if payment.reference != tender.reference or payment.kind != tender.kind:
            continue
        if payment.state is not PaymentState.APPROVED or payment.amount != tender.amount:
            raise Refused(
                "payment-other",
                "The terminal approved another amount.",
                "Use the amount that the terminal charged, or refund it there first.",
            )
        uow.payments.move(payment.payment_id, PaymentState.USED, payment.reference)


def check_accounts(uow: UnitOfWork, tenders: Sequence[Tender], currency: str) -> None:
    """Whether the accounts among the payments may be charged. Refused account-unknown, account-limit."""
    asked: dict[str, int] = {}
    for tender in tenders:
        if tender.kind == "account":
            asked[tender.reference] = asked.get(tender.reference, 0) + tender.amount
    for account_id, amount in sorted(asked.items()):
        uow.accounts.hold(account_id)
        account = uow.accounts.get(account_id)
        if account is None or not account.active:
            raise Refused(
                "account-unknown",
                "There is no monthly account {account}.",
                "Check the number, or take another payment.",
                account=account_id,
            )
        owed = uow.journal.balance(monthly_account(account_id))
        if owed + amount > account.credit_limit:
            raise Refused(
                "account-limit",
                "The account {account} would owe {owed} and may owe {limit} {currency}.",
                "Take another payment, or ask for the account to be settled.",
                account=account_id,
                owed=format_minor(owed + amount, currency),
                limit=format_minor(account.credit_limit, currency),
                currency=currency,
            )
