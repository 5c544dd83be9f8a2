"""A workflow of GitHub Actions for every stack of an architecture."""

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

FILE = ".github/workflows/cloud-unless.yml"
"""Where GitHub looks for it."""

CHECKOUT = "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683"
"""actions/checkout v4.2.2, by its full commit: a tag can be moved to other code."""

HEAD = (
    "Made by `cloud-unless export pipeline --for github`. Make it again after `cloud-unless design`.",
    "",
    "A pull request previews every stack, checks it and says so in a comment. A push to main builds the stacks whose",
    "wave is approved, one after the other, each when the reviewers of the environment cloud-unless agree. Drift is",
    "looked for on working days. Every job signs in as itself (OIDC): no secret is stored.",
    "",
    "Set these as variables of the repository:",
    "  CLOUD_UNLESS_URL     where the source of cloud-unless is, and",
    "  CLOUD_UNLESS_COMMIT  its full commit, 40 digits",
    "  PULUMI_BACKEND_URL   where the state is kept, such as azblob://states?storage_account=NAME",
    "  PREVIEW_CLIENT_ID    an identity that may read, for pull requests and drift",
    "  APPLY_CLIENT_ID      an identity that may build, trusted for the environment cloud-unless alone",
)

_RUNNER = "ubuntu-24.04"
_SAME_REPOSITORY = "github.event.pull_request.head.repo.full_name == github.repository"
_READS = {"contents": "read", "id-token": "write"}


def github_workflow(architecture: Architecture, folder: str = ".") -> str:
    """The text of the workflow; `folder` is the programme folder inside its repository. Raises InputError."""
    inside = checked_folder(folder)
    jobs = jobs_of(architecture)
    paths = watched(inside)
    body: dict[str, Any] = {
        "name": "cloud-unless",
        "on": {
            "pull_request": {"paths": paths},
            "push": {"branches": ["main"], "paths": paths},
            "schedule": [{"cron": TIMES}],
            "workflow_dispatch": {},
        },
        "permissions": {},
        # Two runs that build at once would wait for each other's lock and fail.
        "concurrency": {"group": "cloud-unless-${{ github.ref }}", "cancel-in-progress": False},
        "env": {
            "CLOUD_UNLESS_URL": "${{ vars.CLOUD_UNLESS_URL }}",
            "CLOUD_UNLESS_COMMIT": "${{ vars.CLOUD_UNLESS_COMMIT }}",
            "PULUMI_BACKEND_URL": "${{ vars.PULUMI_BACKEND_URL }}",
            "ARM_USE_OIDC": "true",
            "ARM_TENANT_ID": architecture.tenant_id,
            "PROGRAMME": inside,
        },
        "jobs": {
            **{f"preview_{one.key}": _preview(one) for one in jobs},
            **{f"apply_{one.key}": _apply(one, jobs) for one in jobs if one.builds},
            "drift": _drift(),
        },
    }
    return yaml_text(HEAD, body)


def _preview(job: Job) -> dict[str, Any]:
    told = {"GH_TOKEN": "${{ github.token }}", "PULL_REQUEST": "${{ github.event.pull_request.number }}"}
    return {
        "name": f"Preview {job.stack}",
        # A pull request from a fork gets no identity.
        "if": f"github.event_name == 'pull_request' && {_SAME_REPOSITORY}",
        "runs-on": _RUNNER,
        "timeout-minutes": 60,
        "permissions": {**_READS, "pull-requests": "write"},
        "env": {
            "STACK": job.stack,
            "ARM_CLIENT_ID": "${{ vars.PREVIEW_CLIENT_ID }}",
            # A pull request does not approve itself.
            "CHECK_STANDARDS_FROM": "${{ github.event.pull_request.base.sha }}",
        },
        "steps": [
            *_begin(),
            _step("Preview and check", run_stack("preview", "github")),
            {**_step("Comment", comment("github")), "if": "${{ !cancelled() }}", "env": told},
        ],
    }


def _apply(job: Job, jobs: tuple[Job, ...]) -> dict[str, Any]:
    built = {one.key for one in jobs if one.builds}
    needs = [f"apply_{key}" for key in job.needs if key in built]
    return {
        "name": f"Build {job.stack}",
        "if": "github.event_name == 'push'",
        **({"needs": needs} if needs else {}),
        "runs-on": _RUNNER,
        "timeout-minutes": 350,
        "environment": "cloud-unless",
        "permissions": dict(_READS),
        "env": {"STACK": job.stack, "ARM_CLIENT_ID": "${{ vars.APPLY_CLIENT_ID }}"},
        "steps": [*_begin(), _step("Build", run_stack("apply", "github"))],
    }


def _drift() -> dict[str, Any]:
    return {
        "name": "Look for drift",
        "if": "github.event_name == 'schedule' || github.event_name == 'workflow_dispatch'",
        "runs-on": _RUNNER,
        "timeout-minutes": 350,
        "permissions": dict(_READS),
        "env": {"ARM_CLIENT_ID": "${{ vars.PREVIEW_CLIENT_ID }}"},
        "steps": [*_begin(), _step("Look for drift", run_stack("drift", "github"))],
    }


def _begin() -> list[dict[str, Any]]:
    return [
        {"uses": CHECKOUT, "with": {"fetch-depth": 0, "persist-credentials": False}},
        {"name": "Fetch cloud-unless", "shell": "bash", "env": {"TOOLS": "${{ runner.temp }}"}, "run": FETCH},
    ]


def _step(name: str, run: str) -> dict[str, Any]:
    return {"name": name, "shell": "bash", "run": f'export TOOLS="$RUNNER_TEMP"\n{run}'}
