"""The examples of the schema's reference are tables, and say what the reference says of them."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import tariffs
from tariffs.catalogue import Catalogue
from tariffs.document import read_table
from tariffs.quoting import Quote
from tests.tariffs.tables import ask, plain

DOCS = Path(tariffs.__file__).parents[1] / "docs"
SCHEMA = (DOCS / "tariff-schema.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```toml\n(.*?)```\n((?:<!-- .*? -->\n)*)", re.S)


def _examples() -> Iterator[tuple[str, int, str, str]]:
    for block, comments in BLOCK.findall(SCHEMA):
        for grams, zone, answer in re.findall(r"<!-- (\d+) (\w+) (\S+) -->", comments):
            yield block, int(grams), zone, answer


@pytest.mark.parametrize(("block", "grams", "zone", "answer"), _examples())
def test_an_example_costs_what_stands_below_it(block: str, grams: int, zone: str, answer: str) -> None:
    catalogue = Catalogue.shipped().with_tables([read_table(plain(**tomllib.loads(block)))])
    told = catalogue.quote(ask("XX/parcel", grams, zone=zone))
    assert (str(told.total) if isinstance(told, Quote) else told.code) == answer


def test_every_block_is_toml_with_known_keys() -> None:
    blocks = [tomllib.loads(block) for block, _ in BLOCK.findall(SCHEMA)]
    assert len(blocks) > 20
    known = {"external", "use", "code", "name", "options", "services", "volumetric", "formats", "scope"}
    known |= {"tax", "rounding", "delivery_days", "discounts", "fees", "zones", "bands", *plain()}
    known |= {"valid_to", "valid_from_assumed", "status", "confidence", "notice", "notes"}
    assert {key for block in blocks for key in block} <= known


def _guide(language: str) -> list[str]:
    text = (DOCS / "tariff-new-post.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.S)


def test_the_guides_post_can_be_typed_and_quoted(tmp_path: Path) -> None:
    (tmp_path / "parcel-2026.toml").write_text(_guide("toml")[-1], encoding="utf-8")
    catalogue = Catalogue.load(tmp_path)
    quote = catalogue.quote(ask("IS/parcel", 3400, origin="IS", zone="far", declared=30_000))
    assert isinstance(quote, Quote)
    assert [(line.code, line.amount) for line in quote.lines] == [
        ("first-weight", 1450),
        ("additional-weight", 690),
        ("insurance", 450),
        ("tax", 622),
        ("rounding", -2),
    ]
    assert quote.total == 3210


def test_the_guides_sheet_is_the_same_table(tmp_path: Path) -> None:
    from tariffs.sheet import import_csv

    (tmp_path / "parcel-2026.toml").write_text(_guide("toml")[-1], encoding="utf-8")
    ready = Catalogue.load(tmp_path).ready("IS-parcel-2026")
    assert ready is not None
    assert import_csv(_guide("csv")[-1].encode()) == ready.table


def test_the_guides_mistakes_are_told_as_it_says(tmp_path: Path) -> None:
    from tariffs.files import check_file

    text = _guide("toml")[-1].replace("upto_g = 10000", "upto = 10000").replace("2026-03-01", '"March"')
    (tmp_path / "parcel-2026.toml").write_text(text.replace("1450]", "14.5]"), encoding="utf-8")
    guide = (DOCS / "tariff-new-post.md").read_text(encoding="utf-8")
    problems = check_file(tmp_path / "parcel-2026.toml")
    assert len(problems) == 3
    assert all(f"parcel-2026.toml: {problem.line()}\n" in guide for problem in problems)
