"""Monthly accounts from the command line."""

import json
from pathlib import Path

import pytest

from counter.cli.main import main


def test_an_account_is_opened_listed_and_stated(
    sample_home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTER_PIN", "9999")

    def run(*words: str) -> dict[str, object]:
        assert main(["account", *words, "--home", str(sample_home), "--json"]) == 0
        found: dict[str, object] = json.loads(capsys.readouterr().out)
        return found

    assert run("save", "A1", "东单书店", "1200.50", "--clerk", "wangfang")["limit"] == 120050
    listed = run("list")["accounts"]
    assert isinstance(listed, list)
    account = listed[0]
    assert (account["name"], account["owes"], account["active"]) == ("东单书店", 0, True)
    assert run("save", "A1", "东单书店", "0", "--closed", "--clerk", "wangfang")["active"] is False
    told = run("statement", "A1", "--first", "2026-01-01", "--last", "2030-01-01")
    assert (told["before"], told["lines"], told["after"]) == (0, [], 0)
    with pytest.raises(SystemExit):
        main(["account", "save", "A1", "x", "much", "--clerk", "wangfang", "--home", str(sample_home)])
