"""The postings of a sale: what came in on one side, what was earned on the other."""

from collections.abc import Iterable, Sequence

from counter.domain import accounts, ledger
from counter.domain.ledger import Posting
from counter.domain.sale import SoldItem, Tender
from counter.domain.tender import KINDS, account_of
from counter.errors import Refused, UsageError
from tariffs.money import format_minor

TAX_ACCOUNT = "tax:payable"


def change_due(total: int, tenders: Sequence[Tender], currency: str) -> int:
    """The change in minor units. Refused when the tenders fall short, or change would not come from cash."""
    if any(t.amount <= 0 for t in tenders):
        raise UsageError("tender-amount", "A payment must be above zero.", "Leave out what was not paid.")
    paid = sum(t.amount for t in tenders)
    if paid < total:
        raise Refused(
            "payment-short",
            "The payment is short by {missing}.",
            "Ask for the rest; nothing was booked.",
            missing=format_minor(total - paid, currency),
        )
    change = paid - total
    if change > sum(t.amount for t in tenders if t.kind == "cash"):
        raise Refused("change-not-cash", "Change is given from cash only.", "Take exactly what is due by card or QR.")
    return change


def sale_postings(
    counter: str, items: Iterable[SoldItem], tenders: Iterable[Tender], change: int
) -> tuple[Posting, ...]:
    """Debits by tender, credits by product and fee; their sum is zero. UsageError for an unknown tender."""
    debits = [Posting(tender_account(counter, t), t.amount) for t in tenders]
    earned = [Posting(fee_account(item, fee.code), -fee.amount) for item in items for fee in item.fees]
    return ledger.merged([*debits, Posting(ledger.cash(counter), -change), *earned])


def tender_account(counter: str, tender: Tender) -> str:
    """The account that a payment is debited to. UsageError for an unknown kind."""
    if tender.kind not in KINDS:
        raise UsageError(
            "tender-unknown",
            "There is no payment by {kind}.",
            "Use one of {kinds}.",
            kind=tender.kind,
            kinds=", ".join(KINDS),
        )
    return account_of(counter, tender)


def fee_account(item: SoldItem, code: str) -> str:
    """The account that a fee of an item is earned on: postage by product, a fee by its code, a supply, or tax."""
    if item.supply:
        return accounts.supplies(item.supply)
    if code == "tax":
        return TAX_ACCOUNT
    if code in item.options or code == "insurance":
        return ledger.fee(code)
    return ledger.postage(item.service)
