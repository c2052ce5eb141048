"""The till, reports, numbers and the audit's files from the command line: the same services, a contract of JSON."""

import json
from pathlib import Path

import pytest

from counter.cli.main import main
from counter.services.identifiers import new_action_id


@pytest.fixture
def run(sample_home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv("COUNTER_PIN", "1111")
    monkeypatch.setenv("COUNTER_APPROVER_PIN", "9999")

    def runner(*words: object) -> tuple[int, dict[str, object]]:
        code = main([*map(str, words), "--home", str(sample_home), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return runner


def test_a_till_day_by_command(run: object) -> None:
    assert callable(run)
    action = new_action_id()
    for _ in range(2):
        code, opened = run("till", "open", "--float", 20000, "--clerk", "zhangmin", "--action-id", action)
        assert (code, opened["journal_seq"]) == (0, 2)
    assert run("till", "state")[1] | {"business_date": ""} == {
        "open": True, "owner": "zhangmin", "business_date": "", "number": 1, "total": 0, "tenders": {},
        "grand_total": 0, "steps": ["count-first"],
    }  # fmt: skip
    code, refused = run("till", "close", "--clerk", "zhangmin")
    assert (code, refused["refused"]["code"]) == (3, "count-first")
    assert run("till", "drop", "10000x1", "--clerk", "zhangmin")[0] == 0
    _, counted = run("till", "count", "5000x1", "1000x4", "--clerk", "zhangmin")
    assert (counted["expected"], counted["difference"]) == (10000, -1000)
    code, refused = run("till", "close", "--clerk", "zhangmin", "--reason", "x")
    assert (code, refused["refused"]["code"]) == (3, "approval-needed")
    code, closed = run("till", "close", "--clerk", "zhangmin", "--approver", "wangfang", "--reason", "x")
    assert (code, closed["number"], closed["head_kept"]) == (0, 1, True)
    assert run("audit", "verify")[1]["ok"]
    assert run("report", "day")[1]["closes"][0]["difference"] == -1000


def test_a_till_is_handed_over_by_who_takes_it(run: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert callable(run)
    run("till", "open", "--float", 10000, "--clerk", "zhangmin")
    assert run("till", "float", 500, "--clerk", "zhangmin")[0] == 0
    run("till", "count", "10000x1", "--clerk", "zhangmin")
    over = ("till", "hand-over", "--to", "liqiang", "--clerk", "zhangmin", "--reason", "D01")
    monkeypatch.setenv("COUNTER_TAKER_PIN", "0000")
    assert run(*over)[1]["refused"]["code"] == "pin-wrong"
    monkeypatch.setenv("COUNTER_TAKER_PIN", "2222")
    assert run(*over)[1]["refused"]["code"] == "approval-needed"
    assert run(*over, "--approver", "zhangmin")[1]["refused"]["code"] == "pin-wrong", "zhangmin's is not 9999"
    assert run(*over, "--approver", "wangfang")[0] == 0
    assert run("till", "state")[1]["owner"] == "liqiang"


def test_exports_by_command(run: object, tmp_path: Path) -> None:
    assert callable(run)
    run("till", "open", "--float", 100, "--clerk", "zhangmin")
    file = tmp_path / "chain.jsonl"
    assert run("audit", "export", "--out", file)[1]["entries"] == 2
    code, verdict = run("audit", "import-check", file)
    assert (code, verdict["ok"], verdict["count"]) == (0, True, 2)
    file.write_text(file.read_text().replace("zhangmin", "liqiang"))
    code, verdict = run("audit", "import-check", file)
    assert (code, verdict["ok"], verdict["line"], verdict["what"]) == (5, False, 3, "content-changed")
    assert run("audit", "beancount", "--out", tmp_path / "b.beancount")[0] == 0
    assert "Assets:Cash:02" in (tmp_path / "b.beancount").read_text()


def test_numbers_by_command(run: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert callable(run)
    words = ("load", "n1", "--kind", "parcel", "--prefix", "PB", "--first", 1, "--last", 9)
    assert run("numbers", *words, "--clerk", "zhangmin")[1]["refused"]["code"] == "role-forbids"
    monkeypatch.setenv("COUNTER_PIN", "9999")
    assert run("numbers", *words, "--clerk", "wangfang")[0] == 0
    code, taken = run(
        "numbers", "take-along", "--kind", "parcel", "--count", 5, "--counter", "09", "--clerk", "wangfang"
    )
    assert (code, taken["counter"]) == (0, "09")
    assert {x["kind"]: x["left"] for x in run("numbers", "list")[1]["numbers"]}["parcel"] == 99_999 + 9 - 5


def test_nightly_by_command(run: object, tmp_path: Path) -> None:
    assert callable(run)
    run("till", "open", "--clerk", "zhangmin")
    code, done = run("db", "nightly", tmp_path / "copies", "--keep", 1)
    assert (code, done["entries"]) == (0, 2)
