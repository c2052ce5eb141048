"""The chain covers every field; the ledger balances."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from counter.domain.journal import GENESIS, SYSTEM, Actor, Head, NewEntry, canonical, digest, entry_fields, link
from counter.domain.ledger import Posting, balance, merged

NEW = NewEntry("a1", "sale", SYSTEM, date(2026, 11, 22), "t", {"b": 1, "a": "文"}, (Posting("cash:02", 5),))


def test_every_field_is_covered() -> None:
    entry = link("02", Head(0, GENESIS), NEW)
    assert digest(entry_fields(entry)) == entry.hash
    for name in entry.__slots__:
        if name == "hash":
            continue
        value = getattr(entry, name)
        changes: dict[str, Any] = {name: value + "x" if isinstance(value, str) else (value or 0) + 1}
        assert digest(entry_fields(replace(entry, **changes))) != entry.hash, name


def test_an_entry_names_the_one_before_it() -> None:
    first = link("02", Head(0, GENESIS), NEW)
    second = link("02", Head(first.seq, first.hash), NEW)
    assert (second.seq, second.prev_hash) == (2, first.hash)


def test_payloads_have_one_form_and_no_floats() -> None:
    assert canonical({"b": 1, "a": [True, None]}) == '{"a":[true,null],"b":1}'
    with pytest.raises(TypeError):
        canonical({"a": [{"b": 1.5}]})  # type: ignore[dict-item]


def test_an_actor_is_a_person_the_system_or_support() -> None:
    with pytest.raises(ValueError, match="clerk"):
        Actor("clerk", "x")


def test_merging_keeps_the_sum() -> None:
    postings = [Posting("a", 5), Posting("b", -3), Posting("a", -2), Posting("c", 0)]
    assert merged(postings) == (Posting("a", 3), Posting("b", -3))
    assert balance(postings) == balance(merged(postings)) == 0


@pytest.mark.parametrize("account", ["", "a=b", "a;b", "a\nb"])
def test_an_account_cannot_break_the_chain_text(account: str) -> None:
    with pytest.raises(ValueError, match="account"):
        Posting(account, 1)
