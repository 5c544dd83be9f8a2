"""The folder of a planted estate: the command reads what the benchmark wrote."""

from __future__ import annotations

from pathlib import Path

from benchmarks.planted_estate import Size, planted
from benchmarks.planted_folder import write_folder
from cloud_unless.folder import read_folder
from cloud_unless.landing_zone import read_landing_zone
from cloud_unless.stages import read_estate


def test_L_04_the_folder_of_a_planted_estate_is_read_as_it_was_planted(tmp_path: Path) -> None:
    made = planted(Size(applications=6, servers=20, months=24, organisations=2, initiatives=4)).inputs
    write_folder(tmp_path / "planted", made)
    read = read_folder(tmp_path / "planted")
    assert read.folder.programme == made.folder.programme
    assert {one.id: one for one in read.folder.initiatives} == {one.id: one for one in made.folder.initiatives}
    councils = {one.organisation_id for one in read_landing_zone(tmp_path / "planted")[0].subscriptions}
    assert {one.id for one in made.folder.programme.organisations} <= councils
    assert read.rejected == () and read_estate(tmp_path / "planted")[0] == made.estate
