"""Known parties are found by telephone, last digits, name and initials; at rest nothing of them can be read."""

from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.core import Core
from counter.domain.initials import initials
from counter.domain.parties import Party
from counter.services.address_book import Call, CallBy, call_of
from tests.counter.services.people import SUPERVISOR, member, sell
from tests.support import RECIPIENT, SENDER, FakeClock, parcel


def _names(core: Core, line: str) -> list[str]:
    call = call_of(line)
    return [] if call is None else [party.name for party in core.trust.book.offered(call)]


@pytest.mark.parametrize(
    "line", ["139 1234 5678", "+86 13912345678", "１３９１２３４５６７８", "5678", "李雷", "ll", "LL"]
)
def test_a_recipient_is_found_by_each_of_their_calls(core: Core, line: str) -> None:
    core.trust.book.learn(sell(core).sale)
    assert "李雷" in _names(core, line)


@pytest.mark.parametrize(
    "line", ["", "139", "567", "李", "l", "李雷 139", "13912345678 广东省", "567890", "ll 5678", "Ё"]
)
def test_whatever_is_no_whole_call_finds_nobody(core: Core, line: str) -> None:
    core.trust.book.learn(sell(core).sale)
    assert _names(core, line) == []


def test_the_latest_used_comes_first_and_one_party_stands_once(core: Core, clock: FakeClock) -> None:
    other = Party("李雷", "13711112222", "上海市黄浦区南京东路1号")
    core.trust.book.learn(sell(core, item=parcel(recipient=other)).sale)
    core.trust.book.learn(sell(core).sale)
    clock.pass_time(days=1)
    core.day.begin()
    core.trust.book.learn(sell(core, item=parcel(recipient=other)).sale)
    offered = core.trust.book.offered(Call(CallBy.NAME, "李雷"))
    assert [p.phone for p in offered] == [other.phone, RECIPIENT.phone]
    assert offered[1].region == "CN-GD"


def test_a_latin_name_calls_whole_and_by_its_initials(core: Core) -> None:
    abroad = Party("Anna-Maria  O'Brien", "+4930123456", "Berlin, Hauptstrasse 1")
    sale = sell(core).sale
    core.trust.book.learn(replace(sale, items=(replace(sale.items[0], recipient=abroad, destination="DE"),)))
    assert _names(core, "anna-maria o'brien") == _names(core, "ao") == [abroad.name]
    assert _names(core, "anna-maria") == _names(core, "anna-maria o") == []
    assert core.trust.book.offered(Call(CallBy.PHONE, "4930123456"))[0].region == "DE"


def test_a_party_without_an_address_is_not_kept(core: Core) -> None:
    sale = sell(core).sale
    half = replace(sale.items[0], sender=replace(SENDER, address=""), recipient=Party("", "", ""))
    core.trust.book.learn(replace(sale, items=(half,)))
    assert _names(core, "王芳") == []


def test_every_reading_of_a_surname_calls() -> None:
    assert "wf" in initials("王芳")
    assert "zxx" in initials("曾小贤") and "sq" in initials("单强") and initials("John Smith") == {"js"}
    assert initials("①") == initials("") == frozenset()


def test_the_book_goes_with_the_last_item_that_it_came_from(core: Core, clock: FakeClock) -> None:
    core.trust.book.learn(sell(core).sale)
    clock.pass_time(days=365)
    core.day.begin()
    assert not any(one.item.startswith("contact:") for one in core.privacy.preview(member(core, SUPERVISOR)).due)
    clock.pass_time(days=1)
    core.day.begin()
    core.privacy.delete(member(core, SUPERVISOR))
    assert _names(core, "李雷") == _names(core, "13912345678") == []
    with core.store.read() as uow:
        left = [
            uow.connection.exec_driver_sql(f"SELECT count(*) FROM {t}").scalar() for t in ("contact", "contact_call")
        ]
    assert left == [0, 0]


def test_nothing_of_a_party_can_be_read_where_the_book_rests(core: Core) -> None:
    core.trust.book.learn(sell(core).sale)
    kept = b"".join(f.read_bytes() for f in Path(core.config.home).rglob("*") if f.is_file() and f.suffix != ".toml")
    for told in (RECIPIENT.name, RECIPIENT.phone, "体育西路", "13800005678"):
        assert told.encode() not in kept
    with core.store.read() as uow:
        rows = uow.connection.exec_driver_sql("SELECT contact_id, digest FROM contact_call").all()
    digests = [d for _, d in rows]
    assert all(len(d) == 32 and set(d) <= set("0123456789abcdef") for d in digests)
    # Both numbers end alike: that much shows without the key, and no more.
    assert len(digests) - len(set(digests)) == 1
    assert core.store.vault.digest(CallBy.NAME.value, "5678") not in digests
