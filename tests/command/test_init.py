"""`init`: the new folder reads well, and nothing of the user's is overwritten."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programme_folder import TODAY, new_folder

from cloud_unless.folder import read_folder
from cloud_unless.init import scaffold, scaffold_texts
from cloud_unless.programme_checks import check_programme
from inventory.importing import import_file
from inventory.lifecycle import support
from inventory.merge import merge
from inventory.products import load_products
from migration.decide.assess import assess
from migration.model import Programme
from migration.money.costs import group_costs
from migration.money.tables import load_prices
from migration.plan.move_groups import move_groups
from migration.plan.stage_names import WORDS
from safeio.errors import InputError, StorageError
from safeio.yaml_files import parse_yaml

REGISTERS = ("applications", "contracts", "deployments", "interfaces", "licences", "things")


def test_the_new_folder_holds_these_files(tmp_path: Path) -> None:
    made = scaffold(tmp_path / "p", TODAY)
    names = [str(path.relative_to(tmp_path / "p")) for path in made]
    assert names == [
        ".gitignore",
        ".schemas/approval.schema.json",
        ".schemas/exemptions.schema.json",
        ".schemas/landing-zone.schema.json",
        ".schemas/programme.schema.json",
        ".schemas/rule.schema.json",
        ".schemas/rule_cases.schema.json",
        ".schemas/sources.schema.json",
        ".schemas/standards.schema.json",
        ".schemas/unless.schema.json",
        ".schemas/waves.schema.json",
        "Pulumi.yaml",
        "README.md",
        "__main__.py",
        "applications.csv",
        "contracts.csv",
        "deployments.csv",
        "exemptions.yaml",
        "initiatives.csv",
        "interfaces.csv",
        "landing-zone.yaml",
        "licences.csv",
        "prices/allowances.csv",
        "programme.yaml",
        "sources.yaml",
        "standards.yaml",
        "things.csv",
        "unless.yaml",
        "waves.yaml",
    ]


def test_the_new_folder_reads_without_a_complaint(tmp_path: Path) -> None:
    read = read_folder(new_folder(tmp_path / "p"))
    assert (read.rejected, read.warnings) == ((), ())
    assert [one.id for one in read.folder.initiatives] == ["landing-zone", "online-forms"]


@pytest.mark.parametrize("name", REGISTERS)
def test_every_register_of_the_new_folder_imports(name: str, tmp_path: Path) -> None:
    found = import_file(new_folder(tmp_path / "p") / f"{name}.csv", TODAY)
    assert found.format == name
    assert (found.rejected, found.warnings) == ((), ())
    assert found.claims


def test_the_new_folder_leads_to_decisions_with_every_price_known(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "p")
    read = read_folder(folder)
    programme, products = read.folder.programme, load_products()
    claims = tuple(claim for name in REGISTERS for claim in import_file(folder / f"{name}.csv", TODAY).claims)
    estate = merge(claims, programme.sites, programme.organisations, products)
    decided, violations = assess(estate, support(estate, products, TODAY), read.folder.unless, TODAY)
    costs = group_costs(move_groups(estate, decided), decided, estate, programme, (*read.folder.prices, *load_prices()))
    assert (estate.warnings, violations) == ((), ())
    assert {one.route for one in decided} == {"replace", "replatform", "rehost"}
    assert [item.what for group in costs for item in group.items if item.gbp is None] == []


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2024, 1, 1), date(2060, 12, 31)))
def test_whatever_the_day_the_dates_agree(today: date) -> None:
    programme = parse_yaml(scaffold_texts(today)["programme.yaml"], "programme.yaml", Programme)
    check_programme(programme)
    assert programme.plan_from.weekday() == 0
    assert timedelta(weeks=2) <= programme.plan_from - today <= timedelta(weeks=3)
    assert all(gate.dates for gate in programme.gates)


def test_the_same_day_gives_the_same_bytes() -> None:
    assert scaffold_texts(TODAY) == scaffold_texts(TODAY)


def test_commented_examples_of_exceptions_and_pins_are_right_when_uncommented(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "p")
    for name in ("unless.yaml", "waves.yaml", "sources.yaml"):
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        start = lines.index("#") + 1
        example = [line[2:] for line in lines[start:] if line.startswith("# ")]
        (folder / name).write_text("\n".join(["schema_version: 1", *example]), encoding="utf-8")
    read = read_folder(folder)
    assert len(read.folder.unless) == len(read.folder.waves) == len(read.sources.imports) == 1
    assert len(read.folder.pins) == len(read.sources.targets) == 2


def test_nothing_is_overwritten_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "waves.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match=r"waves\.yaml"):
        scaffold(tmp_path, TODAY)
    assert [path.name for path in tmp_path.iterdir()] == ["waves.yaml"]
    assert (tmp_path / "waves.yaml").read_text(encoding="utf-8") == "mine"


def test_X_05_a_dangling_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "README.md").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError, match=r"README\.md"):
        scaffold(tmp_path, TODAY)
    assert not (tmp_path / "elsewhere").exists()


def test_X_04_the_folder_is_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        made = scaffold(tmp_path / "new" / "programme", TODAY)
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in made} == {0o600}
    folders = (tmp_path / "new", tmp_path / "new" / "programme", tmp_path / "new" / "programme" / "prices")
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o700}


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="folder is needed"):
        scaffold(tmp_path / "p", TODAY)


def test_a_folder_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "p").write_text("", encoding="utf-8")
    with pytest.raises(StorageError):
        scaffold(tmp_path / "p" / "inside", TODAY)


def test_every_example_and_every_made_up_figure_is_marked(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "p")
    for name in ("applications.csv", "initiatives.csv"):
        _, *rows = (folder / name).read_text(encoding="utf-8").splitlines()
        assert all(",Example: " in row for row in rows)
    prices = (folder / "prices" / "allowances.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert all("illustrative" in row for row in prices)


def test_the_line_on_stages_may_be_taken_as_it_stands() -> None:
    text = scaffold_texts(TODAY)["programme.yaml"]
    programme = parse_yaml(text.replace("# stages:", "stages:"), "programme.yaml", Programme)
    check_programme(programme)
    assert programme.objective.stages == ("risk",)
    assert all(f"{measure}," in text or f"{measure}." in text or measure == "risk" for measure in WORDS)
