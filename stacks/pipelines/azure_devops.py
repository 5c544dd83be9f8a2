"""A pipeline of Azure DevOps for every stack of an architecture."""

from __future__ import annotations

from typing import Any

from migration.model.architecture import Architecture
from stacks.pipelines.steps import (
    FETCH,
    TIMES,
    Job,
    checked_folder,
    comment,
    jobs_of,
    run_stack,
    watched,
    yaml_text,
)

FILE = "azure-pipelines.yml"
"""Where Azure DevOps looks for it first."""

HEAD = (
    "Made by `cloud-unless export pipeline --for azure-devops`. Make it again after `cloud-unless design`.",
    "",
    "A pull request previews every stack, checks it and says so in a thread. A push to main builds the stacks whose",
    "wave is approved, one after the other, each when the approvers of the environment cloud-unless agree. Drift is",
    "looked for on working days. Every job signs in by workload identity federation (OIDC): no secret is stored.",
    "",
    "What it needs:",
    "  service connections   cloud-unless-preview, which may read, and cloud-unless-apply, which may build; both with",
    "                        workload identity federation, the second open to the environment cloud-unless alone",
    "  an environment        cloud-unless, with approvers",
    "  a variable group      cloud-unless: CLOUD_UNLESS_URL (where its source is), CLOUD_UNLESS_COMMIT (its full",
    "                        commit, 40 digits), PULUMI_BACKEND_URL (where the state is kept)",
    "  a branch policy       of main: this pipeline as build validation, since Azure Repos heeds no `pr`",
)

_PREVIEW, _APPLY = "cloud-unless-preview", "cloud-unless-apply"
_TOOLS = "$(Agent.TempDirectory)"


def azure_pipeline(architecture: Architecture, folder: str = ".") -> str:
    """The text of the pipeline; `folder` is the programme folder inside its repository. Raises InputError."""
    inside = checked_folder(folder)
    jobs = jobs_of(architecture)
    paths = watched(inside)
    body: dict[str, Any] = {
        "trigger": {"branches": {"include": ["main"]}, "paths": {"include": paths}},
        "pr": {"branches": {"include": ["main"]}, "paths": {"include": paths}},
        "schedules": [
            {"cron": TIMES, "displayName": "Drift", "branches": {"include": ["main"]}, "always": "true"},
        ],
        "pool": {"vmImage": "ubuntu-24.04"},
        "variables": [
            {"group": "cloud-unless"},
            {"name": "ARM_USE_OIDC", "value": "true"},
            {"name": "PROGRAMME", "value": inside},
        ],
        "stages": [
            {
                "stage": "preview",
                "displayName": "Preview",
                "dependsOn": [],
                "condition": "and(succeeded(), eq(variables['Build.Reason'], 'PullRequest'))",
                "jobs": [_preview(one) for one in jobs],
            },
            {
                "stage": "apply",
                "displayName": "Build",
                "dependsOn": [],
                "condition": "and(succeeded(), in(variables['Build.Reason'], 'IndividualCI', 'BatchedCI'))",
                "jobs": [_apply(one, jobs) for one in jobs if one.builds],
            },
            {
                "stage": "drift",
                "displayName": "Look for drift",
                "dependsOn": [],
                "condition": "and(succeeded(), in(variables['Build.Reason'], 'Schedule', 'Manual'))",
                "jobs": [{"job": "drift", "timeoutInMinutes": "350", "steps": [*_begin(), _run("drift", _PREVIEW)]}],
            },
        ],
    }
    return yaml_text(HEAD, body)


def _preview(job: Job) -> dict[str, Any]:
    told = {"TOOLS": _TOOLS, "SYSTEM_ACCESSTOKEN": "$(System.AccessToken)"}
    # A pull request does not approve itself.
    judged = {"CHECK_STANDARDS_FROM": "origin/$(System.PullRequest.TargetBranchName)"}
    return {
        "job": f"preview_{job.key}",
        "displayName": f"Preview {job.stack}",
        "timeoutInMinutes": "60",
        "steps": [
            *_begin(),
            _run("preview", _PREVIEW, {"STACK": job.stack, **judged}),
            {"bash": comment("azure"), "displayName": "Comment", "condition": "succeededOrFailed()", "env": told},
        ],
    }


def _apply(job: Job, jobs: tuple[Job, ...]) -> dict[str, Any]:
    built = {one.key for one in jobs if one.builds}
    return {
        "deployment": f"apply_{job.key}",
        "displayName": f"Build {job.stack}",
        "dependsOn": [f"apply_{key}" for key in job.needs if key in built],
        "timeoutInMinutes": "350",
        "environment": "cloud-unless",
        "strategy": {
            "runOnce": {"deploy": {"steps": [*_begin(), _run("apply", _APPLY, {"STACK": job.stack})]}},
        },
    }


def _begin() -> list[dict[str, Any]]:
    return [
        {"checkout": "self", "fetchDepth": "0", "persistCredentials": "false"},
        {"bash": FETCH, "displayName": "Fetch cloud-unless", "env": {"TOOLS": _TOOLS}},
    ]


def _run(action: str, connection: str, more: dict[str, str] | None = None) -> dict[str, Any]:
    return {
        "task": "AzureCLI@2",
        "displayName": {"preview": "Preview and check", "apply": "Build", "drift": "Look for drift"}[action],
        "inputs": {
            "azureSubscription": connection,
            "scriptType": "bash",
            "scriptLocation": "inlineScript",
            # Hands over the token of this very job, for Pulumi.
            "addSpnToEnvironment": True,
            "inlineScript": run_stack(action, "azure"),
        },
        "env": {"TOOLS": _TOOLS, **(more or {})},
    }
