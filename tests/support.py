"""Small fakes and helpers that several rooms' tests share."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from counter.domain.identity import DocumentType, IdentityCheck, ReadBy
from counter.domain.inspection import Inspection, LookAnswer
from counter.domain.parties import Party
from counter.domain.sale import Tender
from counter.domain.weight import Weight
from counter.services.acceptance import ItemRequest, SettleRequest
from counter.services.identifiers import new_action_id
from counter.services.request_json import EVERYDAY_LOOKS, SAMPLE_ID

BEIJING = timezone(timedelta(hours=8))


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime | None = None) -> None:
        self.at = at or datetime(2026, 11, 22, 9, 30, tzinfo=BEIJING)
        self.seconds = 1000.0

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.seconds

    def pass_time(self, **how_long: float) -> None:
        step = timedelta(**how_long)
        self.at += step
        self.seconds += step.total_seconds()


WEIGHT = Weight(3200, "3.200", "kg", "scale", raw_hex="0230332e3230300d", seq=7, stability="flag")
SENDER = Party("王芳", "13800005678", "北京市东城区东单北大街1号")
RECIPIENT = Party("李雷", "13912345678", "广东省广州市天河区体育西路1号2单元301")
LOOKED = tuple(LookAnswer(code, found=False) for code in EVERYDAY_LOOKS)
PASSED = Inspection("passed", "zhangmin", "2026-11-22T09:30:00+08:00", mark="02-01", answers=LOOKED)
READ = IdentityCheck(
    DocumentType.RESIDENT_ID, SAMPLE_ID, "王芳", ReadBy.READER, "zhangmin", "2026-11-22T09:30:00+08:00"
)

PARCEL = ItemRequest(
    service="300",
    weight=WEIGHT,
    sender=SENDER,
    recipient=RECIPIENT,
    destination="CN-GD",
    contents="衣服",
    inspection=PASSED,
    identity=READ,
)


def settle_request(
    *items: ItemRequest, cash: int = 5000, action_id: str = "", clerk: str = "zhangmin"
) -> SettleRequest:
    """A settlement in cash with an id of its own."""
    return SettleRequest(action_id or new_action_id(), clerk, items or (PARCEL,), (Tender("cash", cash),))


def parcel(**changes: object) -> ItemRequest:
    """The usual parcel with something else about it."""
    return replace(PARCEL, **changes)  # type: ignore[arg-type]
