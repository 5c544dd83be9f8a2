"""`rules`: the standards that `check` asks about, what they are evidence for, and tests of people's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cloud_unless import stages
from cloud_unless.options import HERE, FolderOption, Format, FormatOption
from cloud_unless.progress import next_step, number_of, say
from safeio.errors import Exit, InputError, NotEvaluatedError

WhatArgument = Annotated[str, typer.Argument(metavar="[list|coverage|test]", help="What to do; without it, list.")]
FrameworkOption = Annotated[
    str | None,
    typer.Option(
        "--framework", metavar="KEY", help="Only this framework: ncsc-csp, caf or another that coverage names."
    ),
]


def run(
    what: WhatArgument = "list",
    framework: FrameworkOption = None,
    folder: FolderOption = HERE,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the standards and what they cover; test yours.

    Your own rules stand in `rules/` of the programme folder, in Python or YAML, each with its cases beside it.
    """
    if what == "list":
        _list(framework, _programme(folder), form)
    elif what == "coverage":
        _coverage(framework, _programme(folder), form)
    elif what == "test":
        _test(folder if _programme(folder) is None else stages.check_folder(folder), form)
    else:
        remedy = "Write one of: cloud-unless rules list, rules coverage, rules test."
        raise InputError("rules", f"{what[:80]!r} is not something it does", remedy)


def _programme(folder: Path) -> Path | None:
    """The programme folder; None where none is named and this is none. Raises InputError where one is named."""
    if folder == HERE and not (folder / stages.PROGRAMME).is_file():
        return None
    return stages.check_folder(folder)


def _list(framework: str | None, programme: Path | None, form: Format) -> None:
    from cloud_unless.rule_tables import find_framework, rules_table
    from cloud_unless.showing import show
    from cloud_unless.tables import Answer
    from policies.own_rules import with_own
    from policies.rules import RULES

    key = None if framework is None else find_framework(framework).key
    rules = [rule for rule in with_own(RULES, programme) if key is None or rule.frameworks.get(key)]
    show(Answer(tables=(rules_table(rules),)), form)
    say(f"{number_of(len(rules), 'standard')}. What a control needs beyond this evidence, a person must judge.")
    next_step("explain RULE-ID", "check")


def _coverage(framework: str | None, programme: Path | None, form: Format) -> None:
    from cloud_unless.rule_tables import coverage_table, find_framework, frameworks_table
    from cloud_unless.showing import show
    from cloud_unless.tables import Answer
    from policies.frameworks import REVIEW
    from policies.own_rules import with_own
    from policies.rules import RULES

    rules = with_own(RULES, programme)
    found = None if framework is None else find_framework(framework)
    show(Answer(tables=(frameworks_table(rules) if found is None else coverage_table(found, rules),)), form)
    if found is not None:
        say(f"The list is from: {found.source}. Looked at on {found.checked_on}.")
    say(REVIEW)
    next_step("rules coverage --framework KEY" if found is None else f"rules list --framework {found.key}")


def _test(folder: Path, form: Format) -> None:
    from cloud_unless.rule_tables import cases_table
    from cloud_unless.showing import show
    from cloud_unless.tables import Answer
    from policies.own_rules import own_rules
    from policies.own_rules.case_results import case_results
    from policies.rules import RULES
    from policies.setting_files import OWN_RULES, setting_files

    files = setting_files(folder)
    rules = own_rules(files, RULES)
    results, without = case_results(files)
    if not results:
        wrong = "no rule has a case" if rules else "there is no rule of your own"
        raise NotEvaluatedError(str(folder / OWN_RULES), f"nothing was tested: {wrong}", "See docs/checking.md.")
    show(Answer(tables=(cases_table(results),)), form)
    for rule_id in without:
        say(f"Note: {rule_id} has no cases.")
    wrong_ones = sum(not one.is_right for one in results)
    say(f"{number_of(len(results), 'case')} of {number_of(len(rules), 'rule')}: {wrong_ones:,} not as expected.")
    raise typer.Exit(Exit.FINDINGS if wrong_ones else Exit.NOT_EVALUATED if without else Exit.OK)
