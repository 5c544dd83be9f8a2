"""The real Pulumi command-line program, kept to itself: found, given a clean environment, and run."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import stacks
from safeio.errors import NotEvaluatedError
from safeio.yaml_files import read_yaml
from stacks.rehearsal.azure import Azure
from stacks.rehearsal.cli import HOW_TO_GET, Cli
from stacks.rehearsal.kept_folder import PASSPHRASE, STATES, keep_standing
from stacks.rehearsal.loaded_program import LoadedProgram
from stacks.rehearsal.processes import OUTPUT_BYTES, Finished, Running
from stacks.rehearsal.provider import serve

_RUN_SECONDS = 1800  # one run over 500 resources takes some minutes
JUDGED_ON = "CLOUD_UNLESS_AS_OF"
"""The variable in which the policy pack of cloud-unless is told the day to judge by."""

_KEPT = ("PATH", "HOME", "LANG", "TMPDIR", JUDGED_ON)


def clean_environment(surroundings: Mapping[str, str], cli: Cli, home: Path, provider: str) -> dict[str, str]:
    """The environment of the engine and of the program it runs: a few variables of ours, and none that can name a
    cloud, an account or a secret. `home` is the rehearsal's own folder, `provider` the address to attach to."""
    kept = {name: text for name, text in surroundings.items() if name in _KEPT or name.startswith("LC_")}
    python = str(Path(sys.executable).parent)
    path = os.pathsep.join((python, str(cli.folder), kept.get("PATH", os.defpath)))
    if sys.prefix != sys.base_prefix:
        kept["VIRTUAL_ENV"] = sys.prefix  # ours, whichever is active: a policy pack looks here
    return kept | {
        "PATH": path,
        # The program imports this very package, installed or not.
        "PYTHONPATH": str(Path(stacks.__file__).resolve().parent.parent),
        "NO_COLOR": "1",
        "PULUMI_HOME": str(home / "pulumi"),
        "PULUMI_BACKEND_URL": (home / STATES).as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": (home / PASSPHRASE).read_text(),
        "PULUMI_DEBUG_PROVIDERS": provider,
        # Without these the engine asks the network for a newer version of itself, and for the real provider.
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        # Nothing is at this address: whatever still wants to leave this machine fails at once.
        "HTTP_PROXY": "http://127.0.0.1:9",
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "NO_PROXY": "127.0.0.1,localhost",
        # The state is written once, at the end: a rehearsal that is cut off is thrown away, and writing the whole
        # state after each resource takes longer than all the rest.
        "PULUMI_EXPERIMENTAL": "true",
        "PULUMI_SKIP_CHECKPOINTS": "true",
    }


class Engine:
    """The CLI over one simulated Azure, in a folder of its own. Several stacks may run at once."""

    def __init__(
        self,
        cli: Cli,
        home: Path,
        project: Path,
        surroundings: Mapping[str, str],
        azure: Azure | None = None,
        others: Sequence[str] = (),
    ) -> None:
        """`others` are the packages besides azure-native whose providers are simulated; those that a program used are
        in `used`."""
        self.azure = azure or Azure()
        self.used: set[str] = set()
        self._others = tuple(others)
        self._cli = cli
        self._home = home
        self._project = project
        self._surroundings = dict(surroundings)
        self._running = Running()
        self._program: LoadedProgram | None = None
        (home / STATES).mkdir(mode=0o700, exist_ok=True)
        if not (home / PASSPHRASE).exists():  # that of an earlier rehearsal opens its states
            (home / PASSPHRASE).touch(mode=0o600)
            (home / PASSPHRASE).write_text(secrets.token_urlsafe(32))

    def load_program(self) -> None:
        """Begin to load the program of the rehearsal, for `run_program`. Raises NotEvaluatedError."""
        try:
            self._program = LoadedProgram(self._running, self._project, self._environment(""))
        except OSError as problem:
            raise self._not_started(problem) from None

    def run_program(self, *arguments: str, more: Mapping[str, str] | None = None) -> Finished:
        """As `run`, for a command that runs the program: the loaded one serves it. Raises NotEvaluatedError."""
        assert self._program is not None, "load_program comes first"
        try:
            with self._program.served(self._project, self._environment("") | dict(more or {})) as served:
                return self.run(*arguments, f"--client=127.0.0.1:{served.port}", more=more)
        except OSError as problem:
            raise self._not_started(problem) from None

    def run(self, *arguments: str, given: str = "", more: Mapping[str, str] | None = None) -> Finished:
        """Run one command of the CLI in the project. `given` goes to its standard input, where a secret belongs;
        `more` are further variables. Raises NotEvaluatedError when it cannot be started or takes too long,
        StorageError when Azure could not keep what was made, and InterruptedError after `stop`."""
        server = serve(self.azure, self._others, self.used.add)
        command = [str(self._cli.folder / "pulumi"), "--non-interactive", "--color", "never", *arguments]
        environment = self._environment(server.address) | dict(more or {})
        try:
            finished = self._running.run(command, self._project, environment, _RUN_SECONDS, given.encode())
        except OSError as problem:
            raise self._not_started(problem) from None
        finally:
            server.stop()
        if self.azure.broken is not None:
            raise self.azure.broken
        if finished.late:
            wrong = f"`pulumi {arguments[0]}` took longer than {_RUN_SECONDS // 60} minutes"
            raise NotEvaluatedError("rehearsal", wrong, "Rehearse fewer stacks at a time, or split this one.")
        if finished.cut:
            wrong = f"`pulumi {arguments[0]}` said more than {OUTPUT_BYTES // 1_000_000} MB, so not all of it is known"
            raise NotEvaluatedError("rehearsal", wrong, "Let the program print less, or split this stack.")
        return finished

    def keep_standing(self) -> None:
        """Copy what stands now, and the states, within the rehearsal's own folder. Raises StorageError."""
        keep_standing(self._home, self.azure)

    def has_stack(self, stack: str) -> bool:
        """Whether there is a state of this stack, of this rehearsal or of the one that it goes on with."""
        return any(one.name == f"{stack}.json" for one in (self._home / STATES).glob(".pulumi/stacks/**/*.json"))

    def keys_of(self, stack: str) -> frozenset[str]:
        """The names of the config values that a stack has. Raises InputError."""
        path = self._project / f"Pulumi.{stack}.yaml"
        found = read_yaml(path, dict[str, Any]).get("config") if path.exists() else None
        return frozenset(found) if isinstance(found, dict) else frozenset()

    def stop(self) -> None:
        """End everything that runs, and let nothing more begin."""
        self._running.stop()
        if self._program is not None:
            self._program.close()

    def _environment(self, provider: str) -> dict[str, str]:
        return clean_environment(self._surroundings, self._cli, self._home, provider)

    def _not_started(self, problem: OSError) -> Exception:
        if isinstance(problem, InterruptedError):
            return problem
        wrong = f"the Pulumi CLI, or the program for it, cannot be started ({problem.strerror or problem})"
        return NotEvaluatedError(str(self._cli.folder), wrong, HOW_TO_GET)
