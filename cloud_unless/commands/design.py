"""`design`: everything that is built, decided: names, sizes, addresses, stacks, recovery."""

from __future__ import annotations

from datetime import date
from os.path import lexists
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cloud_unless import plan_files, stages
from cloud_unless.options import HERE, AsOfOption, FolderOption, Format, FormatOption, today
from cloud_unless.progress import next_step, number_of, progress, say
from safeio.errors import Exit, InputError

if TYPE_CHECKING:
    from migration.design.inputs import DesignInputs
    from migration.model import Violation
    from migration.model.architecture import Architecture, PolicyExemption

DecommissionOption = Annotated[
    list[str] | None,
    typer.Option(
        "--decommission",
        metavar="ID",
        help="Take this workload out of a stack that is built, with its data. May be given more than once.",
    ),
]
ListOption = Annotated[
    str | None,
    typer.Option("--list", metavar="WHAT", help="Show one list only: stacks, workloads, addresses or notes."),
]


def run(
    folder: FolderOption = HERE,
    as_of: AsOfOption = None,
    decommission: DecommissionOption = None,
    what: ListOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Decide everything that is built.

    Writes out/architecture.json from the plan and landing-zone.yaml. Exit 1 when the plan breaks a rule: nothing is
    written then. Exit 4 when something of the plan cannot be built; the rest is written.
    """
    from cloud_unless.design_rows import architecture_tables, check_list_name
    from cloud_unless.missed_rows import say_missed
    from cloud_unless.showing import show
    from cloud_unless.tables import Answer
    from migration.design.architecture import design

    check_list_name(what)
    day = as_of or today()
    planned = plan_files.read_planned(folder, day)
    plan_files.check_current(folder, planned)
    violations = _verified(planned)
    inputs = _inputs(folder, day, planned, violations, tuple(decommission or ()))
    with progress("Designing"):
        found = design(inputs)
    path = stages.write_out(folder, stages.ARCHITECTURE, found)
    show(Answer(tables=architecture_tables(found, what), facts={"as_of": day}), form)
    say_missed(planned.inputs, planned.plan)
    raise typer.Exit(_close(found, violations, path))


def _verified(planned: plan_files.Planned) -> tuple[Violation, ...]:
    """What `verify` says of the plan. Shows it and ends with exit 1 where a rule is broken."""
    from cloud_unless.showing import show
    from cloud_unless.tables import Answer
    from cloud_unless.violations import say_by_rule, violations_table
    from migration.plan.checks.missed_dates import CONSTRAINT
    from migration.plan.verify import verify

    found = verify(planned.inputs, planned.plan)
    if any(one.severity == "broken" for one in found):
        show(Answer(tables=(violations_table(found, ""),)), Format.TABLE)
        say_by_rule(found)
        remedy = "Plan again" if {one.constraint for one in found} - {CONSTRAINT} else "Let somebody accept it"
        say(f"The plan breaks a rule, so nothing is designed from it. {remedy}, then run: cloud-unless design")
        raise typer.Exit(Exit.FINDINGS)
    return found


def _inputs(
    folder: Path,
    day: date,
    planned: plan_files.Planned,
    violations: tuple[Violation, ...],
    decommission: tuple[str, ...],
) -> DesignInputs:
    from cloud_unless.landing_zone import FILE, read_landing_zone
    from inventory.products import load_products
    from migration.design.inputs import DesignInputs
    from migration.model.architecture import Verified
    from migration.plan.inputs import undivided

    whole = undivided(planned.inputs)
    file, sha256 = read_landing_zone(folder)
    _, plan_sha256 = stages.read_plan(folder)
    read = dict(planned.inputs.inputs_sha256)
    return DesignInputs(
        as_of=day,
        estate=whole.estate,
        programme=planned.inputs.folder.programme,
        unless=planned.inputs.folder.unless,
        dispositions=whole.dispositions,
        plan=planned.plan,
        parts=planned.inputs.parts,
        landing_zone=file,
        products=load_products(),
        verified=Verified(as_of=day, violations=violations),
        policy_exemptions=_exemptions(folder),
        previous=_previous(folder),
        decommission=decommission,
        estate_sha256=read[stages.ESTATE],
        plan_sha256=plan_sha256,
        inputs_sha256=read | {FILE: sha256, stages.PLAN: plan_sha256},
    )


def _exemptions(folder: Path) -> tuple[PolicyExemption, ...]:
    """The exemptions from the common standards that people wrote, so that whoever approves sees them."""
    from migration.model.architecture import PolicyExemption
    from policies.exemptions import FILE, read_exemptions
    from policies.own_rules import with_own
    from policies.rules import RULES

    if not lexists(folder / FILE):
        return ()
    return tuple(
        PolicyExemption(
            id=one.id,
            rule_id=one.rule_id,
            scope=one.scope,
            owner=one.owner,
            approver=one.approver,
            ticket=one.ticket,
            reason=one.reason,
            expires=one.expires,
        )
        for one in read_exemptions(folder / FILE, with_own(RULES, folder))
    )


def _previous(folder: Path) -> Architecture | None:
    """The architecture of the last run: what it placed keeps its place. Raises InputError for one that was changed."""
    from migration.model.architecture.problems import problems

    path = folder / stages.ARCHITECTURE
    if not path.exists():
        return None
    remedy = (
        "Restore it: it says where things that are built stand. Where nothing is built yet, move it away and design "
        "again."
    )
    try:
        found = stages.read_architecture(folder)[0]
    except InputError as problem:
        raise InputError(problem.where, problem.wrong, remedy) from problem
    wrong = problems(found)
    if wrong:
        message = f"it was changed by hand: {wrong[0].subject}: {wrong[0].message}"
        raise InputError(str(path), message, remedy)
    return found


def _close(found: Architecture, violations: tuple[Violation, ...], path: Path) -> Exit:
    from safeio.json_files import sha256_of

    left_out = sum(note.left_out for note in found.notes)
    resources = sum(stack.resource_count for stack in found.stacks)
    say(
        f"{number_of(len(found.workloads), 'workload')} in {number_of(len(found.stacks), 'stack')}, "
        f"{number_of(resources, 'resource')}; {left_out:,} left out."
    )
    if not found.workloads:
        say("The plan moves no application into the cloud, so only the platform is designed.")
    if violations:
        say(f"Not proven of the plan: {number_of(len(violations), 'rule')}. To see them, run: cloud-unless verify")
    say(f"Written: {path}")
    say("To approve exactly this, let the approver write approval.yaml:")
    for line in ("schema_version: 1", f"architecture_sha256: {sha256_of(path)}", "approver: NAME", "date: YYYY-MM-DD"):
        say(f"    {line}")
    next_step("rehearse", "design --list workloads", "design --list addresses")
    return Exit.NOT_EVALUATED if left_out else Exit.OK
