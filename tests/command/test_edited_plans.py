"""A plan that was edited by hand, as a user meets it: one clear answer each, by exit code and words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from command_line import Command

from migration.model import Plan
from safeio.json_files import canonical_json, parse_json

DAY = ("--as-of", "2026-11-22")


def _plan(folder: Path) -> Plan:
    return parse_json((folder / "out/plan.json").read_bytes(), "plan.json", Plan)


def _edit(folder: Path, **fields: Any) -> None:
    """Write the plan with other values; other bytes than the command would write are refused before."""
    (folder / "out/plan.json").write_bytes(canonical_json(replace(_plan(folder), **fields)))


def _first_move(folder: Path, **fields: Any) -> None:
    first, *others = _plan(folder).moves
    _edit(folder, moves=(replace(first, **fields), *others))


def test_T_02_a_day_in_9999_is_refused_by_name(planned: Path, command: Command) -> None:
    _first_move(planned, cut_over=date(9999, 12, 31))
    for name in ("verify", "report"):
        ran = command(name, "--folder", planned, *DAY)
        said = " ".join((ran.out + ran.err).split())
        assert ran.code == 2 and "has the day 9999-12-31, which is not between 1900-01-01 and 2200-12-31" in said


def test_a_date_that_the_plan_alone_calls_fixed_is_judged_as_any_other(planned: Path, command: Command) -> None:
    _first_move(planned, cut_over=date(2027, 3, 26), pinned=True)
    ran = command("verify", "--folder", planned, *DAY)
    said = " ".join(ran.out.split())
    assert ran.code == 1 and "calendar" in said and "bank holiday" in said and "friday" in said


def test_a_plan_cannot_approve_its_own_waves(planned: Path, command: Command) -> None:
    first, *others = _plan(planned).waves
    _edit(planned, waves=(replace(first, state="applied"), *others))
    ran = command("verify", "--folder", planned, *DAY)
    assert ran.code == 1 and "waves.yaml does not" in " ".join(ran.out.split())
