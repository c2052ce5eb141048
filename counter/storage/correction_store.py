"""Corrections in tables; what personal data said before and after is encrypted and can be erased."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from counter.domain.correction import Correction, RefundLine
from counter.storage import codec
from counter.storage.locks import hold
from counter.storage.money_tables import correction, refund_line
from counter.storage.vault import Vault

_PLAIN = (
    "action_id", "kind", "sale_action_id", "item_id", "mail_number", "counter", "seq", "at", "business_date", "clerk",
    "approver", "reason", "request_digest",
)  # fmt: skip
_PERSONAL = ("before", "after")


class SqlCorrections:
    """Corrections within one transaction."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def hold(self, sale_action_id: str) -> None:
        """Keep others from correcting a sale until this transaction ends."""
        hold(self._connection, f"sale:{sale_action_id}")

    def add(self, new: Correction) -> None:
        """Write a correction with what it gave back; its journal entry must stand already."""
        row: dict[str, object] = {name: getattr(new, name) for name in _PLAIN}
        row["facts"] = codec.tenders_text(new.tenders)
        for column in _PERSONAL:
            text = getattr(new, column)
            row[column] = self._vault.seal("correction", new.action_id, column, text) if text else None
        self._connection.execute(insert(correction), [row])
        lines = [
            {
                "action_id": new.action_id,
                "line": n,
                "sale_action_id": new.sale_action_id,
                "item_id": line.item_id,
                "code": line.code,
                "amount": line.amount,
            }
            for n, line in enumerate(new.lines, start=1)
        ]
        if lines:
            self._connection.execute(insert(refund_line), lines)

    def find(self, action_id: str) -> Correction | None:
        """The correction that an action made."""
        found = self._select(correction.c.action_id == action_id)
        return found[0] if found else None

    def of_sale(self, sale_action_id: str) -> Sequence[Correction]:
        """The corrections of a sale in their order."""
        return self._select(correction.c.sale_action_id == sale_action_id)

    def _select(self, condition: Any) -> Sequence[Correction]:
        query = select(correction).where(condition).order_by(correction.c.action_id)
        return [self._correction(row) for row in self._connection.execute(query).mappings().all()]

    def _correction(self, row: Mapping[Any, Any]) -> Correction:
        lines = self._connection.execute(
            select(refund_line).where(refund_line.c.action_id == row["action_id"]).order_by(refund_line.c.line)
        )
        return Correction(
            **{name: row[name] for name in _PLAIN},
            lines=tuple(RefundLine(x.item_id, x.code, x.amount) for x in lines),
            tenders=codec.tenders(row["facts"]),
            before=self._open(row, "before"),
            after=self._open(row, "after"),
        )

    def _open(self, row: Mapping[Any, Any], column: str) -> str:
        sealed = row[column]
        return "" if sealed is None else self._vault.open("correction", row["action_id"], column, sealed)
