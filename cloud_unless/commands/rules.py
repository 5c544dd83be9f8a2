"""`rules`: the common standards that `check` asks about."""

from __future__ import annotations

from typing import Annotated

import typer

from cloud_unless.options import Format, FormatOption
from cloud_unless.progress import next_step, number_of, say
from safeio.errors import InputError

WhatArgument = Annotated[str, typer.Argument(metavar="[list]", help="What to do: list.")]


def run(what: WhatArgument = "list", form: FormatOption = Format.TABLE) -> None:
    """List the common standards."""
    from cloud_unless.tables import Answer, Column, Table, show
    from policies.rules import RULES

    if what != "list":
        raise InputError("rules", f"{what[:80]!r} is not something it does", "Write: cloud-unless rules list.")
    table = Table(
        name="rules",
        title="Common standards",
        columns=(
            Column(key="rule_id", heading="Rule"),
            Column(key="severity", heading="Severity"),
            Column(key="title", heading="Standard", wrap=True),
            Column(key="why", heading="Why", people=False),
            Column(key="applies_to", heading="Asked of", people=False),
            Column(key="absent_means", heading="Absent means", people=False),
            Column(key="remedy", heading="What to do", people=False),
            Column(key="parameters", heading="Parameters", people=False),
            Column(key="evidence_for", heading="Evidence for", people=False),
        ),
        rows=tuple(
            (
                rule.id,
                rule.severity,
                rule.title,
                rule.why,
                rule.applies_to,
                rule.absent_means,
                rule.remedy,
                tuple(rule.parameters),
                tuple(f"{name} {control}" for name, controls in rule.frameworks.items() for control in controls),
            )
            for rule in RULES
        ),
    )
    show(Answer(tables=(table,)), form)
    say(f"{number_of(len(RULES), 'standard')}. What a control needs beyond this evidence, a person must judge.")
    next_step("explain RULE-ID", "check")
