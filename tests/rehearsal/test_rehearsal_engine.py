"""Finding the Pulumi CLI, and what it is told of its surroundings. Needs no CLI."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from safeio.errors import Exit, NotEvaluatedError, StorageError
from stacks.rehearsal.azure import Azure
from stacks.rehearsal.cli import PROGRAMS, Cli, find_cli
from stacks.rehearsal.engine import Engine, clean_environment

SECRETS = {
    "ARM_CLIENT_SECRET": "canary",
    "ARM_TENANT_ID": "canary",
    "AZURE_CLIENT_SECRET": "canary",
    "AWS_SECRET_ACCESS_KEY": "canary",
    "PULUMI_ACCESS_TOKEN": "canary",
    "PULUMI_CONFIG_PASSPHRASE": "canary",
    "PULUMI_BACKEND_URL": "canary",
    "PYTHONPATH": "canary",
    "LD_PRELOAD": "canary",
    "GITHUB_TOKEN": "canary",
}


def programs(folder: Path, names: tuple[str, ...] = PROGRAMS, script: str = "exit 0") -> Path:
    """A folder with programs of these names, each a short script."""
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "passphrase").write_text("words")
    return tmp_path / "home"


def test_the_cli_on_path_comes_first(tmp_path: Path) -> None:
    programs(tmp_path / "cache" / "pulumi-v3.259.0-v3.79.0")
    installed = programs(tmp_path / "installed")
    assert find_cli({"PATH": str(installed), "CLOUD_UNLESS_CACHE": str(tmp_path / "cache")}) == Cli(installed)


def test_a_link_on_path_is_followed(tmp_path: Path) -> None:
    installed = programs(tmp_path / "installed")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "pulumi").symlink_to(installed / "pulumi")
    assert find_cli({"PATH": str(tmp_path / "bin")}) == Cli(installed)


@pytest.mark.parametrize(
    ("variable", "below"),
    [("CLOUD_UNLESS_CACHE", ""), ("XDG_CACHE_HOME", "cloud-unless"), ("HOME", ".cache/cloud-unless")],
)
def test_else_the_one_that_was_built_into_the_cache(tmp_path: Path, variable: str, below: str) -> None:
    built = programs(tmp_path / below / "pulumi-v3.259.0-v3.79.0")
    assert find_cli({"PATH": "", variable: str(tmp_path)}) == Cli(built)


def test_a_half_built_one_does_not_count(tmp_path: Path) -> None:
    programs(tmp_path / "pulumi-v9", names=("pulumi",))
    with pytest.raises(NotEvaluatedError):
        find_cli({"PATH": "", "CLOUD_UNLESS_CACHE": str(tmp_path)})


def test_without_one_it_is_said_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(NotEvaluatedError, match=r"Install the Pulumi CLI .* tools/pulumi --bin") as said:
        find_cli({"PATH": str(tmp_path), "HOME": str(tmp_path)})
    assert said.value.exit_code is Exit.NOT_EVALUATED


def test_X_01_no_credential_reaches_the_engine(home: Path) -> None:
    found = clean_environment(SECRETS | {"PATH": "/bin", "LC_ALL": "C"}, Cli(home), home, "azure-native:1")
    assert "canary" not in " ".join(found.values())
    assert (found["LC_ALL"], found["PULUMI_CONFIG_PASSPHRASE"]) == ("C", "words")


def test_the_engine_finds_this_python_and_its_own_programs_first(home: Path) -> None:
    found = clean_environment({"PATH": "/bin"}, Cli(Path("/cli")), home, "azure-native:1")
    assert found["PATH"] == os.pathsep.join((str(Path(sys.executable).parent), "/cli", "/bin"))


def test_nothing_leaves_the_machine(home: Path) -> None:
    found = clean_environment({}, Cli(home), home, "azure-native:1")
    assert found["HTTPS_PROXY"] == "http://127.0.0.1:9"
    assert found["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] == "true"
    assert found["PULUMI_BACKEND_URL"].startswith("file://")


def engine(tmp_path: Path, folder: Path) -> Engine:
    (tmp_path / "own").mkdir()
    return Engine(Cli(folder), tmp_path / "own", tmp_path, {"PATH": os.defpath})


def test_a_secret_is_given_on_standard_input_not_as_an_argument(tmp_path: Path) -> None:
    found = engine(tmp_path, programs(tmp_path / "cli", script='cat; echo " $*"'))
    assert found.run("config", "set", given="hunter2").output == b"hunter2 --non-interactive --color never config set\n"


def test_a_program_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    folder = programs(tmp_path / "cli", names=())
    with pytest.raises(NotEvaluatedError, match="cannot be started"):
        engine(tmp_path, folder).run("version")


def test_the_passphrase_is_another_each_time_and_private(tmp_path: Path) -> None:
    engine(tmp_path, tmp_path)
    first = (tmp_path / "own" / "passphrase").read_text()
    (tmp_path / "second").mkdir()
    engine(tmp_path / "second", tmp_path)
    assert first != (tmp_path / "second" / "own" / "passphrase").read_text()
    assert (tmp_path / "own" / "passphrase").stat().st_mode & 0o077 == 0


def test_R_03_what_azure_could_not_keep_ends_the_rehearsal_as_a_fault_of_the_disk(home: Path, tmp_path: Path) -> None:
    azure = Azure()
    azure.broken = StorageError("azure.db", "the disk is full", "Free some space and rehearse again.")
    engine = Engine(Cli(programs(tmp_path / "cli")), home, tmp_path, os.environ, azure)
    with pytest.raises(StorageError, match="the disk is full"):
        engine.run("up")


def test_a_stack_that_stood_keeps_its_passphrase_and_its_settings(home: Path, tmp_path: Path) -> None:
    state = home / "states" / ".pulumi" / "stacks" / "cloud-unless" / "one.json"
    state.parent.mkdir(parents=True)
    state.touch()
    (tmp_path / "Pulumi.one.yaml").write_text("config: {cloud-unless:key: {secure: v1:abc}}")
    engine = Engine(Cli(tmp_path), home, tmp_path, os.environ)
    assert (home / "passphrase").read_text() == "words"
    assert (engine.has_stack("one"), engine.has_stack("two")) == (True, False)
    assert engine.keys_of("one") == frozenset({"cloud-unless:key"})
    assert engine.keys_of("two") == frozenset()
