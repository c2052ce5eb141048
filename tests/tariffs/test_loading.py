"""Tables from a folder: in front of the shipped ones, with errors that name file, key and what to do."""

from datetime import date
from pathlib import Path

import pytest

from tariffs.catalogue import Catalogue
from tariffs.problems import TariffError
from tests.tariffs.tables import ask, quoted, refused, shipped

NEWSPAPER = """
id = "KE-parcel-2026"
services = "KE/parcel"
name = { zh = "肯尼亚包裹", en = "Kenya parcel" }
currency = "KES"
valid_from = 2026-01-01
source = "a newspaper of 2026-01-02"

[scope]
origins = "KE"
destinations = "KE"

[[bands]]
upto_g = 20000
first_g = 1000
price = [35000]
step_g = 500
step = [4550]
"""


def test_a_post_that_is_not_shipped_needs_no_code(tmp_path: Path) -> None:
    (tmp_path / "kenya.toml").write_text(NEWSPAPER, encoding="utf-8")
    catalogue = Catalogue.load(tmp_path)
    quote = quoted(ask("KE/parcel", 2100, origin="KE", to="KE"), catalogue)
    assert (quote.total, quote.currency) == (35000 + 3 * 4550, "KES")
    assert [service.code for service in catalogue.services("KE")] == ["KE/parcel"]
    assert [offer.result.service for offer in catalogue.quote_all(ask("", 2100, origin="KE", to="KE"))] == ["KE/parcel"]
    assert quoted(ask("307", 900, to="CN-GD"), catalogue).total == 400


def test_a_table_with_a_shipped_id_replaces_it(tmp_path: Path) -> None:
    from tariffs.writing import toml_text

    text = toml_text(shipped("CN-hometown-sticker-2026")).replace("price = [400]", "price = [450]")
    (tmp_path / "sticker.toml").write_text(text, encoding="utf-8")
    catalogue = Catalogue.load(tmp_path)
    assert quoted(ask("307", 900, to="CN-GD"), catalogue).total == 450
    assert quoted(ask("307", 900, to="CN-GD")).total == 400
    assert len([version for version in catalogue.versions() if version.id == "CN-hometown-sticker-2026"]) == 1


def test_a_folder_may_use_what_is_shipped(tmp_path: Path) -> None:
    text = NEWSPAPER.replace("[scope]", '[use]\nfees = ["fees-parcels:insurance"]\n\n[scope]')
    (tmp_path / "kenya.toml").write_text(text, encoding="utf-8")
    assert quoted(ask("KE/parcel", 900, origin="KE", to="KE", declared=10_000), Catalogue.load(tmp_path)).total == 35100


def test_drafts_may_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "kenya.toml").write_text(NEWSPAPER, encoding="utf-8")
    asked = ask("KE/parcel", 900, origin="KE", to="KE")
    assert refused(asked, Catalogue.load(tmp_path, drafts=False)).code == "unknown-service"
    (tmp_path / "kenya.toml").write_text('status = "in-force"\n' + NEWSPAPER, encoding="utf-8")
    assert quoted(asked, Catalogue.load(tmp_path, drafts=False)).total == 35000


def test_a_draft_on_trial(tmp_path: Path) -> None:
    from dataclasses import replace

    draft = replace(shipped("CN-hometown-sticker-2026"), id="CN-hometown-sticker-2027", valid_from=date(2026, 10, 1))
    catalogue = Catalogue.shipped().with_tables([draft])
    assert quoted(ask("307", 900, to="CN-GD"), catalogue).tariff == "CN-hometown-sticker-2026"
    assert quoted(ask("307", 900, to="CN-GD", on=date(2026, 10, 1)), catalogue).tariff == "CN-hometown-sticker-2027"


MISTAKES = {
    "price = [35000]": ("price = [35000.5]", "bands[1].price[1]"),
    "price = [35000] ": ("price = [1, 2]", "bands[1].price"),
    "upto_g = 20000": ("upto = 20000", "bands[1].upto"),
    'currency = "KES"': ("", "currency"),
    'currency = "KES" ': ("currency = 5", "currency"),
    "valid_from = 2026-01-01": ('valid_from = "soon"', "valid_from"),
    "step = [4550]": ("", "bands[1].step_g"),
    '[scope]\norigins = "KE"': ('[scope]\norigins = ["KE"]', "scope.origins"),
    'name = { zh = "肯尼亚包裹", en = "Kenya parcel" }': ('name = "Kenya parcel"', "name"),
    "[scope]": ('[use]\nfees = ["fees-parcels:nothing"]\n\n[scope]', "use.fees"),
    "[scope]  ": ('[use]\nzones = "../../secrets"\n\n[scope]', "use"),
    'id = "KE-parcel-2026"': ('id = "../KE"', "id"),
    'source = "a newspaper of 2026-01-02"': ('source = "\\u001b[2J"', "source"),
    'services = "KE/parcel"': ('services = "KE/\\u202e"', "services"),
    "[scope] ": ('[use]\nzones = "nowhere"\n\n[scope]', "use"),
}


@pytest.mark.parametrize("good", MISTAKES)
def test_an_error_names_file_key_and_advice(tmp_path: Path, good: str) -> None:
    bad, place = MISTAKES[good]
    (tmp_path / "kenya.toml").write_text(NEWSPAPER.replace(good.strip(), bad, 1), encoding="utf-8")
    with pytest.raises(TariffError) as caught:
        Catalogue.load(tmp_path)
    assert caught.value.source == "kenya.toml"
    assert place in [problem.place for problem in caught.value.problems]
    assert all(problem.advice["zh"] and problem.advice["en"] for problem in caught.value.problems)
    assert str(caught.value).startswith("kenya.toml: ")


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = NEWSPAPER.replace("35000", '"x"').replace("4550", "true").replace('"KES"', "1").replace("2026-01-01", "1")
    (tmp_path / "kenya.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TariffError) as caught:
        Catalogue.load(tmp_path)
    assert len(caught.value.problems) == 4


@pytest.mark.parametrize("content", [b"id = [", b"id = 'x'\nid = 'y'", b"\xff\xfe\x00", b"#" + b" " * 2_000_001])
def test_a_file_that_is_no_table(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.toml").write_bytes(content)
    with pytest.raises(TariffError) as caught:
        Catalogue.load(tmp_path)
    assert "broken.toml" in caught.value.source


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(TariffError):
        Catalogue.load(tmp_path / "nowhere")


def test_the_index_of_each_post_agrees_with_its_tables() -> None:
    catalogue = Catalogue.shipped()
    for service in catalogue.services():
        for version in catalogue.versions():
            assert (service.code not in version.services) or service.zones
    listed = {service.code for service in catalogue.services()}
    assert {code for version in catalogue.versions() for code in version.services} <= listed


def test_every_file_of_tables_is_listed() -> None:
    import tariffs

    folder = Path(tariffs.__file__).parent / "data"
    files = [path for path in folder.rglob("*.toml") if path.read_text(encoding="utf-8").startswith("id = ")]
    assert len(files) == len(Catalogue.shipped().versions())


def test_every_version_says_where_it_comes_from() -> None:
    for version in Catalogue.shipped().versions():
        assert version.source
        assert version.confidence
        assert version.notice["zh"] == "第三方整理，未经核实"


def test_other_fees_are_looked_up_and_never_charged() -> None:
    fees = {fee.code: fee for fee in Catalogue.shipped().other_fees("CN-BJ")}
    assert fees["domestic-withdraw-or-change-addressee"].amount == 300
    assert fees["abroad-international-reply-coupon"].amount == 1200
    assert Catalogue.shipped().other_fees("FR") == ()


def test_an_inferred_route_says_so(tmp_path: Path) -> None:
    text = NEWSPAPER.replace('"KE"\ndestinations = "KE"', '"KE KE-*"\ndestinations = "KE KE-*"').replace(
        "[[bands]]",
        '[zones]\nby = "route"\n'
        'routes = { KE-1 = { any = "KE-2" } }\ninferred = { KE-2 = { any = "KE-1" } }\n\n[[bands]]',
    )
    (tmp_path / "kenya.toml").write_text(text, encoding="utf-8")
    catalogue = Catalogue.load(tmp_path)
    assert "inferred" not in quoted(ask("KE/parcel", 100, origin="KE-1", to="KE-2"), catalogue).notice.get("en", "")
    assert "inferred" in quoted(ask("KE/parcel", 100, origin="KE-2", to="KE-1"), catalogue).notice["en"]
    assert refused(ask("KE/parcel", 100, origin="KE-1", to="KE-1"), catalogue).code == "no-route"


def test_one_file_of_any_kind(tmp_path: Path) -> None:
    from tariffs.files import check_file, read_file
    from tariffs.sheet import export_csv, export_xlsx

    toml = tmp_path / "kenya.toml"
    toml.write_text(NEWSPAPER, encoding="utf-8")
    table = read_file(toml)
    (tmp_path / "kenya.CSV").write_bytes(export_csv(table))
    (tmp_path / "kenya.xlsx").write_bytes(export_xlsx(table))
    assert read_file(tmp_path / "kenya.CSV") == read_file(tmp_path / "kenya.xlsx") == table
    assert check_file(toml) == ()
    toml.write_text(NEWSPAPER.replace("[35000]", "[1, 2]"), encoding="utf-8")
    assert [problem.place for problem in check_file(toml)] == ["bands[1].price"]
