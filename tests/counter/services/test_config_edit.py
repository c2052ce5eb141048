"""The wizard changes what it was asked to change, and nothing else of counter.toml."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.bootstrap.sample import CONFIG, UNFILLED
from counter.services.config_edit import EditFailed, Values, replace_file, set_named, set_table


def _changed(before: str, after: str) -> list[str]:
    return [line for line in after.splitlines() if line not in before.splitlines()]


def test_only_the_lines_asked_for_change_and_comments_stay() -> None:
    text = set_table(UNFILLED, "scale", {"protocol": "sma", "port": "/dev/serial/by-id/usb-x#2400 8N1"})
    assert _changed(UNFILLED, text) == [
        'protocol = "sma"',
        'port = "/dev/serial/by-id/usb-x#2400 8N1" # a device path, best of /dev/serial/by-id; '
        "counter devices list shows them",
    ]


def test_a_key_that_is_missing_goes_into_its_table() -> None:
    text = set_table(CONFIG, "scale", {"unit": "g"})
    assert tomllib.loads(text)["scale"]["unit"] == "g"
    assert text.index('unit = "g"') < text.index("[[printers]]")


def test_a_table_that_is_missing_goes_to_the_end() -> None:
    text = set_table(CONFIG, "pole", {"port": "/dev/ttyS1", "behind_printer": False})
    assert text.startswith(CONFIG.rstrip())
    assert tomllib.loads(text)["pole"] == {"port": "/dev/ttyS1", "behind_printer": False}


def test_one_of_several_printers_changes_and_a_new_one_is_added() -> None:
    two = set_named(CONFIG, "printers", "back", {"port": "tcp://10.0.0.2:9100", "roles": ("report",)})
    three = set_named(two, "printers", "printer", {"fallback": "back"})
    printers = tomllib.loads(three)["printers"]
    assert [(p["name"], p.get("fallback")) for p in printers] == [("printer", "back"), ("back", None)]
    assert printers[1]["roles"] == ["report"]


@pytest.mark.parametrize(
    "odd",
    [
        'scale = {port = ""}\n',
        '[scale]\nport = """\nx"""\n',
        'scale.port = ""\n',
    ],
)
def test_what_is_written_too_cleverly_is_left_alone(odd: str) -> None:
    with pytest.raises(EditFailed):
        set_table(odd, "scale", {"port": "/dev/ttyS0"})


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=30), st.integers(0, 10**6), st.booleans())
def test_any_value_comes_back_as_it_was_given(text: str, number: int, flag: bool) -> None:
    values: Values = {"port": text, "minimum_g": number, "odd": flag}
    try:
        edited = set_table(CONFIG, "scale", values)
    except EditFailed:
        assert any(not c.isprintable() for c in text), "only what no address holds may fail"
        return
    assert {k: tomllib.loads(edited)["scale"][k] for k in values} == values


def test_the_old_file_stays_beside_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "counter.toml"
    path.write_text("a = 1\n", encoding="utf-8")
    path.chmod(0o600)
    old = replace_file(path, "a = 2\n")
    assert (old.read_text(), path.read_text(), path.stat().st_mode & 0o777) == ("a = 1\n", "a = 2\n", 0o600)
