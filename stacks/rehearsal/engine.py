"""The real Pulumi command-line program, kept to itself: found, given a clean environment, and run."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import stacks
from safeio.errors import NotEvaluatedError
from stacks.rehearsal.azure import Azure
from stacks.rehearsal.azure_file import write_azure
from stacks.rehearsal.cli import HOW_TO_GET, Cli
from stacks.rehearsal.loaded_program import LoadedProgram
from stacks.rehearsal.processes import Finished, Running
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
        "PULUMI_BACKEND_URL": (home / "states").as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": (home / "passphrase").read_text(),
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
        (home / "states").mkdir(mode=0o700)
        (home / "passphrase").touch(mode=0o600)
        (home / "passphrase").write_text(secrets.token_urlsafe(32))

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
        `more` are further variables. Raises NotEvaluatedError when it cannot be started or takes too long, and
        InterruptedError after `stop`."""
        server = serve(self.azure, self._others, self.used.add)
        command = [str(self._cli.folder / "pulumi"), "--non-interactive", "--color", "never", *arguments]
        environment = self._environment(server.address) | dict(more or {})
        try:
            finished = self._running.run(command, self._project, environment, _RUN_SECONDS, given.encode())
        except OSError as problem:
            raise self._not_started(problem) from None
        finally:
            server.stop()
        if finished.late:
            wrong = f"`pulumi {arguments[0]}` took longer than {_RUN_SECONDS // 60} minutes"
            raise NotEvaluatedError("rehearsal", wrong, "Rehearse fewer stacks at a time, or split this one.")
        return finished

    def write_azure(self) -> None:
        """Write what stands now into azure.db, in the rehearsal's own folder. Raises StorageError."""
        write_azure(self._home / "azure.db", self.azure)

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
