"""The user's own Pulumi engine, asked what differs. It reads the cloud, and changes nothing."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from safeio.errors import InputError, NotEvaluatedError
from safeio.terminal_text import shown
from stacks.drift.seen import events_of
from stacks.rehearsal.cli import HOW_TO_GET, Cli
from stacks.rehearsal.messages import event_messages, plain_messages
from stacks.rehearsal.processes import Finished, Running

RUN_SECONDS = 3600
"""One look at a stack may take so long. Azure answers some thousand questions an hour for one login."""

SETTINGS = ("Pulumi.yaml", "Pulumi.yml")
_LINE = 400


class OwnEngine:
    """The Pulumi CLI in the user's project, with their backend and their login. `stop` ends all that runs."""

    def __init__(self, cli: Cli, project: Path, surroundings: Mapping[str, str]) -> None:
        if not any((project / name).is_file() for name in SETTINGS):
            wrong = "this is no Pulumi project: it has no Pulumi.yaml"
            raise InputError(str(project), wrong, "Name the folder in which you run pulumi up.")
        self._cli = cli
        self._project = project
        self._environment = _environment(surroundings, cli)
        self._running = Running()

    def stacks(self) -> tuple[str, ...]:
        """The names of the stacks of the project in its backend. Raises NotEvaluatedError where it cannot be asked."""
        done = self._run("stack", "ls", "--json")
        try:
            listed = json.loads(done.output) if not done.code else None
        except ValueError:
            listed = None
        if not isinstance(listed, list):
            raise _not_asked("stack ls", done)
        # A backend of Pulumi's own writes the organisation before the name.
        return tuple(sorted(str(one["name"]).rpartition("/")[2] for one in listed if isinstance(one, dict)))

    def preview(self, stack: str) -> tuple[bytes, tuple[str, ...]]:
        """The events of a preview that looks at every resource again, and what went wrong."""
        done = self._run("preview", "--stack", stack, "--refresh", "--diff", "--json")
        if done.late:
            return done.output, (f"it took longer than {RUN_SECONDS // 60} minutes",)
        faults = event_messages(done.output) if done.code else ()
        if done.code and not faults:
            said = _errors(done.output) or plain_messages(b"", done.errors)[-3:]
            faults = said or (f"the engine ended with {done.code}",)
        return done.output, (*faults, "the answer was too long to be kept whole") if done.cut else faults

    def stop(self) -> None:
        """End everything that runs, and let nothing more begin."""
        self._running.stop()

    def _run(self, *arguments: str) -> Finished:
        command: Sequence[str] = (str(self._cli.folder / "pulumi"), "--non-interactive", "--color", "never", *arguments)
        try:
            return self._running.run(command, self._project, self._environment, RUN_SECONDS)
        except InterruptedError:
            raise
        except OSError as problem:
            wrong = f"the Pulumi CLI cannot be started ({problem.strerror})"
            raise NotEvaluatedError(str(self._cli.folder), wrong, HOW_TO_GET) from None


def _environment(surroundings: Mapping[str, str], cli: Cli) -> dict[str, str]:
    """The user's own variables, since their login is in them. The Python of this command comes first, because the
    program of the project needs the packages that are installed there."""
    path = (str(Path(sys.executable).parent), str(cli.folder), surroundings.get("PATH", os.defpath))
    return {
        **surroundings,
        "PATH": os.pathsep.join(path),
        "NO_COLOR": "1",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        # A preview in one piece leaves out what was found when looking again; its events hold it.
        "PULUMI_ENABLE_STREAMING_JSON_PREVIEW": "true",
    }


def _errors(output: bytes) -> tuple[str, ...]:
    """Every error of the events, also what the engine adds to others: of a protected resource it says nothing else."""
    found = []
    for event in events_of(output):
        said = event.get("diagnosticEvent")
        if isinstance(said, dict) and said.get("severity") == "error":
            found.append(shown(str(said.get("message", "")).removeprefix("error: ").strip(), _LINE))
    return tuple(dict.fromkeys(one for one in found if one))


def _not_asked(command: str, done: Finished) -> NotEvaluatedError:
    said = " / ".join(plain_messages(done.output, done.errors)[-3:]) or f"it ended with {done.code}"
    remedy = "Log in as for pulumi up, in the same folder: pulumi login, az login. Then run it again."
    return NotEvaluatedError("pulumi", f"`pulumi {command}` did not work: {said}", remedy)
