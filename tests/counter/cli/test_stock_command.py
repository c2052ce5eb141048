"""The stock of supplies from the command line."""

import json
from pathlib import Path

import pytest

from counter.cli.main import main


def test_a_delivery_and_a_count(
    sample_home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*words: str, pin: str = "9999") -> tuple[int, dict[str, object]]:
        monkeypatch.setenv("COUNTER_PIN", pin)
        code = main(["stock", *words, "--home", str(sample_home), "--json"])
        return code, json.loads(capsys.readouterr().out)

    assert run("intake", "BOX1", "20", "--note", "note 7", "--clerk", "wangfang")[1]["left"] == 20
    code, refused = run("count", "BOX1", "19", "--clerk", "wangfang")
    assert (code, refused["refused"]["code"]) == (3, "reason-missing")  # type: ignore[index]
    assert run("count", "BOX1", "19", "--reason", "torn", "--clerk", "wangfang")[1]["left"] == 19
    code, refused = run("intake", "BOX1", "1", "--clerk", "zhangmin", pin="1111")
    assert (code, refused["refused"]["code"]) == (3, "role-forbids")  # type: ignore[index]
    moves = run("moves", "BOX1")[1]["moves"]
    assert isinstance(moves, list)
    assert [(m["kind"], m["change"], m["after"]) for m in moves] == [("count", -1, 19), ("intake", 20, 20)]
    supplies = run("list")[1]["supplies"]
    assert isinstance(supplies, list)
    assert (supplies[0]["code"], supplies[0]["left"], supplies[0]["note"]["en"]) == ("BOX1", 19, "sample price")
    assert run("moves", "NONE")[0] == 2
