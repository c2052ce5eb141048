"""counter tariff: from a file to in force by commands, and what is told where a file or a person is wrong."""

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from counter.bootstrap.core import open_core
from counter.cli.main import main
from counter.cli.tariff_files import Progress


@pytest.fixture
def office(sample_home: Path) -> Path:
    """The sample office, which has two supervisors."""
    return sample_home


@pytest.fixture
def run(office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    def runner(*words: object, pin: str = "") -> tuple[int, Any, str]:
        monkeypatch.setenv("COUNTER_PIN", pin)
        code = main(["tariff", *(str(w) for w in words), "--home", str(office), "--json"])
        out, err = capsys.readouterr()
        return code, json.loads(out) if out.strip() else None, err

    return runner


FIRST = {"pin": "9999"}
SECOND = {"pin": "8888"}
BY_FIRST = ("--staff", "wangfang", "--reason", "new fees")
BY_SECOND = ("--staff", "zhaolei", "--reason", "compared with the notice")


def _base(run: Any) -> str:
    versions = run("versions", "--service", "300")[1]["versions"]
    return str(next(v["tariff"] for v in versions if v["status"] == "in-force"))


def _exported(run: Any, path: Path) -> Path:
    assert run("export", _base(run), path)[0] == 0
    return path


@pytest.mark.parametrize("kind", ["xlsx", "csv", "toml"])
def test_from_a_file_to_in_force(run: Any, tmp_path: Path, kind: str) -> None:
    file = _exported(run, tmp_path / f"fees.{kind}")
    assert run("check", file)[0] == 0
    code, made, _ = run("import", file, "--id", "parcel-2027", *BY_FIRST, **FIRST)
    assert (code, made["status"], made["author"]) == (0, "draft", "wangfang")
    assert run("diff", _base(run), "parcel-2027")[1]["cells"] == []
    assert run("approve", "parcel-2027", *BY_SECOND, **SECOND)[1]["refused"]["code"] == "wrong-status"
    assert run("mark-checked", "parcel-2027", *BY_FIRST, **FIRST)[1]["status"] == "checked"
    assert run("approve", "parcel-2027", *BY_FIRST, **FIRST)[1]["refused"]["code"] == "same-person"
    approved = run("approve", "parcel-2027", *BY_SECOND, **SECOND)[1]
    assert (approved["status"], approved["approved_by"]) == ("approved", "zhaolei")
    code, error, _ = run("publish", "parcel-2027", "--from", "2020-01-01", *BY_FIRST, **FIRST)
    assert (code, error["refused"]["code"]) == (3, "past-date")
    code, published, _ = run("publish", "parcel-2027", "--from", "tomorrow", *BY_FIRST, **FIRST)
    assert (code, published["status"]) == (0, "in-force")
    code, retired, _ = run("retire", "parcel-2027", "--last-day", "now", *BY_FIRST, **FIRST)
    assert code == 0
    assert retired["valid_to"] < retired["valid_from"]


def test_an_import_with_fifty_mistakes_tells_all_fifty(run: Any, tmp_path: Path) -> None:
    text = _exported(run, tmp_path / "fees.csv").read_text(encoding="utf-8-sig")
    lines = text.splitlines()
    spoiled, left = [], 60
    for line in lines:
        cells = line.split(",")
        for n, cell in enumerate(cells):
            if left and n > 0 and cell.replace(".", "").isdigit():
                cells[n] = "much"
                left -= 1
        spoiled.append(",".join(cells))
    assert left == 0
    bad = tmp_path / "bad.csv"
    bad.write_text("\n".join(spoiled) + "\n", encoding="utf-8")
    code, answer, err = run("import", bad, "--id", "x", *BY_FIRST, **FIRST)
    assert (code, answer["refused"]["code"]) == (3, "tariff-faults")
    assert len(answer["problems"]) >= 50
    assert all(p["place"] and p["advice"] for p in answer["problems"])
    assert err.count("->") >= 50
    assert run("diff", _base(run), "x")[1]["error"]["code"] == "unknown-tariff"
    assert run("check", bad)[0] == 3


@pytest.mark.parametrize(
    ("words", "pin", "exit_code", "code"),
    [
        (("draft", "nothing", "x", *BY_FIRST), "9999", 2, "unknown-tariff"),
        (("draft", "nothing", "x"), "9999", 2, "staff-missing"),
        (("draft", "nothing", "x", *BY_FIRST), "0000", 3, "pin-wrong"),
        (("import", "no-such.xlsx", *BY_FIRST), "9999", 2, "file-unreadable"),
        (("publish", "x", "--from", "soon", *BY_FIRST), "9999", 2, "bad-date"),
        (("explain", "PA0"), "", 3, "no-such-item"),
        (("retire", "nothing", *BY_FIRST[:2], "--reason", "x"), "9999", 3, "wrong-status"),
        (("discard", "nothing", *BY_FIRST), "9999", 2, "unknown-tariff"),
    ],
)
def test_what_is_wrong_is_told(run: Any, words: tuple[str, ...], pin: str, exit_code: int, code: str) -> None:
    done, answer, _ = run(*words, pin=pin)
    assert (done, (answer.get("refused") or answer.get("error"))["code"]) == (exit_code, code)


def test_a_clerk_may_look_and_not_touch(run: Any) -> None:
    words = ("--staff", "zhangmin", "--reason", "x")
    code, answer, _ = run("draft", _base(run), "mine", *words, pin="1111")
    assert (code, answer["refused"]["code"]) == (3, "role-forbids")


def _sell(office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    main(["accept", "--example"])
    file = tmp_path / "request.json"
    file.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["accept", str(file), "--home", str(office), "--json"]) == 0
    return str(json.loads(capsys.readouterr().out)["mail_numbers"][0])


def test_a_sale_is_explained_and_tried_under_a_draft(
    run: Any, office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = _sell(office, tmp_path, capsys)
    base = _base(run)
    code, why, _ = run("explain", number)
    assert (code, why["tariff"], why["total"]) == (0, base, sum(line["amount"] for line in why["lines"]))
    assert why["source"]
    assert main(["tariff", "explain", number, "--home", str(office), "--language", "zh"]) == 0
    assert why["hash"] in capsys.readouterr().out.replace("\n", "")
    same = run("simulate", base)[1]
    assert (same["items"], same["changed"], same["complete"]) == (1, 0, True)
    toml = _exported(run, tmp_path / "fees.toml")
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace("price = [", "price = [9"), encoding="utf-8")
    tried = run("simulate", toml)[1]
    assert tried["items"] == 1
    assert tried["before"]["CNY"] == why["total"]


def test_simulate_on_a_sample_file(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "sample.jsonl"
    item = {"service": "300", "from": "CN-BJ", "to": "CN-GD", "weight_g": 3200, "total": 1000, "key": "a"}
    file.write_text(json.dumps(item) + "\n" + json.dumps(item | {"weight_g": 60_000, "key": "b"}), encoding="utf-8")
    answer = run("simulate", _base(run), "--sample", file)[1]
    assert (answer["items"], answer["refused_total"], answer["losers"][0]["key"]) == (2, 1, "a")
    file.write_text("nonsense", encoding="utf-8")
    assert run("simulate", _base(run), "--sample", file)[1]["error"]["code"] == "sample-wrong"


def test_ctrl_c_ends_a_simulation_with_what_is_known(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    item = {"service": "300", "from": "CN-BJ", "to": "CN-GD", "weight_g": 3200, "total": 1000}
    file = tmp_path / "sample.jsonl"
    file.write_text("\n".join([json.dumps(item)] * 2500), encoding="utf-8")
    told = Progress.__call__

    def interrupted(self: Progress, done: int) -> bool:
        if done == 1000:
            os.kill(os.getpid(), signal.SIGINT)
        return told(self, done)

    monkeypatch.setattr(Progress, "__call__", interrupted)
    code, answer, _ = run("simulate", _base(run), "--sample", file)
    assert (code, answer["complete"], answer["items"]) == (130, False, 1000)


def test_values_of_a_draft_are_changed_at_their_places(run: Any) -> None:
    run("draft", _base(run), "parcel-2027", *BY_FIRST, **FIRST)
    code, made, _ = run("set", "parcel-2027", "fees[1].percent=0.5", "discounts[1].multiplier=0.75",
                        "zones.routes[CN-BJ][CN-GD]=6", *BY_FIRST, **FIRST)  # fmt: skip
    assert (code, made["status"], made["revision"]) == (0, "draft", 2)
    keys = {change["key"]: change["after"] for change in run("diff", _base(run), "parcel-2027")[1]["keys"]}
    assert (keys["fees[insurance].percent"], keys["discounts[STUDENT_ID].multiplier"]) == ("0.5", "0.75")
    code, refused, _ = run("set", "parcel-2027", "fees[1].percent=some", *BY_FIRST, **FIRST)
    assert (code, refused["refused"]["code"]) == (3, "wrong-cell")
    assert "fees[1].percent" in refused["refused"]["message"]
    assert run("set", "parcel-2027", "fees", *BY_FIRST, **FIRST)[0] == 2
    assert run("set", _base(run), "source=x", *BY_FIRST, **FIRST)[1]["refused"]["code"] == "wrong-status"


def test_a_quote_is_by_what_this_office_has_published(
    run: Any, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    question = [
        "quote",
        "--service",
        "300",
        "--from",
        "CN-BJ",
        "--zone",
        "1",
        "--weight-g",
        "900",
        "--home",
        str(office),
    ]
    run("draft", _base(run), "parcel-2027", *BY_FIRST, **FIRST)
    run("set", "parcel-2027", "bands[1].price[1]=5.55", *BY_FIRST, **FIRST)
    run("mark-checked", "parcel-2027", *BY_FIRST, **FIRST)
    run("approve", "parcel-2027", *BY_SECOND, **SECOND)
    assert main([*question, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["total"] == 500
    run("publish", "parcel-2027", "--from", "today", *BY_FIRST, **FIRST)
    assert main([*question, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["total"], told["tariff"]) == (555, "parcel-2027")


def test_an_office_that_is_not_filled_in_quotes_by_the_shipped_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = ["--home", str(tmp_path / "new")]
    assert main(["init", *home]) == 0
    capsys.readouterr()
    assert (
        main(["quote", "--service", "307", "--from", "CN-BJ", "--to", "CN-GD", "--weight-g", "1", *home, "--json"]) == 0
    )
    assert json.loads(capsys.readouterr().out)["total"] == 400


def test_a_cheaper_way_is_proposed_in_one_sentence(capsys: pytest.CaptureFixture[str], office: Path) -> None:
    question = ["quote", "--service", "300", "--from", "CN-BJ", "--to", "CN-GD", "--weight-g", "3500", "--all"]
    assert main([*question, "--home", str(office), "--json"]) == 0
    advice = json.loads(capsys.readouterr().out)["advice"]
    assert (advice["service"], advice["saves"]) == ("307", 1000)
    assert main([*question, "--home", str(office)]) == 0
    told = capsys.readouterr().out
    assert told.rstrip().endswith(advice["text"])
    assert "* cheapest" in told


def test_every_change_is_kept_with_the_reason_of_its_draft(run: Any, office: Path) -> None:
    run("draft", _base(run), "parcel-2027", *BY_FIRST, **FIRST)
    run("set", "parcel-2027", "fees[1].percent=0.5", "--staff", "wangfang", **FIRST)
    run("mark-checked", "parcel-2027", "--staff", "wangfang", **FIRST)
    acts = open_core(office).tariffs.acts("parcel-2027")
    assert [(act.act, act.reason) for act in acts] == [(act, "new fees") for act in ("draft", "edit", "check")]
