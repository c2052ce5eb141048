"""Supplies in the basket: priced by the office's own list, paid with the parcels, taken from the stock as sold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from counter.domain.correction import RefundLine
from counter.domain.journal import Entry
from counter.domain.parties import Party
from counter.domain.roles import Action
from counter.domain.sale import FeeCharged, Sale, SoldItem
from counter.domain.staff import StaffMember
from counter.domain.supplies import RETURN, SALE, StockMove, Supply, SupplyAsked
from counter.domain.weight import Weight
from counter.errors import Refused, UsageError
from counter.services.office_day import OfficeDay
from counter.services.permission import require
from counter.services.ports import Store, UnitOfWork
from tariffs.money import format_minor

MOST = 999
"""Pieces of one supply in one sale."""

PRICE_LIST = {"zh": "本局用邮物品价目", "en": "The office's own price list of supplies"}

_NOBODY = Party("", "", "")


@dataclass(frozen=True, slots=True)
class SupplyLine:
    """Some pieces of a supply in a basket, at the price that the customer sees."""

    supply: Supply
    quantity: int

    @property
    def total(self) -> int:
        """What they come to, in minor units."""
        return self.supply.price * self.quantity

    @property
    def text(self) -> dict[str, str]:
        """How many of what, at how much."""
        return words(self.supply, self.quantity)

    @property
    def asked(self) -> SupplyAsked:
        """As a settlement asks for them."""
        return SupplyAsked(self.supply.code, self.quantity, self.total)


class Supplies:
    """What the office sells beside the mail."""

    def __init__(self, listed: Iterable[Supply], store: Store, day: OfficeDay) -> None:
        self._listed = {s.code: s for s in listed}
        self._store = store
        self._day = day

    @property
    def listed(self) -> tuple[Supply, ...]:
        """The price list, in its own order."""
        return tuple(self._listed.values())

    def get(self, code: str) -> Supply:
        """One supply. UsageError supply-unknown."""
        found = self._listed.get(code)
        if found is None:
            raise UsageError(
                "supply-unknown",
                "There is no supply {supply} here.",
                "Look at the office's price list of supplies.",
                supply=code,
            )
        return found

    def line(self, code: str, quantity: int) -> SupplyLine | None:
        """A line of a basket again, as a draft names it; None for what is sold here no more."""
        supply = self._listed.get(code)
        return SupplyLine(supply, quantity) if supply is not None and 0 < quantity <= MOST else None

    def in_stock(self) -> dict[str, int]:
        """How many pieces of each listed supply are there."""
        with self._store.read() as uow:
            return {code: on_hand(uow, code) for code in self._listed}

    def check(self, asked: SupplyAsked) -> Supply:
        """Whether so many can be sold now. UsageError supply-unknown, quantity-wrong; Refused stock-short."""
        supply = self.get(asked.code)
        _check_quantity(asked.quantity)
        with self._store.read() as uow:
            _refuse_short(supply, asked.quantity, on_hand(uow, asked.code))
        return supply

    # Within a sale

    def require_right(self, clerk: StaffMember) -> None:
        """Whether this person may sell them."""
        require(clerk, Action.SELL_SUPPLIES, self._day.today)

    def lines(self, asked: Sequence[SupplyAsked], action_id: str, after: int) -> tuple[SoldItem, ...]:
        """Supplies as lines of a sale, numbered on from `after`.

        UsageError supply-unknown, quantity-wrong. Refused fee-changed when the list says another price than was shown.
        """
        return tuple(self._line(one, f"{action_id}/{n}") for n, one in enumerate(asked, start=after + 1))

    @staticmethod
    def take(uow: UnitOfWork, sale: Sale) -> None:
        """Take what a sale sold from the stock, in the sale's own transaction. Refused stock-short below zero."""
        sold: dict[str, tuple[SoldItem, int]] = {}
        for item in sale.items:
            if item.supply:
                sold[item.supply] = (item, sold.get(item.supply, (item, 0))[1] + _quantity(item))
        for code, (item, quantity) in sorted(sold.items()):
            uow.stock.hold(code)
            _refuse_short_of(code, item.service_name, quantity, on_hand(uow, code))
            move(uow, code, -quantity, SALE, sale.action_id, sale.at)

    @staticmethod
    def hold(uow: UnitOfWork, sale: Sale) -> None:
        """Hold what a sale sold, before the spool is held."""
        for code in sorted({i.supply for i in sale.items if i.supply}):
            uow.stock.hold(code)

    @staticmethod
    def put_back(uow: UnitOfWork, entry: Entry, sale: Sale, lines: Iterable[RefundLine]) -> None:
        """Put back into the stock what a void gives back whole; what was refunded in part before stays sold."""
        given = {line.item_id: line.amount for line in lines}
        back: dict[str, int] = {}
        for item in sale.items:
            if item.supply and given.get(item.item_id) == item.total:
                back[item.supply] = back.get(item.supply, 0) + _quantity(item)
        for code, quantity in sorted(back.items()):
            uow.stock.hold(code)
            move(uow, code, quantity, RETURN, entry.action_id, entry.at)

    def _line(self, asked: SupplyAsked, item_id: str) -> SoldItem:
        supply = self.get(asked.code)
        _check_quantity(asked.quantity)
        total = supply.price * asked.quantity
        _check_price(supply, asked, total)
        return SoldItem(
            item_id=item_id,
            mail_number="",
            service=f"supplies:{supply.code}",
            service_name=dict(supply.name),
            zone="",
            origin="",
            destination="",
            weight=Weight(0, "", "", "none"),
            chargeable_weight_g=0,
            size_mm=None,
            declared=0,
            currency=supply.currency,
            total=total,
            fees=(_fee(supply, asked.quantity),),
            options=(),
            tariff_id="supplies",
            tariff_hash="",
            tariff_name=PRICE_LIST,
            tariff_notice=dict(supply.note),
            sender=_NOBODY,
            recipient=_NOBODY,
            contents="",
            inspection=None,
            registered=False,
            supply=supply.code,
        )


def on_hand(uow: UnitOfWork, code: str) -> int:
    """How many pieces of a supply are there."""
    last = uow.stock.last(code)
    return last.after if last else 0


def move(uow: UnitOfWork, code: str, change: int, kind: str, action_id: str, at: str) -> StockMove:
    """Write a change of the stock down; the supply must be held. ValueError below zero."""
    last = uow.stock.last(code)
    seq, before = (last.seq, last.after) if last else (0, 0)
    if before + change < 0:
        raise ValueError("the stock would be below zero")
    moved = StockMove(code, seq + 1, change, before + change, kind, action_id, at)
    uow.stock.add(moved)
    return moved


def words(supply: Supply, quantity: int) -> dict[str, str]:
    """A line's arithmetic: how many of what, at how much."""
    each = format_minor(supply.price, supply.currency)
    return {language: f"{name} {quantity} x {each}" for language, name in supply.name.items()}


def _fee(supply: Supply, quantity: int) -> FeeCharged:
    arithmetic = f"{quantity} x {format_minor(supply.price, supply.currency)}"
    text = {"zh": arithmetic, "en": arithmetic}
    return FeeCharged("supplies", quantity, str(supply.price), supply.price * quantity, text)


def _quantity(item: SoldItem) -> int:
    return sum(fee.quantity for fee in item.fees)


def _check_price(supply: Supply, asked: SupplyAsked, total: int) -> None:
    if asked.expected_total is not None and asked.expected_total != total:
        raise Refused(
            "fee-changed",
            "The fee is {now} now, the customer saw {seen}.",
            "Show the new fee to the customer, then confirm again.",
            now=format_minor(total, supply.currency),
            seen=format_minor(asked.expected_total, supply.currency),
        )


def _check_quantity(quantity: int) -> None:
    if not 0 < quantity <= MOST:
        raise UsageError("quantity-wrong", "That is not a number of pieces.", "Type 1 to {most}.", most=MOST)


def _refuse_short(supply: Supply, quantity: int, there: int) -> None:
    _refuse_short_of(supply.code, supply.name, quantity, there)


def _refuse_short_of(code: str, name: Mapping[str, str], quantity: int, there: int) -> None:
    if quantity > there:
        raise Refused(
            "stock-short",
            "{name} ({supply}): {there} left, {wanted} wanted.",
            "Sell fewer, or have a supervisor book what came in or was counted.",
            name=name,
            supply=code,
            there=there,
            wanted=quantity,
        )
