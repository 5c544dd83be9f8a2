"""The policy pack under the real engine: it stops what breaks a standard, before it is made."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from stacks.rehearsal.azure import Azure
from stacks.rehearsal.cli import find_cli
from stacks.rehearsal.engine import clean_environment
from stacks.rehearsal.provider import serve

pytestmark = pytest.mark.timeout(600)  # several programs for each run of the engine, on a machine that may be busy

PACK = Path(__file__).parents[2] / "policies" / "cloud-unless-policies"
ACCOUNT = "azure-native:storage:StorageAccount"
TAGS = (
    "application-id migration-wave organisation owner service environment data-classification cost-centre review-date"
)
PROGRAM = """
import pulumi
import pulumi_azure_native as azure
from pulumi_azure_native import resources, storage

tags = {{name: "x" for name in "{tags}".split()}}
provider = azure.Provider("p", subscription_id="2c7e1f95-6d3b-4ea8-b409-71d5f2eac386")
inside = pulumi.ResourceOptions(provider=provider, protect=True)
group = resources.ResourceGroup("g", resource_group_name="rg-x-prod-uks-01", location="uksouth", tags=tags, opts=inside)
storage.StorageAccount(
    "s",
    account_name="stxproduks01",
    resource_group_name=group.name,
    location="uksouth",
    kind="StorageV2",
    sku=storage.SkuArgs(name="Standard_ZRS"),
    allow_blob_public_access={public},
    allow_shared_key_access=False,
    minimum_tls_version="TLS1_2",
    public_network_access="Disabled",
    tags=tags,
    opts=inside,
)
"""


@dataclass(frozen=True)
class Ran:
    """A run of the engine: its exit code, what it printed, what is in the simulated Azure after it, and what the
    storage account in it was told of public access."""

    code: int
    printed: str
    made: tuple[str, ...]
    public: object = None


def _up(folder: Path, public: str, *more: str, level: str = "mandatory") -> Ran:
    project = folder / "project"
    project.mkdir()
    (folder / "states").mkdir()
    (folder / "passphrase").write_text("test")
    (project / "Pulumi.yaml").write_text("name: test\nruntime: python\n")
    # Its logs, its endpoint and what it keeps of deleted files are other tests' subjects.
    others = ", ".join(f"{rule}: {{level: disabled}}" for rule in ("LOG-001", "NET-019", "STO-006"))
    rules = f"{others}, STO-001: {{level: {level}}}"
    (project / "standards.yaml").write_text(f"schema_version: 1\nrules: {{{rules}}}\n")
    (project / "__main__.py").write_text(PROGRAM.format(tags=TAGS, public=public))
    azure = Azure()
    server = serve(azure)
    cli = find_cli(os.environ)
    environment = clean_environment(os.environ, cli, folder, server.address) | {"CLOUD_UNLESS_AS_OF": "2026-11-22"}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(cli.folder / "pulumi"), *arguments, "--non-interactive"],
            cwd=project,
            env=environment,
            capture_output=True,
            text=True,
            timeout=100,
        )

    try:
        assert run("stack", "init", "dev").returncode == 0
        ran = run("up", "--stack", "dev", "--yes", *more, "--policy-pack", str(PACK))
        state = json.loads(run("stack", "export", "--stack", "dev").stdout)
    finally:
        server.stop()
    told = [
        one["inputs"].get("allowBlobPublicAccess")
        for one in state["deployment"].get("resources", ())
        if ACCOUNT in one["urn"]
    ]
    return Ran(
        ran.returncode, ran.stdout + ran.stderr, tuple(one.kind for one in azure.all()), told[0] if told else None
    )


@pytest.mark.parametrize("more", [(), ("--skip-preview",)], ids=["with preview", "at once"])
def test_a_planted_violation_stops_the_run_before_it_is_made(tmp_path: Path, more: tuple[str, ...]) -> None:
    ran = _up(tmp_path, "True", *more)
    assert ran.code != 0
    assert "STO-001" in ran.printed
    assert "Microsoft.Storage/storageAccounts" not in ran.made


def test_what_keeps_every_standard_is_made(tmp_path: Path) -> None:
    ran = _up(tmp_path, "False")
    assert ran.code == 0, ran.printed
    assert "Microsoft.Storage/storageAccounts" in ran.made


@pytest.mark.parametrize("more", [(), ("--skip-preview",)], ids=["with preview", "at once"])
def test_what_may_be_mended_is_mended_before_it_is_made(tmp_path: Path, more: tuple[str, ...]) -> None:
    ran = _up(tmp_path, "True", *more, level="remediate")
    assert ran.code == 0, ran.printed
    assert "STO-001" in ran.printed
    assert (ran.public, "Microsoft.Storage/storageAccounts" in ran.made) == (False, True)
