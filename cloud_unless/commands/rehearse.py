"""`rehearse`: every stack built and taken away by the real engine, in a simulated Azure."""

from __future__ import annotations

import os
from pathlib import Path

import typer

from cloud_unless import stages
from cloud_unless.interrupts import ended_as_interrupted
from cloud_unless.options import HERE, AsOfOption, FolderOption, Format, FormatOption, today
from cloud_unless.own_program import Given, check_no_program, rehearse_own
from cloud_unless.progress import progress
from cloud_unless.rehearsal_conditions import Conditions, conditions
from cloud_unless.rehearsal_options import (
    BeforeOption,
    ConfigOption,
    EnvOption,
    KeepOption,
    PackOption,
    ProgramOption,
    ServicesOption,
    StackOutputOption,
    StacksArgument,
    TroubleOption,
    UsageOption,
    WavesOption,
)
from cloud_unless.rehearsal_result import show_rehearsal, tell_rehearsal
from safeio.errors import Exit, InputError
from safeio.values import Day

MEND = "What to do: mend landing-zone.yaml or the inputs that the messages name, then design and rehearse again."
"""What is told where a rehearsal of the stacks did not pass."""


def run(
    stack: StacksArgument = None,
    folder: FolderOption = HERE,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    waves: WavesOption = None,
    keep: KeepOption = False,
    policy_pack: PackOption = None,
    program: ProgramOption = None,
    config: ConfigOption = None,
    stack_output: StackOutputOption = None,
    trouble: TroubleOption = None,
    usage: UsageOption = None,
    services: ServicesOption = None,
    before: BeforeOption = None,
    env: EnvOption = None,
) -> None:
    """Build every stack in a simulated Azure.

    The real Pulumi engine previews, builds, builds again and removes each stack; no cloud is reached and no
    credential is read. Exit 0 when all went well, 1 when Azure would refuse something, 4 without the Pulumi CLI.
    """
    under = conditions(policy_pack, before, keep, trouble, usage or [], services)
    given = Given(config=config or [], stack_output=stack_output or [], env=env or [])
    if program is None:
        check_no_program(given)
        raise typer.Exit(_rehearse_stacks(folder, stack or [], waves, under, as_of or today(), form))
    if stack or waves is not None:
        raise InputError("--program", "it goes with no stack and no --waves", "Give one of them.")
    raise typer.Exit(rehearse_own(program, given, under, form))


def _rehearse_stacks(
    folder: Path, named: list[str], waves: int | None, under: Conditions, day: Day, form: Format
) -> Exit:
    """Rehearse stacks of the architecture, and write what `check` reads."""
    from cloud_unless.rehearsal_record import RECORD, record_of, write_stacks
    from stacks.rehearsal.rehearse import rehearse

    where = stages.check_folder(folder)
    if not (where / stages.ARCHITECTURE).exists():
        remedy = stages.how_to_make(where, "design")
        raise InputError(str(where / stages.ARCHITECTURE), "this file is not there yet", remedy)
    wanted = _wanted(where, named, waves)
    with ended_as_interrupted(), progress("Rehearsal, in a simulated Azure") as tell:
        found = rehearse(
            where,
            wanted,
            tell,
            as_of=day,
            surroundings=os.environ,
            policy_pack=under.policy_pack,
            keep=under.keep,
            trouble=under.trouble,
            quotas=under.quotas,
            offered=under.offered,
            before=under.before,
        )
    written = write_stacks(where, found)
    stages.write_out(where, RECORD, record_of(found, day, stages.read_architecture(where)[1]))
    show_rehearsal(found, form)
    return tell_rehearsal(found, written, MEND)


def _wanted(folder: Path, named: list[str], waves: int | None) -> list[str] | None:
    """The stacks asked for, None for all of them."""
    if waves is None:
        return named or None
    if named:
        raise InputError("--waves", "it goes with no stack", "Give --waves, or the names of stacks.")
    architecture, _ = stages.read_architecture(folder)
    first = sorted({one.wave_id for one in architecture.stacks if one.wave_id is not None})[:waves]
    return [one.name for one in architecture.stacks if one.layer != "wave" or one.wave_id in first]
