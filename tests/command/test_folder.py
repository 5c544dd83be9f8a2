"""Reading a programme folder: what is there, what may be left out, and what cannot be true."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from programme_folder import changed, new_folder

from cloud_unless.folder import read_folder
from safeio.errors import InputError


def refused(folder: Path) -> str:
    with pytest.raises(InputError) as found:
        read_folder(folder)
    assert found.value.exit_code == 2
    assert found.value.remedy
    return str(found.value)


def test_every_file_read_is_named_with_its_hash(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "p")
    read = read_folder(folder)
    assert list(read.files) == [
        "initiatives.csv",
        "prices/allowances.csv",
        "programme.yaml",
        "sources.yaml",
        "unless.yaml",
        "waves.yaml",
    ]
    for name, digest in read.files.items():
        assert digest == hashlib.sha256((folder / name).read_bytes()).hexdigest()


def test_only_the_programme_must_be_there(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "p")
    for name in ("initiatives.csv", "sources.yaml", "unless.yaml", "waves.yaml", "prices/allowances.csv"):
        (folder / name).unlink()
    read = read_folder(folder)
    assert list(read.files) == ["programme.yaml"]
    assert (read.folder.unless, read.folder.initiatives, read.folder.prices) == ((), (), ())


def test_a_folder_without_programme_is_refused(tmp_path: Path) -> None:
    assert "programme.yaml" in refused(tmp_path)


def test_files_are_read_the_same_way_twice(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "p")
    assert read_folder(folder) == read_folder(folder)


# Each case: the file, what stands there, what is put in its place, and words the message must hold.
BROKEN = {
    "another form": ("programme.yaml", "schema_version: 1", "schema_version: 2", ["schema_version", "not known"]),
    "unknown key": ("programme.yaml", "wave_weeks: 4", "wave_week: 4", ["wave_week", "wave_weeks"]),
    "bad date": ("programme.yaml", "plan_to: 2029-03-31", "plan_to: 2029-02-31", ["plan_to", "2029-02-31"]),
    "plan backwards": ("programme.yaml", "plan_to: 2029-03-31", "plan_to: 2026-03-31", ["plan_from", "not before"]),
    "not a Monday": ("programme.yaml", "plan_from: 2026-12-07", "plan_from: 2026-12-09", ["Wednesday", "2026-12-07"]),
    "no waves": ("programme.yaml", "wave_weeks: 4", "wave_weeks: 0", ["wave_weeks"]),
    "endless": ("programme.yaml", "plan_to: 2029-03-31", "plan_to: 2129-03-31", ["plan_to", "2100"]),
    "eleven years": ("programme.yaml", "plan_to: 2029-03-31", "plan_to: 2037-03-31", ["plan_to", "10 years"]),
    "year without ceiling": ("programme.yaml", "year: 2027/28", "year: 2031/32", ["our-council", "2027/28", "ceiling"]),
    "not a year": ("programme.yaml", "year: 2027/28", "year: 2027/29", ["2027/29", "2027/28"]),
    "year twice": ("programme.yaml", "year: 2027/28", "year: 2026/27", ["2026/27", "twice"]),
    "money with pence": ("programme.yaml", "capital_gbp: 150000", "capital_gbp: 1500.50", ['"1500.50"']),
    "ceiling below zero": ("programme.yaml", "capital_gbp: 150000", "capital_gbp: -1", ["capital_gbp", "0 to"]),
    "ceiling too large": ("programme.yaml", "capital_gbp: 150000", 'capital_gbp: "1e99999"', ["capital_gbp", "0 to"]),
    "unknown council": ("programme.yaml", "serves: [our-council]", "serves: [our-councl]", ["our-council", "teams"]),
    "unknown second site": ("programme.yaml", "second_site: other-site", "second_site: site-c", ["site-c", "sites"]),
    "its own second site": ("programme.yaml", "second_site: other-site", "second_site: main-site", ["itself"]),
    "unknown site of link": ("programme.yaml", "site_id: main-site", "site_id: nowhere", ["nowhere", "links"]),
    "share over one": ("programme.yaml", "share_in_hours: 0.3", "share_in_hours: 3", ["share_in_hours", "0 to 1"]),
    "no speed": ("programme.yaml", "mbps: 1000", "mbps: 0", ["mbps"]),
    "same id twice": ("programme.yaml", "id: other-site", "id: main-site", ["main-site", "twice"]),
    "not an id": ("programme.yaml", "{id: other-site,", "{id: Other Site,", ["'Other Site'", "other-site"]),
    "effort below zero": ("programme.yaml", "{fixed: 15,", "{fixed: -15,", ["effort.replace.applications"]),
    "price below zero": ("programme.yaml", "2: 2000", "2: -2000", ["unsupported_week_gbp.2"]),
    "skill of nobody": ("programme.yaml", "    dba: {", "    dbas: {", ["effort.replatform.dbas", "dba?"]),
    "freeze backwards": ("programme.yaml", "to: 2027-01-03", "to: 2026-01-03", ["freezes", "Christmas"]),
    "T-02 last day of all": ("programme.yaml", "plan_to: 2029-03-31", "plan_to: 9999-12-31", ["plan_to", "2100"]),
    "T-02 first day of all": ("programme.yaml", "dates: [2026-12-09,", "dates: [0001-01-01,", ["gates", "2000"]),
    "T-02 pin at the end of time": (
        "waves.yaml",
        "\npins: []",
        "\npins: [{application_id: a, cut_over: 9999-12-31}]",
        ["pins a", "2100"],
    ),
    "weeks without end": ("programme.yaml", "lead_weeks: 1", "lead_weeks: 99999999", ["lead_weeks", "520"]),
    "pin before itself": (
        "waves.yaml",
        "\npins: []",
        "\npins: [{application_id: a, not_before: 2027-06-01, deadline: 2027-05-01}]",
        ["waves.yaml", "deadline"],
    ),
    "approved by nobody": (
        "waves.yaml",
        "\nwaves: []",
        "\nwaves: [{id: w-2027-01-04, state: approved}]",
        ["approver", "w-2027-01-04"],
    ),
    "pin twice": (
        "waves.yaml",
        "\npins: []",
        "\npins: [{application_id: a}, {application_id: a}]",
        ["pins", "twice"],
    ),
    "source of unknown site": (
        "sources.yaml",
        "\nimports: []",
        "\nimports: [{file: a.xlsx, site: main-sit}]",
        ["imports[0].site", "main-site"],
    ),
    "a target is more than a range": ("sources.yaml", "\ntargets: []", "\ntargets: [10.0.0.0/24]", ["targets"]),
    "missing column": ("initiatives.csv", "duration_weeks", "duration", ["duration_weeks"]),
    "column twice": ("initiatives.csv", "score_residents", "score_saving", ["score_saving"]),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_cannot_be_true_is_refused_with_its_key(case: str, tmp_path: Path) -> None:
    name, old, new, words = BROKEN[case]
    message = refused(changed(tmp_path / "p", name, old, new))
    assert name in message
    assert [word for word in words if word not in message] == [], message


def test_a_source_file_keeps_what_the_user_knows_of_it(tmp_path: Path) -> None:
    line = "\nimports: [{file: r.xlsx, format: rvtools, site: main-site, seen_on: 2026-11-20}]"
    (source,) = read_folder(changed(tmp_path / "p", "sources.yaml", "\nimports: []", line)).sources.imports
    assert (source.file, source.site, source.organisation, str(source.seen_on)) == (
        "r.xlsx",
        "main-site",
        None,
        "2026-11-20",
    )
