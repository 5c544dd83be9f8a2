"""`assess`: where each application goes under "cloud, unless", with reasons and evidence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import typer

from cloud_unless import stages
from cloud_unless.options import HERE, AsOfOption, FolderOption, Format, FormatOption, today
from cloud_unless.progress import next_step, number_of, progress, say

if TYPE_CHECKING:
    from cloud_unless.tables import Cell, Table
    from inventory.model import Application
    from migration.model import Disposition

SHOWN = 200  # a list longer than this is for a program, not for a screen

ROUTES = ("retire", "replace", "replatform", "rehost", "retain")


def run(folder: FolderOption = HERE, as_of: AsOfOption = None, form: FormatOption = Format.TABLE) -> None:
    """Decide where each application goes, and why.

    The routes are retire, replace, replatform, rehost and retain. Writes out/dispositions.json.
    Exit 1 when a decision breaks a rule, for example an exception that nobody owns.
    """
    from cloud_unless.candidate_rows import candidates_table
    from cloud_unless.empty_registers import WRITTEN
    from cloud_unless.showing import show
    from cloud_unless.tables import Answer
    from cloud_unless.violations import counted, exit_for, violations_table
    from inventory.lifecycle import support
    from inventory.products import load_products
    from migration.decide.assess import assess
    from migration.decide.candidates import candidates
    from migration.model import Dispositions

    day = as_of or today()
    read = stages.read_folder(folder)
    estate, estate_sha256 = stages.read_estate(folder)
    with progress(f"Assessing {len(estate.applications):,} applications"):
        supports = support(estate, load_products(), day)
        decided, violations = assess(estate, supports, read.folder.unless, day)
    found = Dispositions(as_of=day, estate_sha256=estate_sha256, dispositions=decided, violations=violations)
    path = stages.write_out(folder, stages.DISPOSITIONS, found)
    rules = violations_table(violations, "No rule of the decisions is broken.", f"all: {path}")
    asked = candidates(estate, decided, day)
    tables = (_table(decided, estate.applications), candidates_table(asked), rules)
    show(Answer(tables=tables, facts={"as_of": day}), form)
    routes: Counter[str] = Counter(one.route for one in decided)
    say(f"{len(decided):,} applications: " + ", ".join(f"{route} {routes[route]}" for route in ROUTES) + ".")
    if asked:
        kinds = Counter(one.kind for one in asked)
        bring, ask = number_of(kinds["consolidate"], "function"), number_of(kinds["retire"], "application")
        say(f"To look at, decided by nobody: {bring} with several products, {ask} that may not be needed.")
    say(f"Violations: {counted(violations)}. Written: {path}")
    if decided:
        next_step("plan")
    else:
        say(WRITTEN)
    raise typer.Exit(exit_for(violations))


def _table(decided: tuple[Disposition, ...], applications: tuple[Application, ...]) -> Table:
    from cloud_unless.empty_registers import needs
    from cloud_unless.tables import Column, Table

    names = {application.id: application.name for application in applications}
    return Table(
        name="dispositions",
        title="Where each application goes",
        columns=(
            Column(key="application_id", heading="Application", wrap=True),
            Column(key="name", heading="Name", people=False),
            Column(key="route", heading="Route"),
            Column(key="target_kind", heading="Becomes", unknown="–"),
            Column(key="unless_id", heading="Exception", people=False),
            Column(key="reason_ids", heading="What speaks against a better route", wrap=True),
            Column(key="why", heading="Why", people=False),
        ),
        rows=tuple(_row(one, names.get(one.application_id)) for one in decided),
        empty=needs("applications"),
        most=SHOWN,
    )


def _row(one: Disposition, name: str | None) -> tuple[Cell, ...]:
    reasons = tuple(reason.id for reason in one.reasons)
    why = tuple(reason.says for reason in one.reasons)
    return (one.application_id, name, one.route, one.target_kind, one.unless_id, reasons, why)
