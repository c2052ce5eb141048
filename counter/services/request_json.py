"""An acceptance request as JSON: reading one with errors that name the place, and an example that is complete."""

from collections.abc import Mapping, Sequence
from typing import TypeGuard

from counter.domain.inspection import Inspection, LookAnswer
from counter.domain.parties import Party
from counter.domain.sale import Tender
from counter.domain.weight import Weight
from counter.errors import UsageError
from counter.services.acceptance import ItemRequest, SettleRequest
from counter.services.weighing import Pan, Weigher, manual_weight
from devices.scales.protocols import decode
from tariffs.quoting import OptionValue

JsonObject = Mapping[str, object]

_INSPECTION_RESULTS = ("passed", "refused", "asked-to-open")


def parse_request(data: object, *, inspector: str, at: str, weigher: Weigher) -> SettleRequest:
    """A request from parsed JSON. UsageError request-wrong names the place and what was expected there.

    A weight comes with the scale's own frame, which is decoded and judged here as it would be at the counter, or is
    typed by a named person for a reason.
    """
    top = _Place(data, "request")
    items = [_item(p, inspector, at, weigher) for p in top.each("items")]
    return SettleRequest(
        action_id=top.text("action_id"),
        clerk=top.text("clerk"),
        items=tuple(items),
        tenders=tuple(_tender(p) for p in top.each("tenders")),
    )


class _Place:
    """A JSON object at a named place of the request."""

    def __init__(self, value: object, where: str) -> None:
        self.where = where
        if not _is_object(value):
            raise self.wrong("", "an object")
        self._value = value

    def text(self, key: str, default: str | None = None) -> str:
        """A text; required unless there is a default."""
        value = self._value.get(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, "a text")
        return value

    def number(self, key: str, default: int | None = None) -> int:
        """A whole number, never a fraction, never a truth value."""
        value = self._value.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(key, "a whole number")
        return value

    def each(self, key: str) -> list["_Place"]:
        """The objects of a list."""
        value = self._value.get(key)
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise self.wrong(key, "a list")
        return [_Place(v, f"{self.where}.{key}[{n}]") for n, v in enumerate(value)]

    def inside(self, key: str) -> "_Place":
        """An object within this one."""
        return _Place(self._value.get(key), f"{self.where}.{key}")

    def get(self, key: str) -> object:
        """Whatever stands there, or None."""
        return self._value.get(key)

    def wrong(self, key: str, expected: str) -> UsageError:
        """The error for this place."""
        return UsageError(
            "request-wrong",
            "The request is wrong at {place}: expected {expected}.",
            "counter accept --example prints a complete valid request.",
            place=f"{self.where}.{key}".rstrip("."),
            expected=expected,
        )


def _item(place: _Place, inspector: str, at: str, weigher: Weigher) -> ItemRequest:
    expected = place.get("expected_total")
    return ItemRequest(
        service=place.text("service"),
        weight=_weight(place.inside("weight"), inspector, weigher),
        sender=_party(place.inside("sender")) if place.get("sender") else Party("", "", ""),
        recipient=_party(place.inside("recipient")) if place.get("recipient") else Party("", "", ""),
        destination=place.text("destination", "") or None,
        zone=place.text("zone", "") or None,
        size_mm=_size(place),
        contents=place.text("contents", ""),
        declared=place.number("declared", 0),
        options=_options(place),
        inspection=_inspection(place.inside("inspection"), inspector, at) if place.get("inspection") else None,
        expected_total=None if expected is None else place.number("expected_total"),
    )


def _weight(place: _Place, clerk: str, weigher: Weigher) -> Weight:
    if place.get("frame") is None:
        try:
            return manual_weight(place.number("grams"), reason=place.text("reason", ""), entered_by=clerk)
        except ValueError as error:
            raise place.wrong("reason", "grams above zero and a reason for a typed weight") from error
    reading = decode(place.text("protocol"), _frame(place))
    judged = weigher.judge(reading, reading.at)
    if judged.pan is not Pan.READY or judged.weight is None:
        raise place.wrong("frame", f"a stable weight in range, not {judged.pan.value}")
    return judged.weight


def _frame(place: _Place) -> bytes:
    try:
        return bytes.fromhex(place.text("frame"))
    except ValueError as error:
        raise place.wrong("frame", "hexadecimal bytes") from error


def _party(place: _Place) -> Party:
    return Party(
        name=place.text("name", ""),
        phone=place.text("phone", ""),
        address=place.text("address", ""),
        region=place.text("region", ""),
        postcode=place.text("postcode", ""),
    )


def _size(place: _Place) -> tuple[int, int, int] | None:
    value = place.get("size_mm")
    if value is None:
        return None
    if not isinstance(value, Sequence) or len(value) != 3 or not all(_is_length(v) for v in value):
        raise place.wrong("size_mm", "three whole numbers of millimetres above zero")
    return value[0], value[1], value[2]


def _is_length(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _options(place: _Place) -> Mapping[str, OptionValue]:
    value = place.get("options")
    if value is None:
        return {}
    if not _is_object(value):
        raise place.wrong("options", "an object")
    options: dict[str, OptionValue] = {}
    for name, chosen in value.items():
        if not isinstance(chosen, (str, int)):
            raise place.wrong(f"options.{name}", "true, false, a whole number or a text")
        options[name] = chosen
    return options


def _inspection(place: _Place, inspector: str, at: str) -> Inspection:
    result = place.text("result")
    if result not in _INSPECTION_RESULTS:
        raise place.wrong("result", " or ".join(_INSPECTION_RESULTS))
    answers = place.each("answers") if place.get("answers") is not None else []
    return Inspection(
        result=result,
        inspector=inspector,
        at=at,
        method=place.text("method", "visual"),
        mark=place.text("mark", ""),
        answers=tuple(LookAnswer(a.text("code"), a.get("found") is True) for a in answers),
        note=place.text("note", ""),
    )


def _tender(place: _Place) -> Tender:
    return Tender(place.text("kind"), place.number("amount"), place.text("reference", ""))


def _is_object(value: object) -> TypeGuard[JsonObject]:
    return isinstance(value, Mapping)


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
                "inspection": {"result": "passed", "method": "visual", "mark": "02-01", "answers": []},
            }
        ],
        "tenders": [{"kind": "cash", "amount": 5000}],
    }
