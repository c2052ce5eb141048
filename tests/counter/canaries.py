"""Canaries: names, telephones, addresses and identity numbers planted in acceptances, then looked for everywhere.

`python -m tests.counter.canaries [COUNT]` plants 1,000 and prints what was searched and found.
"""

import json
import logging
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sqlalchemy import text
from stdnum.cn import ric

from counter.bootstrap.core import Core, init, open_core
from counter.domain.parties import Party
from counter.errors import CounterError
from counter.services.audit_export import export
from counter.services.customer_screen import CustomerScreen
from counter.services.display_feed import CustomerView, DisplayFeed, Scene
from counter.services.drafts import Draft
from counter.services.identifiers import new_action_id
from counter.services.refusing import RefusalRequest
from counter.services.reprint import render
from devices.printers.capabilities import model
from tests.support import READ, parcel, settle_request

MARK = "雀翎"
"""Stands in the middle of every planted name, where every mask hides it."""

STREET = "翎雀里"
"""Stands before every planted house number, which every mask hides."""

_PHONE = re.compile(rb"13977\d{6}")
_HOUSE = re.compile(f"{STREET}\\d".encode())
_NUMBER = re.compile(rb"\d{17}[\dX]")


@dataclass(frozen=True, slots=True)
class Canary:
    """One planted sender."""

    party: Party
    number: str


def canary(n: int) -> Canary:
    """The canary of a number below 36,000."""
    plain = f"110105{1950 + n // 1000}0101{n % 1000:03d}"
    address = f"北京市东城区东单北大街{STREET}{n}号"
    party = Party(f"王{MARK}{chr(0x4E00 + n % 5000)}某", f"13977{n:06d}", address)
    return Canary(party, plain + ric.calc_check_digit(plain + "0"))


def plant(core: Core, count: int) -> list[str]:
    """Accept, refuse, fail and hold with canaries; returns what was said on the way: errors, pages, papers."""
    clerk = core.sign_in.sign_in("zhangmin", "1111")
    said: list[str] = []
    for n in range(count):
        one = canary(n)
        check = replace(READ, number=one.number, name=one.party.name)
        item = parcel(sender=one.party, recipient=one.party, identity=check)
        request = settle_request(item)
        settled = core.checkout.settle(request, clerk)
        if n % 20 == 0:
            said += _around(core, one, request.action_id)
            said.append(json.dumps(asdict(_thanks(core, settled.sale)), default=str, ensure_ascii=False))
            wrong = replace(check, number=one.number[:-1] + "A")
            for bad in (
                replace(item, identity=wrong),
                replace(item, contents="打火机"),
                replace(item, inspection=None),
            ):
                said.append(_failed(core, bad))
    return said


def hunt(core: Core, said: list[str], count: int) -> dict[str, int]:
    """Where canaries were found: by file of the home, and in what was said; empty where there are none."""
    found = {str(p.relative_to(core.config.home)): _seen(p.read_bytes(), count) for p in _files(core.config.home)}
    found["said"] = sum(_seen(line.encode(), count) for line in said)
    return {where: times for where, times in found.items() if times}


def _around(core: Core, one: Canary, action_id: str) -> Iterator[str]:
    """What stands beside a sale: papers, a draft, a refusal, an error of the database in the log."""
    with core.store.read() as uow:
        jobs = uow.jobs.of_sale(action_id)
    for job in jobs:
        yield render(job, "text", model("generic-80")).decode()
    core.drafts.save(Draft(new_action_id(), "zhangmin", {"sender": one.party.name, "phone": one.party.phone}))
    clerk = core.sign_in.members()[-1]
    core.trust.refusing.refuse(
        RefusalRequest(new_action_id(), "P04.1", f"{MARK}的东西", f"打火机{MARK}", one.party), clerk
    )
    try:
        with core.store.engine.connect() as connection:
            connection.execute(text("INSERT INTO nowhere VALUES (:a, :b)"), {"a": one.party.name, "b": one.number})
    except Exception:  # the log must tell of whatever went wrong, and of nobody
        logging.getLogger("counter").exception("a worker failed")


def _thanks(core: Core, sale: object) -> CustomerView:
    feed = DisplayFeed(CustomerView(Scene.CLOSED))
    screen = CustomerScreen(feed, {"zh": "局", "en": "office"}, core.config.counter, "CNY")
    screen.thanks(sale)  # type: ignore[arg-type]
    return feed.latest


def _failed(core: Core, item: object) -> str:
    try:
        core.checkout.settle(settle_request(item), core.sign_in.members()[-1])  # type: ignore[arg-type]
    except CounterError as error:
        return f"{error} {error.params}"
    raise AssertionError("a wrong item was sold")


def _files(home: Path) -> Iterator[Path]:
    yield from (p for p in sorted(home.rglob("*")) if p.is_file())


def _seen(data: bytes, count: int) -> int:
    marks = sum(data.count(form) for form in (MARK.encode(), MARK.encode("utf-16-le"), b"\\u96c0\\u7fce"))
    phones = {canary(n).party.phone.encode() for n in range(count)}
    numbers = {canary(n).number.encode() for n in range(count)}
    marks += len(_HOUSE.findall(data))
    marks += sum(found in phones for found in _PHONE.findall(data))
    return marks + sum(found in numbers for found in _NUMBER.findall(data))


def write_export(core: Core) -> None:
    """The journal's export, beside the other files of the home."""
    lines = export(core.store, core.config.counter)
    (core.config.home / "export.jsonl").write_text("\n".join(lines), encoding="utf-8")


def main(count: int) -> int:
    """Plant and hunt in a home of its own."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        init(home, with_sample=True)
        logging.basicConfig(filename=home / "counter.log", level=logging.WARNING)
        core = open_core(home)
        began = time.perf_counter()
        said = plant(core, count)
        write_export(core)
        found = hunt(core, said, count)
        sizes = ", ".join(f"{p.name} {p.stat().st_size:,}" for p in _files(home))
        core.store.close()
    print(f"{count:,} acceptances in {time.perf_counter() - began:.0f} s; searched {sizes} bytes, {len(said)} texts")
    print(f"found: {found or 'nothing'}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000))
