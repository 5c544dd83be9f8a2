"""What a generated pipeline runs on a build server: previews and checks, builds, or looks for drift, as the login of
the job."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from command_line import Ran

ROOT = Path(__file__).resolve().parent.parent.parent
STACK_SCRIPT = ROOT / "tools" / "ci" / "stack.sh"
COMMENT_SCRIPT = ROOT / "tools" / "ci" / "comment.sh"
PREVIEW = {
    "steps": [
        {
            "op": "create",
            "urn": "urn:pulumi:a::b::azure-native:resources:ResourceGroup::group",
            "newState": {
                "urn": "urn:pulumi:a::b::azure-native:resources:ResourceGroup::group",
                "type": "azure-native:resources:ResourceGroup",
                "custom": True,
                "inputs": {},
            },
        }
    ],
    "changeSummary": {"create": 1, "::error::": 2},
}
TOLD = """#!/bin/sh
echo "$(basename "$0")" "$@" >>"$TOLD"
echo "login $ARM_OIDC_TOKEN $ARM_CLIENT_ID $ARM_OIDC_REQUEST_URL" >>"$TOLD"
"""


@dataclass(frozen=True)
class Server:
    """A build server: programs that write down how they were called, and a folder for what is told."""

    programs: Path
    told: Path
    files: Path

    def program(self, name: str, does: str = "") -> None:
        """Put a program there."""
        path = self.programs / name
        path.write_text(TOLD + does)
        path.chmod(0o755)

    def run(self, script: Path, *arguments: str, **surroundings: str) -> Ran:
        """Run a script as a step of a pipeline does."""
        own = {"PATH": f"{self.programs}:{os.environ['PATH']}", "HOME": str(self.told.parent), "TOLD": str(self.told)}
        done = subprocess.run(
            [str(script), *arguments],
            env={**own, "PYTHONPATH": str(ROOT), **surroundings},
            cwd=self.told.parent,
            capture_output=True,
            text=True,
            check=False,
        )
        return Ran(code=done.returncode, out=done.stdout, err=done.stderr)

    def stack(self, action: str, **surroundings: str) -> Ran:
        """Run the script of a stack."""
        return self.run(STACK_SCRIPT, action, str(self.programs), "github", str(self.files), **surroundings)

    def calls(self) -> list[str]:
        """How the programs were called."""
        return [line for line in self.told.read_text().splitlines() if not line.startswith("login")]


@pytest.fixture
def server(tmp_path: Path) -> Server:
    """A server with a pulumi that previews one resource, and our own command."""
    programs = tmp_path / "bin"
    programs.mkdir()
    made = Server(programs, tmp_path / "told", tmp_path / "files")
    made.program("pulumi", f"case $* in *--json*) cat <<'END'\n{json.dumps(PREVIEW)}\nEND\n;; esac\n")
    made.program("cloud-unless", f'exec {shlex.quote(sys.executable)} -m cloud_unless "$@"\n')
    made.program("cloud-unless-policies")
    return made


def test_a_preview_is_checked_and_told_in_markdown(server: Server) -> None:
    ran = server.stack("preview", STACK="a b;$(id)")
    assert ran.code in (1, 4), ran.err  # a group without tags keeps no standard about tags
    assert "--stack a b;$(id) --json --show-sames --policy-pack" in server.calls()[0]
    first, second, *rest = (server.files / "comment.md").read_text().splitlines()
    assert first == "<!-- cloud-unless a b;$(id) -->"
    assert second == "## Preview of `a b;$(id)`: 1 create"
    assert len(rest) > 3


def test_a_preview_that_fails_says_why_and_stops(server: Server) -> None:
    server.program("pulumi", "echo what is wrong; exit 255\n")
    ran = server.stack("preview", STACK="a")
    assert (ran.code, "what is wrong" in ran.out) == (255, True)
    assert not (server.files / "comment.md").exists()


def test_a_stack_is_built_with_the_policy_pack(server: Server) -> None:
    assert server.stack("apply", STACK="a").code == 0
    pack = server.programs / "cloud-unless-policies"
    assert server.calls() == [f"pulumi up --non-interactive --yes --stack a --policy-pack {pack}"]


def test_drift_ends_as_the_command_ends(server: Server) -> None:
    server.program("cloud-unless", "exit 1\n")
    assert server.stack("drift").code == 1
    assert server.calls() == ["cloud-unless drift"]


def test_another_action_is_refused(server: Server) -> None:
    assert server.stack("destroy", STACK="a").code == 2


def test_it_works_in_the_programme_folder(server: Server) -> None:
    (server.told.parent / "county").mkdir()
    server.program("pulumi", 'pwd >>"$TOLD"\n')
    assert server.stack("apply", STACK="a", PROGRAMME="county").code == 0
    assert server.calls()[-1] == str(server.told.parent / "county")


def test_X_01_github_s_token_signs_in_and_stands_in_no_file(server: Server) -> None:
    server.program("curl", 'cat >/dev/null; echo \'{"value": "canary"}\'\n')
    server.program("az")
    asked = {"ACTIONS_ID_TOKEN_REQUEST_URL": "there?a=b", "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "bearer-canary"}
    ran = server.stack("apply", STACK="a", ARM_CLIENT_ID="me", ARM_TENANT_ID="us", **asked)
    assert ran.code == 0, ran.err
    curl, az, _pulumi = server.calls()
    assert curl.endswith("there?a=b&audience=api://AzureADTokenExchange")
    assert "bearer-canary" not in curl + ran.out + ran.err
    assert "--username me --tenant us --federated-token canary" in az
    assert "login  me there?a=b" in server.told.read_text()


def test_the_token_of_azure_pipelines_is_handed_to_pulumi(server: Server) -> None:
    assert server.stack("apply", STACK="a", idToken="it", servicePrincipalId="me", tenantId="us").code == 0
    assert "login it me " in server.told.read_text()


def test_a_comment_of_github_replaces_the_one_before(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "comment.md"
    file.write_text("<!-- cloud-unless a -->\nnew\n")
    server.program("gh", 'case $* in *--paginate*) echo "$mark" >>"$TOLD"; echo 17 ;; esac\n')
    ran = server.run(COMMENT_SCRIPT, "github", str(file), GITHUB_REPOSITORY="us/it", PULL_REQUEST="3")
    assert ran.code == 0, ran.err
    assert "<!-- cloud-unless a -->" in server.calls()
    assert server.calls()[-1] == f"gh api --silent --method PATCH repos/us/it/issues/comments/17 --field body=@{file}"


def test_X_01_a_comment_of_azure_shows_no_token(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "comment.md"
    file.write_text('<!-- cloud-unless a -->\n"new"\n')
    server.program("curl", 'cat >>"$TOLD"\n')
    names = ("COLLECTIONURI", "TEAMPROJECTID", "PULLREQUEST_PULLREQUESTID", "ACCESSTOKEN")
    settings = {f"SYSTEM_{name}": f"{name}/" for name in names}
    ran = server.run(COMMENT_SCRIPT, "azure", str(file), BUILD_REPOSITORY_ID="it", **settings)
    assert ran.code == 0, ran.err
    call, *sent = server.calls()
    assert "ACCESSTOKEN/" not in call
    assert json.loads(sent[-1])["comments"][0]["content"] == file.read_text()
    assert [path.name for path in tmp_path.glob("comment.md*")] == ["comment.md"]


def test_nothing_to_comment_is_no_fault(server: Server, tmp_path: Path) -> None:
    assert server.run(COMMENT_SCRIPT, "github", str(tmp_path / "none.md")).code == 0
