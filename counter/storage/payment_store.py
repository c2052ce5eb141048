"""Monthly accounts, charges on terminals and references of payments in tables."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from counter.domain.payment import MonthlyAccount, PaymentState, TerminalPayment
from counter.storage.locks import hold
from counter.storage.money_tables import monthly_account, tender_reference, terminal_payment
from counter.storage.prepared import Prepared, Row
from counter.storage.vault import Vault

_PAYMENT = select(*(terminal_payment.c[name] for name in TerminalPayment.__slots__)).order_by(
    terminal_payment.c.payment_id
)
_OF_SALE = Prepared(_PAYMENT.where(terminal_payment.c.sale_action_id == bindparam("action")))
_REFERENCE_USER = Prepared(
    select(tender_reference.c.action_id).where(
        tender_reference.c.kind == bindparam("kind"),
        tender_reference.c.reference == bindparam("reference"),
        tender_reference.c.business_date == bindparam("on"),
    )
)
_USE_REFERENCE = Prepared(insert(tender_reference))


class SqlAccounts:
    """Monthly accounts within one transaction; who they are is encrypted."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def hold(self, account_id: str) -> None:
        """Keep others from charging an account until this transaction ends."""
        hold(self._connection, f"account:{account_id}")

    def get(self, account_id: str) -> MonthlyAccount | None:
        """One account."""
        query = select(monthly_account).where(monthly_account.c.account_id == account_id)
        row = self._connection.execute(query).mappings().first()
        return None if row is None else self._account(row)

    def all(self) -> Sequence[MonthlyAccount]:
        """Every account by its id."""
        query = select(monthly_account).order_by(monthly_account.c.account_id)
        return [self._account(row) for row in self._connection.execute(query).mappings()]

    def save(self, account: MonthlyAccount) -> None:
        """Add an account, or write the newest state of one."""
        values = {
            "name": self._vault.seal("monthly_account", account.account_id, "name", account.name),
            "credit_limit": account.credit_limit,
            "active": int(account.active),
        }
        mine = monthly_account.c.account_id == account.account_id
        if self._connection.execute(update(monthly_account).where(mine).values(values)).rowcount == 0:
            self._connection.execute(insert(monthly_account), [{"account_id": account.account_id, **values}])

    def _account(self, row: Mapping[Any, Any]) -> MonthlyAccount:
        name = self._vault.open("monthly_account", row["account_id"], "name", row["name"])
        return MonthlyAccount(row["account_id"], name, row["credit_limit"], bool(row["active"]))


class SqlPayments:
    """One counter's charges on terminals, and the office's used references, within one transaction."""

    def __init__(self, connection: Connection, counter: str) -> None:
        self._connection = connection
        self._counter = counter

    def add(self, payment: TerminalPayment) -> None:
        """Write a charge down before the terminal is asked."""
        row = {name: getattr(payment, name) for name in payment.__slots__} | {"state": payment.state.value}
        self._connection.execute(insert(terminal_payment), [row])

    def get(self, payment_id: str) -> TerminalPayment | None:
        """One charge."""
        found = self._select(terminal_payment.c.payment_id == payment_id)
        return found[0] if found else None

    def of_sale(self, sale_action_id: str) -> Sequence[TerminalPayment]:
        """The charges made for one sale."""
        return [_payment(row) for row in _OF_SALE.rows(self._connection, action=sale_action_id)]

    def in_state(self, *states: PaymentState) -> Sequence[TerminalPayment]:
        """This counter's charges in some states, oldest first."""
        mine = terminal_payment.c.counter == self._counter
        return self._select(mine & terminal_payment.c.state.in_([s.value for s in states]))

    def move(self, payment_id: str, state: PaymentState, reference: str) -> None:
        """Put a charge into a state."""
        values = {"state": state.value, "reference": reference}
        self._connection.execute(
            update(terminal_payment).where(terminal_payment.c.payment_id == payment_id).values(values)
        )

    def reference_user(self, kind: str, reference: str, business_date: str) -> str | None:
        """The sale that a reference paid on a day, if any."""
        row = _REFERENCE_USER.first(self._connection, kind=kind, reference=reference, on=business_date)
        return None if row is None else str(row[0])

    def use_reference(self, kind: str, reference: str, business_date: str, action_id: str) -> None:
        """Write down that a reference paid a sale; the database lets it pay one only."""
        row = {"kind": kind, "reference": reference, "business_date": business_date, "action_id": action_id}
        _USE_REFERENCE.change(self._connection, **row)

    def _select(self, condition: Any) -> Sequence[TerminalPayment]:
        return [_payment(tuple(row)) for row in self._connection.execute(_PAYMENT.where(condition))]


def _payment(row: Row) -> TerminalPayment:
    facts = dict(zip(TerminalPayment.__slots__, row, strict=True))
    return TerminalPayment(**(facts | {"state": PaymentState(facts["state"])}))
