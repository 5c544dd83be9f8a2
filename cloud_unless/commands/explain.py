"""`explain`: why an application moves when it does, why an initiative is in the plan or not, or what a common standard
asks, in plain sentences."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cloud_unless import plan_files, stages
from cloud_unless.empty_registers import needs
from cloud_unless.options import HERE, AsOfOption, FolderOption, Format, FormatOption, today
from cloud_unless.progress import next_step, say
from safeio.errors import InputError

if TYPE_CHECKING:
    from inventory.model import Estate
    from migration.model import Initiative
    from migration.plan.inputs import PlanInputs

SubjectArgument = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="The id or name of an application or initiative, or the id of a rule, such as STO-001."
    ),
]


def run(
    subject: SubjectArgument,
    folder: FolderOption = HERE,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Say why a move or an initiative is when it is.

    Or why an initiative is not in the plan. Or what a common standard asks, and why: the id of an application is in
    lower case, that of a rule in upper case.
    """
    from cloud_unless.rule_sentences import is_rule_id

    if is_rule_id(subject):
        _explain_rule(subject, folder, form)
        return
    from migration.plan.explain import explain
    from migration.plan.explain_initiative import explain_initiative

    planned = plan_files.read_planned(folder, as_of or today())
    estate = _with_parts(planned.inputs)
    found = find_initiative(planned.inputs.folder.initiatives, estate, subject)
    if found is not None:
        _show(explain_initiative(planned.offered, planned.plan, found), {"initiative_id": found}, form)
    else:
        found = find_application(estate, subject)
        _show(explain(planned.offered, planned.plan, found), {"application_id": found}, form)
    plan_files.say_changed(planned)
    say(f"Explained {found} from {folder / stages.PLAN}.")
    next_step("report")


def _with_parts(inputs: PlanInputs) -> Estate:
    """The estate with every application, and every part of one."""
    from migration.plan.inputs import undivided

    estate = undivided(inputs).estate
    return replace(estate, applications=(*estate.applications, *inputs.estate.applications)) if inputs.parts else estate


def _explain_rule(rule_id: str, folder: Path, form: Format) -> None:
    from cloud_unless.rule_sentences import find_rule, rule_sentences
    from policies.own_rules import with_own
    from policies.rules import RULES

    programme = folder if (folder / stages.PROGRAMME).is_file() else None
    rule = find_rule(rule_id, with_own(RULES, programme))
    _show(rule_sentences(rule), {"rule_id": rule.id}, form)
    next_step("check")


def _show(sentences: Sequence[str], facts: Mapping[str, str], form: Format) -> None:
    from cloud_unless.showing import show, show_lines
    from cloud_unless.tables import Answer, Column, Table

    if form is Format.TABLE:
        show_lines(sentences)
        return
    rows = tuple((sentence,) for sentence in sentences)
    table = Table(name="sentences", title="Why", columns=(Column(key="says", heading="Why"),), rows=rows)
    show(Answer(tables=(table,), facts=facts), form)


def find_initiative(initiatives: Sequence[Initiative], estate: Estate, text: str) -> str | None:
    """The id of the initiative with this id or name; None where there is none, or an application is called so too."""
    wanted = text.strip().casefold()
    if any(wanted in (one.id, one.name.casefold()) for one in estate.applications):
        return None
    return next((one.id for one in initiatives if wanted in (one.id, one.name.casefold())), None)


def find_application(estate: Estate, text: str) -> str:
    """The id of the application with this id or name. Raises InputError that names the nearest."""
    wanted = text.strip().casefold()
    for application in estate.applications:
        if wanted in (application.id, application.name.casefold()):
            return application.id
    if not estate.applications:
        raise InputError(text, "the estate has no application yet", needs("applications"))
    names = [name for application in estate.applications for name in (application.id, application.name)]
    near = difflib.get_close_matches(text, names, n=3, cutoff=0.5)
    hint = f"Did you mean {' or '.join(near)}? " if near else ""
    raise InputError(text, "the estate has no application with this id or name", f"{hint}See: cloud-unless assess")
