"""`rehearse`: every stack built and taken away by the real engine, in a simulated Azure."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cloud_unless import stages
from cloud_unless.options import HERE, AsOfOption, FolderOption, Format, FormatOption, today
from cloud_unless.progress import next_step, number_of, progress, say
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
from safeio.errors import Exit, InputError

if TYPE_CHECKING:
    from stacks.rehearsal.offered_files import Offered
    from stacks.rehearsal.quotas import Quotas
    from stacks.rehearsal.rehearse import Rehearsal

MEND = "What to do: mend landing-zone.yaml or the inputs that the messages name, then design and rehearse again."
"""What is told where a rehearsal of the stacks did not pass."""

STATE_ENDING = ".state.json"


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
    if policy_pack is not None and not policy_pack.exists():
        raise InputError(str(policy_pack), "there is no such policy pack", "Name its folder, or its executable file.")
    _check_trouble(trouble)
    quotas, offered = _quotas(usage or []), _offered(services)
    if program is not None:
        if stack or waves is not None:
            raise InputError("--program", "it goes with no stack and no --waves", "Give one of them.")
        given = (config or [], stack_output or [], env or [])
        raise typer.Exit(_program(program, *given, form, keep, policy_pack, trouble, quotas, offered, before))
    if config or stack_output or env:
        option = "--config" if config else "--stack-output" if stack_output else "--env"
        raise InputError(option, "it is for a program of your own", "Name its folder with --program.")
    from cloud_unless.rehearsal_record import RECORD, record_of
    from cloud_unless.rehearsal_rows import stacks_table
    from cloud_unless.showing import show
    from cloud_unless.tables import Answer
    from stacks.rehearsal.rehearse import rehearse

    where = stages.check_folder(folder)
    if not (where / stages.ARCHITECTURE).exists():
        remedy = stages.how_to_make(where, "design")
        raise InputError(str(where / stages.ARCHITECTURE), "this file is not there yet", remedy)
    wanted = _wanted(where, stack or [], waves)
    with ended_as_interrupted(), progress("Rehearsal, in a simulated Azure") as tell:
        found = rehearse(
            where,
            wanted,
            tell,
            as_of=as_of or today(),
            surroundings=os.environ,
            policy_pack=policy_pack,
            keep=keep,
            trouble=trouble,
            quotas=quotas,
            offered=offered,
            before=before,
        )
    written = _write(where, found)
    stages.write_out(where, RECORD, record_of(found, as_of or today(), stages.read_architecture(where)[1]))
    show(Answer(tables=(stacks_table(found),), facts={"rehearsal": True}), form)
    raise typer.Exit(_close(found, written, MEND))


def _program(
    program: Path,
    config: list[str],
    stack_output: list[str],
    env: list[str],
    form: Format,
    keep: bool,
    policy_pack: Path | None,
    trouble: str | None,
    quotas: Quotas | None,
    offered: Offered | None,
    before: Path | None,
) -> Exit:
    """Rehearse a program of the user's own. Nothing is written but what is shown."""
    from cloud_unless.rehearsal_rows import stacks_table
    from cloud_unless.showing import show
    from cloud_unless.tables import Answer
    from stacks.rehearsal.other_stacks import stack_outputs
    from stacks.rehearsal.own_program import rehearse_program
    from stacks.rehearsal.program_variables import program_variables

    wrong = next((one for one in config if "=" not in one.strip("=")), None)
    if wrong is not None:
        raise InputError("--config", f"{wrong!r} is not written as NAME=VALUE", "Give --config NAME=VALUE.")
    settings = dict(one.split("=", 1) for one in config)
    outputs = stack_outputs(stack_output)
    variables = program_variables(env)
    with ended_as_interrupted(), progress("Rehearsal, in a simulated Azure") as tell:
        found = rehearse_program(
            program,
            settings,
            tell,
            surroundings=os.environ,
            policy_pack=policy_pack,
            keep=keep,
            stack_outputs=outputs,
            trouble=trouble,
            quotas=quotas,
            offered=offered,
            before=before,
            env=variables,
        )
    show(Answer(tables=(stacks_table(found),), facts={"rehearsal": True}), form)
    return _close(found, [], "What to do: mend what the messages name, then rehearse again.")


def _offered(services: Path | None) -> Offered | None:
    if services is None:
        return None
    from stacks.rehearsal.offered_files import read_offered

    return read_offered(services)


def _quotas(usage: list[str]) -> Quotas | None:
    if not usage:
        return None
    from stacks.rehearsal.usage_files import read_usage

    return read_usage(usage)


def _check_trouble(trouble: str | None) -> None:
    if trouble is None:
        return
    from stacks.rehearsal.troubles import KINDS

    if trouble not in KINDS:
        raise InputError("--trouble", f"there is no trouble {trouble!r}", f"Give one of {', '.join(KINDS)}.")


def _wanted(folder: Path, named: list[str], waves: int | None) -> list[str] | None:
    """The stacks asked for, None for all of them."""
    if waves is None:
        return named or None
    if named:
        raise InputError("--waves", "it goes with no stack", "Give --waves, or the names of stacks.")
    architecture, _ = stages.read_architecture(folder)
    first = sorted({one.wave_id for one in architecture.stacks if one.wave_id is not None})[:waves]
    return [one.name for one in architecture.stacks if one.layer != "wave" or one.wave_id in first]


@contextmanager
def ended_as_interrupted() -> Iterator[None]:
    """A request to end counts as an interruption, so that the engine is ended and the folder removed."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _write(folder: Path, found: Rehearsal) -> list[Path]:
    """Write what `check` reads. What an earlier rehearsal wrote goes: it may be of another architecture."""
    from safeio.private_files import private_folder, write_private

    place = private_folder(folder / stages.REHEARSED)
    for old in (*place.glob(f"*{stages.PREVIEW_ENDING}"), *place.glob(f"*{STATE_ENDING}")):
        old.unlink()
    written = []
    for one in found.stacks:
        for ending, data in ((stages.PREVIEW_ENDING, one.preview), (STATE_ENDING, one.state)):
            if data is not None:
                path = place / f"{one.stack}{ending}"
                write_private(path, data)
                written.append(path)
    return written


def _close(found: Rehearsal, written: list[Path], remedy: str) -> Exit:
    from stacks.rehearsal.messages import MOST_MESSAGES

    for one in found.stacks:
        for fault in one.faults[:MOST_MESSAGES]:
            say(f"Rehearsal of {one.stack}, {one.stopped_at}: {fault}")
        if len(one.faults) > MOST_MESSAGES:
            say(f"Rehearsal of {one.stack}: and {len(one.faults) - MOST_MESSAGES} more.")
    for note in found.notes:
        say(f"Rehearsal: {note}")
    passed = sum(1 for one in found.stacks if not one.faults)
    resources = number_of(sum(one.resources or 0 for one in found.stacks), "resource")
    say(
        f"Rehearsal: {passed} of {number_of(len(found.stacks), 'stack')} went through, {resources}. "
        "No cloud was reached."
    )
    if written:
        say(f"Rehearsal written: {written[0].parent} ({number_of(len(written), 'file')})")
    if found.kept:
        say(f"Rehearsal kept in {found.kept}. Remove it when you have looked. Go on with it: --from {found.kept}")
    if not found.passed:
        say(remedy)
        return Exit.FINDINGS
    if written:
        next_step("check")
    return Exit.OK
