"""Programmes that are wrong on purpose, as a user meets them: one clear answer each, by exit code and words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Command, change_cell, read_rows, write_rows

DAY = ("--as-of", "2026-11-22")


def _swap(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _nobody(folder: Path) -> None:
    _swap(folder / "programme.yaml", "platform: 1.5", "platform: 0")


def _all_away(folder: Path) -> None:
    _swap(folder / "programme.yaml", "absence: []", "absence: [{from: 2026-12-01, to: 2029-03-31, fte: 5}]")


def _low_ceiling(folder: Path) -> None:
    _swap(folder / "programme.yaml", "2027/28, capital_gbp: 150000, revenue_gbp: 250000", _LOW)


_LOW = "2027/28, capital_gbp: 150000, revenue_gbp: 30000"


def _always_frozen(folder: Path) -> None:
    _swap(folder / "programme.yaml", "{from: 2026-12-18, to: 2027-01-03,", "{from: 2026-12-01, to: 2029-03-31,")


def _pins_against_an_order(folder: Path) -> None:
    pins = "[{application_id: intranet, deadline: 2027-03-01}, {application_id: payroll, not_before: 2027-06-01}]"
    _swap(folder / "waves.yaml", "\npins: []", f"\npins: {pins}")


def _approved_and_away(folder: Path) -> None:
    wave = "[{id: wave-2027-01-04, state: approved, approver: Board, date: 2026-11-20}]"
    _swap(folder / "waves.yaml", "\nwaves: []", f"\nwaves: {wave}")
    _swap(folder / "programme.yaml", "absence: []", "absence: [{from: 2026-12-01, to: 2027-02-28, fte: 5}]")


HOPELESS: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "zero capacity": (_nobody, ("it needs platform, and no team that serves its organisations has that skill",)),
    "team absent": (_all_away, ("applications of infrastructure: work that must be done takes 27 days", "has 0")),
    "ceiling too low": (_low_ceiling, ("our-council 2027/28 revenue: the ceiling leaves £28,500", "£15,793 more")),
    "freeze all the time": (_always_frozen, ("no date is left for it: freeze 2026-12-01 to 2029-03-31",)),
    "pins against an order": (
        _pins_against_an_order,
        ("payroll before intranet", "deadline 2027-03-01", "no not_before for payroll in waves.yaml"),
    ),
    "frozen wave that is infeasible now": (
        _approved_and_away,
        ("payroll is fixed to 2027-01-09 (wave-2027-01-04 is approved)", "wave-2027-01-04 taken back to draft"),
    ),
}


@pytest.mark.parametrize("name", HOPELESS)
def test_P_13_what_cannot_be_planned_ends_with_5_and_says_why(name: str, planned: Path, command: Command) -> None:
    spoil, says = HOPELESS[name]
    before = (planned / "out/plan.json").read_bytes()
    spoil(planned)
    ran = command("plan", "--folder", planned, *DAY)
    assert (ran.code, ran.out) == (5, "")
    said = " ".join(ran.err.split())
    assert all(text in said for text in says), said
    assert "What to do: " in ran.err
    assert (planned / "out/plan.json").read_bytes() == before


@pytest.mark.parametrize(
    ("file", "row", "column"),
    [("contracts.csv", "disk-support", "ends"), ("applications.csv", "payroll", "in_use_until")],
)
def test_T_02_a_date_in_9999_rejects_its_row_and_names_the_cell(
    file: str, row: str, column: str, programme: Path, on_folder: Command
) -> None:
    change_cell(programme / file, row, column, "9999-12-31")
    ran = on_folder("import", "--format", "json")
    assert ran.code == 3
    assert f"column {column}" in ran.out and "9999-12-31 is not between 1900-01-01 and 2200-12-31" in ran.out


@pytest.mark.parametrize("file", ["things.csv", "applications.csv", "contracts.csv"])
def test_F_09_two_things_with_one_id_reject_the_second_row(file: str, programme: Path, on_folder: Command) -> None:
    rows = read_rows(programme / file)
    write_rows(programme / file, [*rows, rows[1]])
    ran = on_folder("import", "--format", "json")
    assert ran.code == 3
    assert f"{rows[1][0]}" in ran.out and "is already on row 2" in ran.out


def test_F_09_two_initiatives_with_one_id_plan_the_first_and_say_so(planned: Path, command: Command) -> None:
    rows = read_rows(planned / "initiatives.csv")
    write_rows(planned / "initiatives.csv", [*rows, rows[1]])
    ran = command("plan", "--folder", planned, *DAY)
    assert ran.code == 3
    assert "initiatives.csv row 4 column id: the id 'landing-zone' is already on row 2" in ran.err


def test_T_01_a_contract_that_ended_is_told_and_its_things_count_as_unsupported(
    planned: Path, command: Command
) -> None:
    change_cell(planned / "contracts.csv", "disk-support", "ends", "2026-11-21")
    for name in ("import", "estate", "assess"):
        ran = command(name, "--folder", planned, *DAY)
        assert ran.code == 0
        if name == "estate":
            assert "it ended on 2026-11-21" in " ".join((ran.out + ran.err).split())
    listed = command("estate", "--list", "unsupported", "--folder", planned, "--format", "json", *DAY)
    assert '"disk-system"' in listed.out
    assert command("plan", "--folder", planned, *DAY).code == 0


def test_an_approved_wave_that_no_plan_has_ends_with_1(planned: Path, command: Command) -> None:
    wave = "[{id: wave-2030-01-07, state: approved, approver: Board, date: 2026-11-20}]"
    _swap(planned / "waves.yaml", "\nwaves: []", f"\nwaves: {wave}")
    ran = command("plan", "--folder", planned, *DAY)
    assert ran.code == 1
    assert "wave-2030-01-07" in ran.out and "the plan has no such wave" in " ".join(ran.out.split())


@pytest.mark.timeout(600)  # four commands, each with 10,000 interfaces: long on a busy machine
def test_L_05_one_application_with_10000_interfaces_is_planned_and_explained(
    programme: Path, on_folder: Command
) -> None:
    header, row = read_rows(programme / "interfaces.csv")[:2]
    more = [[f"again-{number}", *row[1:]] for number in range(10_000)]
    write_rows(programme / "interfaces.csv", [header, row, *more])
    for name in ("import", "estate", "assess", "plan"):
        assert on_folder(name).code == 0
    ran = on_folder("explain", "intranet")
    assert ran.code == 0
    assert "What would move it earlier" in ran.out
    assert len(ran.out) < 20_000
