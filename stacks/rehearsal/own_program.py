"""Rehearsing a Pulumi program that is not ours: any program in Python over azure-native, as it stands in its folder."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from safeio.errors import InputError
from safeio.private_files import private_folder, write_private
from safeio.yaml_files import read_yaml
from stacks.rehearsal.cli import Cli, find_cli
from stacks.rehearsal.engine import Engine
from stacks.rehearsal.kept_folder import PROJECT, azure_in
from stacks.rehearsal.offered_files import Offered
from stacks.rehearsal.one_stack import Progress, StackRehearsed, built, removed, worked
from stacks.rehearsal.other_packages import packages_without_provider
from stacks.rehearsal.processes import Finished
from stacks.rehearsal.program_notes import NOTES, beginning, program_notes, run_notes
from stacks.rehearsal.quotas import Quotas, needed, needed_notes
from stacks.rehearsal.rehearse import Rehearsal
from stacks.rehearsal.troubles import planned
from stacks.rehearsal.unsaid import unsaid
from stacks.rehearsal.upgrade_notes import change_notes, left_notes

STACK = "rehearsal"
"""The stack that is made for it where its folder names none. Those that the program has stay untouched."""

_LINK = "program"
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,100}")
_START = Path(__file__).resolve().parent / "program_start"
_LOCATION = "azure-native:location"  # for what names no region; the real provider asks for one too
_HIDDEN = "rehearsal"  # in place of every secret of the stack whose settings are taken
_PROJECT_FILES = ("Pulumi.yaml", "Pulumi.yml")
_HANGING = "hanging"  # the file, in the folder of the rehearsal, in which a program says what it was at
_FRAME = re.compile(r'File "(?P<path>[^"]+)", line (?P<line>\d+) in ')
_NOT_THEIRS = re.compile(r"site-packages|/lib/python3|pulumi-language-python-exec|<frozen ")

PROGRAM_SECONDS = 900
"""So long one run of a program may take. With five hundred resources it takes some minutes."""

_DATA_BYTES = 4 * 1024**3  # reading the whole SDK takes a quarter of it


def rehearse_program(
    program: Path,
    settings: Mapping[str, str],
    on_progress: Progress,
    *,
    surroundings: Mapping[str, str],
    policy_pack: Path | None = None,
    keep: bool = False,
    stack_outputs: Mapping[str, Mapping[str, Any]] | None = None,
    trouble: str | None = None,
    quotas: Quotas | None = None,
    offered: Offered | None = None,
    before: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> Rehearsal:
    """Preview, build, build again and remove the program in this folder, in a simulated Azure of its own.

    The program runs in its folder, unchanged, and nothing is written there. `settings` are config values by name. Where
    the folder has one stack file (Pulumi.NAME.yaml), or one called dev, its name and its values are taken too, with a
    made-up word for each secret; before that come the defaults of a template.
    What it looks up and did not make is taken to be there. `stack_outputs` are the outputs of other stacks that it
    refers to, by the name of the stack; further ones are made up. Providers that are not installed are simulated.
    `trouble` is one of troubles.KINDS; `quotas` are those that machines may not go beyond; `env` are variables of the
    environment that the program reads, besides the few that it always has.
    `offered` are the services of regions. `before` is the folder of a kept rehearsal of the program: what stood in it
    is there.
    What Azure, the engine or the program refuses is in the result; raises InputError for a folder that holds no Python
    program, NotEvaluatedError where the engine is missing or cannot work, and StorageError.
    """
    project = _project(program)
    cli = find_cli(surroundings)
    home = Path(tempfile.mkdtemp(prefix="cloud-unless-rehearsal-"))
    try:
        stack_file = _stack_file(program)
        stack = _stack_name(stack_file)
        environment = _environment(program, project)
        others = packages_without_provider(environment, surroundings.get("PATH", os.defpath))
        variables = dict(env or {}) | _variables(environment, cli, home, surroundings)
        variables["CLOUD_UNLESS_STACK_OUTPUTS"] = json.dumps(stack_outputs or {})
        variables["CLOUD_UNLESS_PROGRAM"] = str(program.resolve())
        with azure_in(home, before, assumes=True, troubles=planned(trouble), quotas=quotas) as azure:
            azure.offered = offered or {}
            _write(home / PROJECT, program.resolve(), project, stack_file, settings)
            engine = Engine(cli, home, home / PROJECT, surroundings, azure, others)

            def run(*arguments: str, more: Mapping[str, str] | None = None) -> Finished:
                return engine.run(*arguments, more={**variables, **(more or {})})

            packed: Sequence[str] = () if policy_pack is None else ("--policy-pack", str(policy_pack.resolve()))
            try:
                left = left_notes(azure, (stack,))
                stood = engine.has_stack(stack)
                if not stood:
                    worked(run("stack", "init", stack), "stack init")
                found = built(engine, run, StackRehearsed(stack=stack, expected=None), packed, on_progress, stood)
                engine.keep_standing()
                quota_notes = needed_notes(needed(azure.all()))
                found = found if found.stopped_at == "preview" else removed(engine, found, on_progress)
            finally:
                engine.stop()
            found = _as_hung(found, home / _HANGING)
            notes = (*left, *program_notes(azure, engine.used, home / NOTES), *quota_notes)
    finally:
        if not keep:
            shutil.rmtree(home, ignore_errors=True)
    given = (settings, env or {})
    results = (replace(found, faults=unsaid(found.faults, *given)),)
    told = unsaid((*run_notes(results), *change_notes(results), *notes), *given)
    return Rehearsal(stacks=results, kept=home if keep else None, notes=told)


def _as_hung(found: StackRehearsed, said: Path) -> StackRehearsed:
    """The same, with where the program was when its time was up, where it was."""
    text = beginning(said)
    if not (text and found.stopped_at):
        return found
    places = [one for one in _FRAME.finditer(text) if not _NOT_THEIRS.search(one["path"])]
    place = f'File "{places[0]["path"]}", line {places[0]["line"]}' if places else "no place is told"
    fault = f"the program did not come to its end within {PROGRAM_SECONDS:g} seconds and was ended. It was at: {place}"
    return replace(found, faults=(fault, *(one for one in found.faults if "program exited" not in one)))


def _project(program: Path) -> dict[str, Any]:
    """The project file, or what stands for it where there is a program alone. Raises InputError."""
    path = next((program / name for name in _PROJECT_FILES if (program / name).is_file()), None)
    if path is None:
        if (program / "__main__.py").is_file():
            return {"name": "program", "runtime": "python"}
        raise InputError(str(program), "there is no Pulumi program", "Name a folder with Pulumi.yaml or __main__.py.")
    found = read_yaml(path, dict[str, Any])
    runtime = found.get("runtime")
    language = runtime.get("name") if isinstance(runtime, dict) else runtime
    if language != "python":
        raise InputError(str(path), "the runtime is not python", "A rehearsal runs programs in Python only.")
    # A template has a hole for its name.
    name = str(found.get("name"))
    return {**found, "name": name if _NAME.fullmatch(name) else "program"}


def _write(
    folder: Path, program: Path, project: Mapping[str, Any], stack: Path | None, settings: Mapping[str, str]
) -> None:
    """A project that leads to the program. The engine writes its own files beside the link, not into the program."""
    kept = {name: found for name, found in project.items() if name not in ("backend", "template", "stackConfigDir")}
    main = str(Path(_LINK) / str(project.get("main") or ""))
    private_folder(folder)
    (folder / _LINK).symlink_to(program)
    # JSON is YAML too. The environment that `runtime` may name is put first on PATH instead.
    written = {**kept, "runtime": "python", "main": main}
    write_private(folder / "Pulumi.yaml", json.dumps(written).encode())
    found = {**_template_values(project), **(_stack_values(stack) if stack else {}), **settings}
    values = {name if ":" in name else f"{project['name']}:{name}": value for name, value in found.items()}
    if not isinstance(project.get("config"), dict) or _LOCATION not in project["config"]:
        values.setdefault(_LOCATION, "uksouth")
    write_private(folder / f"Pulumi.{_stack_name(stack)}.yaml", json.dumps({"config": values}).encode())


def _stack_file(program: Path) -> Path | None:
    """The settings that are taken: those of the only stack of the program, or of the one called dev."""
    files = sorted(one for pattern in ("Pulumi.*.yaml", "Pulumi.*.yml") for one in program.glob(pattern))
    named = files if len(files) == 1 else [one for one in files if _stack_name(one) == "dev"]
    return named[0] if named else None


def _stack_name(stack: Path | None) -> str:
    name = stack.stem.removeprefix("Pulumi.") if stack else STACK
    return name if _NAME.fullmatch(name) else STACK


def _stack_values(stack: Path) -> dict[str, Any]:
    found = read_yaml(stack, dict[str, Any]).get("config")
    return {name: _without_secrets(one) for name, one in found.items()} if isinstance(found, dict) else {}


def _template_values(project: Mapping[str, Any]) -> dict[str, Any]:
    """The values that `pulumi new` would write into a stack of a template, where it names any."""
    template = project.get("template")
    config = template.get("config") if isinstance(template, dict) else None
    offered = config.items() if isinstance(config, dict) else ()
    return {name: one["default"] for name, one in offered if isinstance(one, dict) and one.get("default") is not None}


def _without_secrets(value: Any) -> Any:
    if isinstance(value, dict):
        return _HIDDEN if value.keys() == {"secure"} else {name: _without_secrets(one) for name, one in value.items()}
    return [_without_secrets(one) for one in value] if isinstance(value, list) else value


def _environment(program: Path, project: Mapping[str, Any]) -> Path | None:
    """The virtual environment that the project names, where it is there."""
    runtime = project.get("runtime")
    options = runtime.get("options") if isinstance(runtime, dict) else None
    named = options.get("virtualenv") if isinstance(options, dict) else None
    own = (program / str(named)).resolve() if named else None
    return own if own is not None and (own / "bin" / "python").exists() else None


def _variables(environment: Path | None, cli: Cli, home: Path, surroundings: Mapping[str, str]) -> dict[str, str]:
    """What differs from the environment of our own programs: none of our packages, but what stands in for the world,
    and the program's own environment where it has one."""
    limits = {"seconds": PROGRAM_SECONDS, "data_bytes": _DATA_BYTES, "where": str(home / _HANGING)}
    found = {
        "PYTHONPATH": str(_START),
        "PYTHONDONTWRITEBYTECODE": "1",
        "CLOUD_UNLESS_NOTES": str(home / NOTES),
        "CLOUD_UNLESS_LIMITS": json.dumps(limits),
    }
    if environment is None:
        return found
    path = os.pathsep.join((str(environment / "bin"), str(cli.folder), surroundings.get("PATH", os.defpath)))
    return {**found, "PATH": path, "VIRTUAL_ENV": str(environment)}
