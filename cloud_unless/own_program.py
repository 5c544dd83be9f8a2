"""Rehearses a Pulumi program of the user's own, in its own folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from cloud_unless.interrupts import ended_as_interrupted
from cloud_unless.options import Format
from cloud_unless.progress import progress
from cloud_unless.rehearsal_conditions import Conditions
from cloud_unless.rehearsal_result import show_rehearsal, tell_rehearsal
from safeio.errors import Exit, InputError
from safeio.values import value

MEND = "What to do: mend what the messages name, then rehearse again."


@value
class Given:
    """What is said of a program on the command line, each as NAME=VALUE: settings of its stack, outputs of other stacks
    ("STACK.NAME=VALUE"), and variables of its environment."""

    config: Sequence[str]
    stack_output: Sequence[str]
    env: Sequence[str]


def rehearse_own(program: Path, given: Given, under: Conditions, form: Format) -> Exit:
    """Rehearse the program in this folder. Nothing is written but what is shown. Raises InputError for what is not
    written as it must be, and what `rehearse_program` raises."""
    from stacks.rehearsal.other_stacks import stack_outputs
    from stacks.rehearsal.own_program import rehearse_program
    from stacks.rehearsal.program_variables import program_variables

    settings = _settings(given.config)
    outputs = stack_outputs(given.stack_output)
    variables = program_variables(given.env)
    with ended_as_interrupted(), progress("Rehearsal, in a simulated Azure") as tell:
        found = rehearse_program(
            program,
            settings,
            tell,
            surroundings=os.environ,
            policy_pack=under.policy_pack,
            keep=under.keep,
            stack_outputs=outputs,
            trouble=under.trouble,
            quotas=under.quotas,
            offered=under.offered,
            before=under.before,
            env=variables,
        )
    show_rehearsal(found, form)
    return tell_rehearsal(found, (), MEND)


def _settings(config: Sequence[str]) -> dict[str, str]:
    wrong = next((one for one in config if "=" not in one.strip("=")), None)
    if wrong is not None:
        raise InputError("--config", f"{wrong!r} is not written as NAME=VALUE", "Give --config NAME=VALUE.")
    return dict(one.split("=", 1) for one in config)


def check_no_program(given: Given) -> None:
    """Raises InputError for an option that is there for programs of one's own, where none is named."""
    named = (("--config", given.config), ("--stack-output", given.stack_output), ("--env", given.env))
    for option, values in named:
        if values:
            raise InputError(option, "it is for a program of your own", "Name its folder with --program.")
