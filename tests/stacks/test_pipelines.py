"""Pipelines for build servers: every stack in its order, no stored secret, no text of ours that a shell would run."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from ruamel.yaml import YAML
from small_architecture import small_architecture

from migration.model.architecture import Architecture
from safeio.errors import InputError
from stacks.pipelines.azure_devops import azure_pipeline
from stacks.pipelines.github import CHECKOUT, github_workflow
from stacks.pipelines.steps import checked_folder, jobs_of

MAKERS = {"github": github_workflow, "azure": azure_pipeline}


@pytest.fixture
def waves() -> Architecture:
    """A landing zone, and waves that are applied, approved and drafted, one after the other."""
    whole = small_architecture()
    zone, wave = whole.stacks
    more = [
        replace(wave, name=f"w{number}-council", wave_state=state, follows=(f"w{number - 1}-council",) * (number > 1))
        for number, state in ((1, "applied"), (2, "approved"), (3, "draft"))
    ]
    return replace(whole, stacks=(zone, *more))


def read(text: str) -> Any:
    """A pipeline as its server reads it."""
    return YAML(typ="safe", pure=True).load(text)


def steps(found: Any) -> list[dict[str, Any]]:
    """Every step, wherever it stands."""
    if isinstance(found, dict):
        own = found.get("steps")
        return [*(own if isinstance(own, list) else ()), *(one for part in found.values() for one in steps(part))]
    return [one for part in found for one in steps(part)] if isinstance(found, list) else []


def scripts(found: Any) -> list[str]:
    """Every text that a shell runs."""
    texts = [(one.get("run"), one.get("bash"), one.get("inputs", {}).get("inlineScript")) for one in steps(found)]
    return [text for three in texts for text in three if text]


def test_every_stack_is_previewed_and_those_of_approved_waves_are_built_in_their_order(waves: Architecture) -> None:
    jobs = read(github_workflow(waves))["jobs"]
    previewed = [job["env"]["STACK"] for key, job in jobs.items() if key.startswith("preview_")]
    assert previewed == [one.name for one in waves.stacks]
    assert {job["env"]["STACK"]: job.get("needs", []) for key, job in jobs.items() if key.startswith("apply_")} == {
        "landing-zone": [],
        "w1-council": ["apply_s001_landing_zone"],
        "w2-council": ["apply_s001_landing_zone", "apply_s002_w1_council"],
    }


def test_the_azure_pipeline_builds_the_same_in_the_same_order(waves: Architecture) -> None:
    preview, apply, drift = read(azure_pipeline(waves))["stages"]
    assert [one["displayName"] for one in preview["jobs"]] == [f"Preview {one.name}" for one in waves.stacks]
    assert [(one["deployment"], one["dependsOn"]) for one in apply["jobs"]] == [
        ("apply_s001_landing_zone", []),
        ("apply_s002_w1_council", ["apply_s001_landing_zone"]),
        ("apply_s003_w2_council", ["apply_s001_landing_zone", "apply_s002_w1_council"]),
    ]
    assert [one["job"] for one in drift["jobs"]] == ["drift"]


@pytest.mark.parametrize("server", sorted(MAKERS))
def test_I_10_no_text_of_a_variable_stands_in_a_script(waves: Architecture, server: str) -> None:
    found = scripts(read(MAKERS[server](waves)))
    assert found
    assert [text for text in found if "${{" in text or "$(" in text.replace('"$(git rev-parse HEAD)"', "")] == []


@pytest.mark.parametrize("server", sorted(MAKERS))
def test_X_01_no_secret_is_stored(waves: Architecture, server: str) -> None:
    text = MAKERS[server](waves)
    assert "secrets." not in text
    assert re.search(r"client.?secret|password", text, re.IGNORECASE) is None


def test_only_a_person_s_approval_builds_and_a_fork_gets_no_identity(waves: Architecture) -> None:
    jobs = read(github_workflow(waves))["jobs"]
    for key, job in jobs.items():
        assert job.get("environment") == ("cloud-unless" if key.startswith("apply_") else None)
        assert ("APPLY_CLIENT_ID" in job["env"]["ARM_CLIENT_ID"]) is key.startswith("apply_")
        assert "head.repo.full_name == github.repository" in job["if"] or not key.startswith("preview_")


def test_every_action_is_pinned_by_its_commit(waves: Architecture) -> None:
    workflow = read(github_workflow(waves))
    assert {one["uses"] for one in steps(workflow) if "uses" in one} == {CHECKOUT}
    assert re.fullmatch(r"[a-z]+/[a-z]+@[0-9a-f]{40}", CHECKOUT)
    assert workflow["permissions"] == {}


@pytest.mark.parametrize("server", sorted(MAKERS))
def test_a_folder_inside_the_repository_is_watched(waves: Architecture, server: str) -> None:
    text = MAKERS[server](waves, "programmes/county")
    assert "- programmes/county/out/architecture.json" in text
    assert "- out/architecture.json" not in text


@pytest.mark.parametrize("server", sorted(MAKERS))
def test_the_same_architecture_gives_the_same_bytes(waves: Architecture, server: str) -> None:
    make: Callable[[Architecture], str] = MAKERS[server]
    assert make(waves) == make(waves)
    assert max(len(line) for line in make(waves).splitlines()) <= 140


@pytest.mark.parametrize("folder", ["..", "a/../b", "/etc", "", "a;b", "$(id)", "-o", "a/"])
def test_a_folder_that_leads_elsewhere_is_refused(folder: str) -> None:
    with pytest.raises(InputError, match="--inside"):
        checked_folder(folder)


@pytest.mark.parametrize("name", ["${{ github.token }}", "a\nb", "$(id)", "##vso[a]", "", "a" * 101])
def test_I_10_a_name_that_no_stack_can_have_is_refused(waves: Architecture, name: str) -> None:
    first, *rest = waves.stacks
    with pytest.raises(InputError, match="cannot be the name of a stack"):
        jobs_of(replace(waves, stacks=(replace(first, name=name), *rest)))


def test_names_that_become_alike_stay_apart(waves: Architecture) -> None:
    first, second, *_ = waves.stacks
    alike = replace(waves, stacks=(replace(first, name="a-b"), replace(second, name="a_b", depends_on=("a-b",))))
    assert [one.key for one in jobs_of(alike)] == ["s001_a_b", "s002_a_b"]
