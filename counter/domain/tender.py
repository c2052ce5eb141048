"""How a customer pays, and where each kind of payment stands in the books."""

from collections.abc import Mapping
from dataclasses import dataclass

from counter.domain import accounts, ledger
from counter.domain.sale import Tender

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TenderKind:
    """One way to pay. `reference` says what must be written down with it; empty where nothing must.

    `unique`: that reference can pay once a day only. `account`: where the money stands until it is settled.
    """

    code: str
    name: Text
    account: str
    reference: str = ""
    unique: bool = False


KINDS: Mapping[str, TenderKind] = {
    kind.code: kind
    for kind in (
        TenderKind("cash", {"zh": "现金", "en": "cash"}, "cash"),
        TenderKind("card", {"zh": "银行卡", "en": "card"}, "clearing:card", "terminal", unique=True),
        TenderKind("qr", {"zh": "扫码", "en": "QR"}, "clearing:qr", "terminal", unique=True),
        TenderKind("cheque", {"zh": "支票", "en": "cheque"}, "clearing:cheque", "number", unique=True),
        TenderKind("stamps", {"zh": "贴票", "en": "stamps"}, "stamps:affixed"),
        TenderKind("account", {"zh": "月结", "en": "monthly account"}, "receivable:account", "account"),
        TenderKind("recipient", {"zh": "到付", "en": "recipient pays"}, accounts.RECIPIENT_PAYS),
        TenderKind("third-party", {"zh": "第三方付", "en": "third party"}, "receivable:third-party"),
    )
}

EXTERNAL = ("card", "qr")
"""Kinds that an external terminal charges."""


def account_of(counter: str, tender: Tender) -> str:
    """The account that a payment is debited to. KeyError for an unknown kind."""
    kind = KINDS[tender.kind]
    if kind.code == "cash":
        return ledger.cash(counter)
    if kind.code == "account":
        return accounts.monthly_account(tender.reference)
    return kind.account


def kind_of(account: str) -> str:
    """The kind of payment that an account takes; empty for an account that is none."""
    if account.startswith("cash:"):
        return "cash"
    return next((k.code for k in KINDS.values() if account == k.account or account.startswith(k.account + ":")), "")
