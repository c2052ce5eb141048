"""The chart of accounts, as postal accountants know it; debits stand above zero, credits below."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from counter.domain.ledger import Posting

Text = Mapping[str, str]


class Side(Enum):
    """What an account is in a balance sheet or a result; the values are Beancount's roots."""

    ASSETS = "Assets"
    LIABILITIES = "Liabilities"
    INCOME = "Income"
    EXPENSES = "Expenses"


@dataclass(frozen=True, slots=True)
class Heading:
    """The accounts that begin with a name: what they are, and what they are called."""

    prefix: str
    side: Side
    name: Text


CHART = (
    Heading("cash", Side.ASSETS, {"zh": "台席现金", "en": "Cash in the drawer"}),
    Heading("safe", Side.ASSETS, {"zh": "库存现金", "en": "Cash in the safe"}),
    Heading("bank", Side.ASSETS, {"zh": "银行存款", "en": "Bank"}),
    Heading("clearing", Side.ASSETS, {"zh": "待清算收款", "en": "Tenders in clearing"}),
    Heading("stamps:affixed", Side.ASSETS, {"zh": "贴票", "en": "Stamps affixed"}),
    Heading("receivable:account", Side.ASSETS, {"zh": "月结应收", "en": "Receivable, monthly accounts"}),
    Heading("receivable", Side.ASSETS, {"zh": "第三方付应收", "en": "Receivable, third parties"}),
    Heading("transit:recipient-pays", Side.ASSETS, {"zh": "到付在途", "en": "Recipient pays, in transit"}),
    Heading("imprest", Side.LIABILITIES, {"zh": "备用金", "en": "Float issued"}),
    Heading("cod:payable", Side.LIABILITIES, {"zh": "应付代收货款", "en": "Cash on delivery, payable"}),
    Heading("duty:payable", Side.LIABILITIES, {"zh": "应付税款（海关）", "en": "Customs duty, payable"}),
    Heading("tax:payable", Side.LIABILITIES, {"zh": "应交税金", "en": "Tax payable"}),
    Heading("suspense", Side.LIABILITIES, {"zh": "暂挂", "en": "Suspense"}),
    Heading("postage", Side.INCOME, {"zh": "邮费", "en": "Postage"}),
    Heading("fee:insurance", Side.INCOME, {"zh": "保价费", "en": "Insurance fees"}),
    Heading("fee", Side.INCOME, {"zh": "附加费", "en": "Fees"}),
    Heading("supplies", Side.INCOME, {"zh": "用邮物品", "en": "Postal supplies"}),
    Heading("over-short", Side.EXPENSES, {"zh": "长短款", "en": "Over and short"}),
)
"""Every account that may be posted to; the first heading that fits is the one."""

SAFE = "safe"
BANK = "bank"
RECIPIENT_PAYS = "transit:recipient-pays"
COD_PAYABLE = "cod:payable"


def heading(account: str) -> Heading | None:
    """The heading of an account, or None for one that the chart doesn't know."""
    return next((h for h in CHART if account == h.prefix or account.startswith(h.prefix + ":")), None)


def is_income(account: str) -> bool:
    """Whether an account is earned, or kept for the tax office with what is earned."""
    known = heading(account)
    return known is not None and (known.side is Side.INCOME or known.prefix == "tax:payable")


def monthly_account(account_id: str) -> str:
    """What a customer with a monthly account owes."""
    return f"receivable:account:{account_id}"


def imprest(counter: str) -> str:
    """The float that a counter was given and must give back."""
    return f"imprest:{counter}"


def supplies(code: str) -> str:
    """Postal supplies sold: boxes, bags, stamps."""
    return f"supplies:{code}"


def over_short(staff_id: str) -> str:
    """What a named person's counts were over (credit) or short (debit)."""
    return f"over-short:{staff_id}"


def suspense(due: date, reference: str) -> str:
    """Money whose place is not known yet, to be cleared by a day."""
    return f"suspense:{due.isoformat()}:{reference}"


def suspense_due(account: str) -> date | None:
    """By when a suspense account is to be cleared; None for another account."""
    parts = account.split(":", 2)
    return date.fromisoformat(parts[1]) if len(parts) == 3 and parts[0] == "suspense" else None


def parse_postings(text: str) -> tuple[Posting, ...]:
    """The postings of an entry from the text that its hash covers."""
    pairs = (part.rpartition("=") for part in text.split(";") if part)
    return tuple(Posting(account, int(amount)) for account, _, amount in pairs)
