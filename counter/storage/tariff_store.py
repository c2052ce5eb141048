"""Tariff versions in tables; a change names the revision that it was made on."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection, delete, func, insert, select, update

from counter.domain.tariff_version import DRAFT, IN_FORCE, PastSale, TariffAct, TariffVersion
from counter.storage.locks import hold
from counter.storage.prepared import Prepared
from counter.storage.tables import item, sale
from counter.storage.tariff_tables import tariff_act, tariff_line, tariff_version

LOCK = "tariffs"
PAGE = 2_000

_STAMP = Prepared(
    select(func.count(), func.coalesce(func.sum(tariff_version.c.revision), 0)).where(
        tariff_version.c.status == IN_FORCE
    )
)


class SqlTariffs:
    """Tariff versions within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hold(self) -> None:
        """Be the only one in the office who publishes or retires until this transaction ends."""
        hold(self._connection, LOCK)

    def add(self, new: TariffVersion) -> None:
        """Keep a new version."""
        self._connection.execute(insert(tariff_version), [_row(new)])

    def get(self, version_id: str) -> TariffVersion | None:
        """One version."""
        query = select(tariff_version).where(tariff_version.c.version_id == version_id)
        row = self._connection.execute(query).mappings().first()
        return None if row is None else TariffVersion(**row)

    def all(self) -> Sequence[TariffVersion]:
        """Every version, by id."""
        rows = self._connection.execute(select(tariff_version).order_by(tariff_version.c.version_id)).mappings()
        return [TariffVersion(**row) for row in rows]

    def in_force(self) -> Sequence[TariffVersion]:
        """Those that were published, whatever their dates."""
        query = select(tariff_version).where(tariff_version.c.status == IN_FORCE).order_by(tariff_version.c.version_id)
        return [TariffVersion(**row) for row in self._connection.execute(query).mappings()]

    def stamp(self) -> tuple[int, int]:
        """Another value whenever what is in force changed."""
        ((count, revisions),) = _STAMP.rows(self._connection)
        return int(count), int(revisions)

    def change(self, changed: TariffVersion) -> TariffVersion | None:
        """Put a version's new state over the revision it was made on; None where somebody was there before."""
        following = replace(changed, revision=changed.revision + 1)
        mine = tariff_version.c.version_id == changed.version_id
        query = update(tariff_version).where(mine, tariff_version.c.revision == changed.revision)
        return following if self._connection.execute(query.values(_row(following))).rowcount else None

    def set_lines(self, version_id: str, lines: Sequence[str]) -> None:
        """Say which lines of business a version prices; two in force never overlap on one."""
        self._connection.execute(delete(tariff_line).where(tariff_line.c.version_id == version_id))
        self._connection.execute(insert(tariff_line), [{"version_id": version_id, "line": line} for line in lines])

    def discard(self, version_id: str, revision: int) -> bool:
        """Forget a draft; False where it is none any more, or was changed meanwhile."""
        mine = (tariff_version.c.version_id == version_id) & (tariff_version.c.revision == revision)
        query = delete(tariff_version).where(mine, tariff_version.c.status == DRAFT)
        return bool(self._connection.execute(query).rowcount)

    def note(self, act: TariffAct) -> None:
        """Write down what was done."""
        self._connection.execute(insert(tariff_act), [{n: getattr(act, n) for n in act.__slots__}])

    def acts(self, version_id: str) -> Sequence[TariffAct]:
        """What was done to a version, oldest first."""
        query = select(tariff_act).where(tariff_act.c.version_id == version_id)
        rows = self._connection.execute(query.order_by(tariff_act.c.at, tariff_act.c.act_id)).mappings()
        return [TariffAct(**row) for row in rows]

    def sold_items(self) -> int:
        """How many items were ever sold."""
        return int(self._connection.execute(select(func.count()).select_from(item)).scalar_one())

    def past_sales(self) -> Iterator[PastSale]:
        """What was sold, page by page in the order of ids; nothing personal is read."""
        last = ""
        while True:
            query = (
                select(item.c.item_id, item.c.mail_number, item.c.service, item.c.destination, item.c.weight_g,
                       item.c.total, item.c.facts, item.c.tariff_id, sale.c.business_date)
                .join(sale, sale.c.action_id == item.c.action_id)
                .where(item.c.item_id > last, ~item.c.service.startswith("supplies:"))  # mail only
                .order_by(item.c.item_id).limit(PAGE)
            )  # fmt: skip
            rows = self._connection.execute(query).all()
            if not rows:
                return
            last = rows[-1].item_id
            for row in rows:
                yield _past(row.mail_number or row.item_id, row.business_date, row.service, row.destination,
                            row.weight_g, row.total, row.tariff_id, row.facts)  # fmt: skip


def _past(
    key: str, day: str, service: str, destination: str, weight_g: int, total: int, tariff: str, facts_text: str
) -> PastSale:  # fmt: skip
    facts = json.loads(facts_text)
    size = facts["size_mm"]
    sides = (size[0], size[1], size[2]) if size else None
    options = tuple(facts["options"])
    fees = tuple((fee["code"], fee["amount"], fee["text"].get("en", "")) for fee in facts["fees"])
    return PastSale(
        key, day, service, facts["origin"], destination, weight_g, sides, facts["declared"], options, total,
        tariff, fees,
    )  # fmt: skip


def _row(version: TariffVersion) -> dict[str, object]:
    return {n: getattr(version, n) for n in version.__slots__}
