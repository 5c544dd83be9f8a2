"""What programme.yaml says for the planner beyond what `init` writes: taken in where it can be true, else refused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from programme_folder import changed

from cloud_unless.folder import read_folder
from migration.model import DataCopy, OfflineDevice
from safeio.errors import InputError

ANCHOR = "\nscrutiny:"


def with_line(folder: Path, line: str) -> Path:
    """A new folder whose programme.yaml has one line more."""
    return changed(folder, "programme.yaml", ANCHOR, f"\n{line}{ANCHOR}")


def test_how_data_is_copied_is_read(tmp_path: Path) -> None:
    line = 'copying: {daily_change_percent: 1.5, device: {capacity_gib: 80000, lead_weeks: 4, gbp: "950.00"}}'
    read = read_folder(with_line(tmp_path / "p", line))
    device = OfflineDevice(capacity_gib=80_000, lead_weeks=4, gbp=Decimal("950.00"))
    assert read.folder.programme.copying == DataCopy(daily_change_percent=Decimal("1.5"), device=device)


BROKEN = {
    "copying: {daily_change_percent: 101}": "copying.daily_change_percent",
    "copying: {device: {capacity_gib: 0, lead_weeks: 4}}": "copying.device.capacity_gib",
    "copying: {device: {capacity_gib: 1, lead_weeks: 0}}": "copying.device.lead_weeks",
    "copying: {device: {capacity_gib: 1, lead_weeks: 1, gbp: -1}}": "copying.device.gbp",
    "prerequisites: [{initiative: moon-base}]": "initiatives.csv",
    "prerequisites: [{initiative: landing-zone, organisations: [nobody]}]": "prerequisites landing-zone, organisations",
    "rollout_learning: 1.2": "rollout_learning",
    "most_moves_a_week: 0": "most_moves_a_week",
    "critical_apart: 5": "critical_apart",
    "shared_services: {dependants: 0}": "shared_services.dependants",
    "shared_services: {place: middle}": "shared_services.place",
    "splitting: {most_parts: 0}": "splitting.most_parts",
    "splitting: {most_parts: 13}": "splitting.most_parts",
    "splitting: {within_weeks: -1}": "splitting.within_weeks",
    "pilots: {weeks: -1}": "pilots.weeks",
    "pilots: {critical: 0}": "pilots.critical",
    "pilots: {critical: 3, pilot_from: 3}": "pilots.pilot_from",
}


@pytest.mark.parametrize("line", sorted(BROKEN))
def test_what_cannot_be_true_is_refused(line: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as found:
        read_folder(with_line(tmp_path / "p", line))
    assert BROKEN[line] in str(found.value) and found.value.remedy


def test_an_initiative_that_is_rolled_out_is_a_build_and_its_roll_outs(tmp_path: Path) -> None:
    folder = changed(tmp_path / "p", "programme.yaml", ANCHOR, f"\nprerequisites: [{{initiative: hub}}]{ANCHOR}")
    head = "id,name,must_do,duration_weeks,organisation_ids,rollout_order,rollout_weeks,rollout_part\n"
    rows = "hub,Hub,yes,8,our-council,our-council,3,0.2\nforms,Forms,yes,8,our-council,,,\n"
    (folder / "initiatives.csv").write_text(head + rows, encoding="utf-8")
    found = read_folder(folder)
    assert [one.id for one in found.folder.initiatives] == ["forms", "hub", "hub-at-our-council"]
    assert found.rejected == () and found.warnings == ()


def test_a_roll_out_without_its_part_rejects_the_row(tmp_path: Path) -> None:
    folder = changed(tmp_path / "p", "programme.yaml", ANCHOR, ANCHOR)
    head = "id,name,must_do,duration_weeks,organisation_ids,rollout_order,rollout_weeks\n"
    (folder / "initiatives.csv").write_text(head + "hub,Hub,yes,8,our-council,our-council,3\n", encoding="utf-8")
    [bad] = read_folder(folder).rejected
    assert (bad.field, bad.row) == ("rollout_part", 2)
