"""The program as the engine runs it: the right folder, the right stack, and one line for what is wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pulumi
import pytest
from built_stack import PASSWORD_KEY, Built, run_program

from migration.model.architecture import Architecture, Stack
from safeio.json_files import canonical_json, sha256_bytes
from stacks import build

OTHER_TENANT = "99999999-2222-3333-4444-555555555555"


@pytest.fixture
def folder(tmp_path: Path, architecture: Architecture) -> Path:
    """A programme folder with an approved architecture."""
    data = canonical_json(architecture)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "architecture.json").write_bytes(data)
    text = f"architecture_sha256: {sha256_bytes(data)}\napprover: Head of Technology\ndate: 2026-11-22\n"
    (tmp_path / "approval.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "Pulumi.yaml").write_text("name: cloud-unless\nruntime: python\n", encoding="utf-8")
    return tmp_path


@pytest.fixture(autouse=True)
def signed_in_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """No tenant and no subscription of whoever runs the tests."""
    for name in ("ARM_TENANT_ID", "AZURE_TENANT_ID", "ARM_SUBSCRIPTION_ID", "AZURE_SUBSCRIPTION_ID"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Stack]:
    """The stacks that the landing zone was asked to build. Nothing is built: test_landing_zone looks at that."""
    found: list[Stack] = []
    monkeypatch.setattr("stacks.landing_zone.build_landing_zone", lambda _architecture, stack: found.append(stack))
    return found


def test_a_wave_is_built_on_the_landing_zone(folder: Path, zone: Built, wave: Built) -> None:
    config = {PASSWORD_KEY: "a password"}
    built = run_program(lambda: build(folder), "w1-council", config, (PASSWORD_KEY,), zone.outputs)
    assert built.resources == wave.resources
    assert built.outputs == {**wave.outputs, "built": "w1-council"}


@pytest.mark.parametrize(
    ("inside", "config"), [("", {}), ("stacks", {}), ("stacks", {"cloud-unless:folder": "programme"})]
)
def test_the_folder_is_that_of_the_project_or_of_its_config(
    folder: Path, inside: str, config: dict[str, str], asked: list[Stack], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "stacks").mkdir()
    if config:
        (folder / "programme").mkdir()
        for name in ("out", "approval.yaml"):
            (folder / name).rename(folder / "programme" / name)
    monkeypatch.chdir(folder / inside)
    run_program(build, "landing-zone", config)
    assert [one.name for one in asked] == ["landing-zone"]


def _refused(program: Callable[[], None], stack: str = "landing-zone", **options: object) -> str:
    with pytest.raises(pulumi.RunError) as refused:
        run_program(program, stack, **options)  # type: ignore[arg-type]
    return str(refused.value)


def test_what_is_wrong_is_said_in_one_line(folder: Path) -> None:
    (folder / "approval.yaml").unlink()
    said = _refused(lambda: build(folder))
    assert "approval.yaml: nobody has approved this architecture" in said
    assert "\n" not in said


def test_an_unknown_stack_is_refused(folder: Path) -> None:
    assert "Select one of: landing-zone, w1-council" in _refused(lambda: build(folder), "prod")


def test_P_12_the_tenant_of_the_environment_must_be_the_right_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARM_TENANT_ID", OTHER_TENANT)
    assert "ARM_TENANT_ID: this is not the tenant of the architecture" in _refused(lambda: build(folder))


def test_P_12_the_tenant_of_the_config_must_be_the_right_one(folder: Path) -> None:
    said = _refused(lambda: build(folder), config={"azure-native:tenantId": OTHER_TENANT})
    assert "config azure-native:tenantId" in said


def test_P_12_the_subscription_of_the_environment_must_be_one_of_the_architecture(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARM_SUBSCRIPTION_ID", OTHER_TENANT)
    said = _refused(lambda: build(folder))
    assert "ARM_SUBSCRIPTION_ID: this is no subscription of the architecture" in said


def test_a_preview_needs_no_approval(folder: Path, asked: list[Stack]) -> None:
    (folder / "approval.yaml").unlink()
    run_program(lambda: build(folder), "landing-zone", preview=True)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "it was not applied"),
        ({"workspace_id": "/x", "spokes": {}}, "stack landing-zone has no output spokes.spoke-council-uks"),
    ],
)
def test_a_wave_says_that_the_landing_zone_was_not_applied(folder: Path, given: dict[str, object], says: str) -> None:
    said = _refused(
        lambda: build(folder), "w1-council", config={PASSWORD_KEY: "p"}, secret_keys=(PASSWORD_KEY,), given=given
    )
    assert says in said
    assert "pulumi up --stack landing-zone" in said


def test_a_wave_says_that_there_is_no_landing_zone(folder: Path) -> None:
    said = _refused(lambda: build(folder), "w1-council", config={PASSWORD_KEY: "p"}, secret_keys=(PASSWORD_KEY,))
    assert said.startswith("stack w1-council, depends_on: landing-zone: its outputs cannot be read (")
    assert "unknown stack organization/cloud-unless/landing-zone" in said
    assert said.endswith("Build it first: pulumi up --stack landing-zone")


def test_an_interruption_by_the_engine_shows_no_trace(
    folder: Path, asked: list[Stack], capsys: pytest.CaptureFixture[str]
) -> None:
    def program() -> None:
        build(folder)
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
        assert capsys.readouterr().err == ""
        sys.excepthook(ValueError, ValueError("a fault of ours"), None)
        assert "a fault of ours" in capsys.readouterr().err

    run_program(program, "landing-zone")
    assert len(asked) == 1
