"""An acceptance request as JSON: reading one with errors that name the place, and an example that is complete."""

from collections.abc import Mapping, Sequence

from counter.domain.identity import DocumentType, IdentityCheck, ReadBy
from counter.domain.inspection import Inspection, LookAnswer
from counter.domain.parties import Party
from counter.domain.sale import Tender
from counter.domain.supplies import SupplyAsked
from counter.domain.weight import Weight
from counter.services.acceptance import ItemRequest, SettleRequest
from counter.services.customs_json import customs_of
from counter.services.goods_json import goods_of
from counter.services.json_place import Place, is_object
from counter.services.weighing import Pan, Weigher, manual_weight
from devices.scales.protocols import decode
from tariffs.quoting import OptionValue

SAMPLE_ID = "11010519491231002X"
"""The number that the standard on citizen identification numbers (GB 11643-1999) gives as its example: nobody's."""

EVERYDAY_LOOKS = ("liquid", "powder", "battery", "sharp", "gas", "packing")
"""The looks of every inspection; what is declared may raise more."""

_INSPECTION_RESULTS = ("passed", "refused", "asked-to-open")


def parse_request(data: object, *, inspector: str, at: str, weigher: Weigher) -> SettleRequest:
    """A request from parsed JSON. UsageError request-wrong names the place and what was expected there.

    A weight comes with the scale's own frame, which is decoded and judged here as it would be at the counter, or is
    typed by a named person for a reason.
    """
    top = Place(data, "request")
    items = [_item(p, inspector, at, weigher) for p in top.each("items")]
    return SettleRequest(
        action_id=top.string("action_id"),
        clerk=top.string("clerk"),
        items=tuple(items),
        tenders=tuple(_tender(p) for p in top.each("tenders")),
        shown=top.texts("notices_shown"),
        supplies=tuple(_supply(p) for p in top.each("supplies")) if top.get("supplies") is not None else (),
    )


def _supply(place: Place) -> SupplyAsked:
    expected = None if place.get("expected_total") is None else place.number("expected_total")
    return SupplyAsked(place.string("code"), place.number("quantity"), expected)


def _item(place: Place, inspector: str, at: str, weigher: Weigher) -> ItemRequest:
    expected = place.get("expected_total")
    return ItemRequest(
        service=place.string("service"),
        weight=_weight(place.inside("weight"), inspector, weigher),
        sender=party_of(place.inside("sender")) if place.get("sender") else Party("", "", ""),
        recipient=party_of(place.inside("recipient")) if place.get("recipient") else Party("", "", ""),
        destination=place.string("destination", "") or None,
        zone=place.string("zone", "") or None,
        size_mm=_size(place),
        contents=place.string("contents", ""),
        declared=place.number("declared", 0),
        options=_options(place),
        inspection=_inspection(place.inside("inspection"), inspector, at) if place.get("inspection") else None,
        expected_total=None if expected is None else place.number("expected_total"),
        identity=_identity(place.inside("identity"), inspector, at) if place.get("identity") else None,
        goods=goods_of(place.inside("goods")) if place.get("goods") else {},
        value=None if place.get("value") is None else place.number("value"),
        indivisible=place.get("indivisible") is True,
        customs=customs_of(place.inside("customs")) if place.get("customs") else None,
    )


def _weight(place: Place, clerk: str, weigher: Weigher) -> Weight:
    if place.get("frame") is None:
        try:
            return manual_weight(place.number("grams"), reason=place.string("reason", ""), entered_by=clerk)
        except ValueError as error:
            raise place.wrong("reason", "grams above zero and a reason for a typed weight") from error
    reading = decode(place.string("protocol"), _frame(place))
    judged = weigher.judge(reading, reading.at)
    if judged.pan is not Pan.READY or judged.weight is None:
        raise place.wrong("frame", f"a stable weight in range, not {judged.pan.value}")
    return judged.weight


def _frame(place: Place) -> bytes:
    try:
        return bytes.fromhex(place.string("frame"))
    except ValueError as error:
        raise place.wrong("frame", "hexadecimal bytes") from error


def party_of(place: Place) -> Party:
    """A person as a request names them; what is not named is empty."""
    return Party(
        name=place.string("name", ""),
        phone=place.string("phone", ""),
        address=place.string("address", ""),
        region=place.string("region", ""),
        postcode=place.string("postcode", ""),
    )


def _size(place: Place) -> tuple[int, int, int] | None:
    value = place.get("size_mm")
    if value is None:
        return None
    if not isinstance(value, Sequence) or len(value) != 3 or not all(_is_length(v) for v in value):
        raise place.wrong("size_mm", "three whole numbers of millimetres above zero")
    return value[0], value[1], value[2]


def _is_length(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _options(place: Place) -> Mapping[str, OptionValue]:
    value = place.get("options")
    if value is None:
        return {}
    if not is_object(value):
        raise place.wrong("options", "an object")
    options: dict[str, OptionValue] = {}
    for name, chosen in value.items():
        if not isinstance(chosen, (str, int)):
            raise place.wrong(f"options.{name}", "true, false, a whole number or a text")
        options[name] = chosen
    return options


def _inspection(place: Place, inspector: str, at: str) -> Inspection:
    result = place.string("result")
    if result not in _INSPECTION_RESULTS:
        raise place.wrong("result", " or ".join(_INSPECTION_RESULTS))
    answers = place.each("answers") if place.get("answers") is not None else []
    return Inspection(
        result=result,
        inspector=inspector,
        at=at,
        method=place.string("method", "visual"),
        mark=place.string("mark", ""),
        answers=tuple(LookAnswer(a.string("code"), a.get("found") is True) for a in answers),
        note=place.string("note", ""),
    )


def _identity(place: Place, clerk: str, at: str) -> IdentityCheck:
    return IdentityCheck(
        kind=DocumentType(place.one_of("document", [d.value for d in DocumentType])),
        number=place.string("number"),
        name=place.string("name"),
        read_by=ReadBy(place.one_of("read_by", [r.value for r in ReadBy])),
        checked_by=clerk,
        at=at,
    )


def _tender(place: Place) -> Tender:
    return Tender(place.string("kind"), place.number("amount"), place.string("reference", ""))


def example(action_id: str) -> dict[str, object]:
    """A complete valid request for the sample office: one parcel of 3.2 kg to Guangdong, weighed on its scale."""
    return {
        "action_id": action_id,
        "clerk": "zhangmin",
        "pin": "1111",
        "items": [
            {
                "service": "300",
                "weight": {"protocol": "toledo8217", "frame": "02 30 33 2e 32 30 30 0d"},
                "destination": "CN-GD",
                "size_mm": [400, 300, 200],
                "sender": {"name": "王芳", "phone": "13800005678", "address": "北京市东城区东单北大街1号"},
                "recipient": {
                    "name": "李雷",
                    "phone": "13912345678",
                    "address": "广东省广州市天河区体育西路1号2单元301",
                },
                "contents": "衣服",
                "declared": 0,
                "options": {},
                "identity": {
                    "document": "resident-id",
                    "number": SAMPLE_ID,
                    "name": "王芳",
                    "read_by": "reader",
                },
                "inspection": {
                    "result": "passed",
                    "method": "visual",
                    "mark": "02-01",
                    "answers": [{"code": code, "found": False} for code in EVERYDAY_LOOKS],
                },
            }
        ],
        "tenders": [{"kind": "cash", "amount": 5000}],
        "notices_shown": ["terms 2026.1", "prohibited 2016.1", "compensation-universal 2009.1"],
    }
