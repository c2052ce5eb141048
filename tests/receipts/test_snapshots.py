import json
from dataclasses import FrozenInstanceError, replace

import pytest

from receipts.snapshots import KINDS, SnapshotError, dump, kind_of, load, text
from tests.receipts.samples import EVERY, PARCEL_ABROAD, RECEIPT, WAYBILL


def test_there_is_a_sample_of_every_kind() -> None:
    assert set(EVERY) == set(KINDS)


@pytest.mark.parametrize("kind", EVERY)
def test_a_snapshot_survives_json(kind: str) -> None:
    stored = json.dumps(dump(EVERY[kind]), ensure_ascii=False)
    assert load(kind, json.loads(stored)) == EVERY[kind]
    assert text(EVERY[kind]) == stored


def test_a_missing_size_stays_missing() -> None:
    bare = replace(WAYBILL, size_mm=None)
    assert load("waybill", dump(bare)) == bare


def test_fields_added_later_have_their_defaults_in_old_data() -> None:
    old = dump(RECEIPT)
    del old["second_person"]
    assert load("receipt", old) == RECEIPT


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"total": "18.00"}, "receipt.total: int"),
        ({"total": True}, "receipt.total: int"),
        ({"change": 2.0}, "receipt.change: int"),
        ({"surprise": 1}, "unknown field surprise"),
        ({"items": {}}, "receipt.items: a list"),
        ({"items": [{"mail_number": "X"}]}, "receipt.items\\[0\\]: service_name is missing"),
        ({"compensation_rule": {"zh": 1}}, "receipt.compensation_rule: texts"),
        ({"office": []}, "receipt.office: an object"),
    ],
)
def test_wrong_data_are_refused_by_field(change: dict[str, object], where: str) -> None:
    with pytest.raises(SnapshotError, match=where):
        load("receipt", {**dump(RECEIPT), **change})


def test_a_size_has_three_sides() -> None:
    with pytest.raises(SnapshotError, match="3 values"):
        load("waybill", {**dump(WAYBILL), "size_mm": [1, 2]})


def test_an_unknown_kind_and_a_missing_field_are_refused() -> None:
    with pytest.raises(SnapshotError, match="unknown kind"):
        load("novel", {})
    with pytest.raises(SnapshotError, match="is missing"):
        load("cn23", {})


def test_a_snapshot_is_frozen_and_knows_its_kind() -> None:
    assert kind_of(PARCEL_ABROAD) == "cn23"
    with pytest.raises(FrozenInstanceError):
        WAYBILL.total = 0  # type: ignore[misc]
