"""Secrets in what is checked and round it: none comes out, in no form, of no output of `check`."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from command_line import Command

AS_OF = ("--as-of", "2026-11-22")
CANARY = "Kx7/canary+Tiger=93"
KINDS = ("sarif", "junit", "json", "csv", "md", "html", "github", "azure", "gitlab")
SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "ciphertext": CANARY}
STACK = "urn:pulumi:wave-1::county"


def forms(secret: str) -> set[str]:
    """The secret as people and programs may write it."""
    raw = secret.encode()
    escaped = json.dumps(secret)[1:-1].replace("/", "\\/")
    return {secret, escaped, base64.b64encode(raw).decode(), quote(secret, safe=""), raw.hex(), secret[::-1]}


def preview_with_secrets(path: Path) -> Path:
    """A preview with the canary in plain text wherever a program may have put it, and in the engine's own envelope."""
    kinds: dict[str, dict[str, Any]] = {
        "pulumi:pulumi:Stack": {},
        "azure-native:compute:VirtualMachine": {"osProfile": {"adminPassword": CANARY, "customData": CANARY}},
        "azure-native:storage:StorageAccount": {"minimumTlsVersion": CANARY, "allowBlobPublicAccess": SECRET},
        "azure-native:sql:Server": {"administratorLoginPassword": SECRET, "minimalTlsVersion": SECRET},
        "azure-native:keyvault:Secret": {"properties": {"value": CANARY}},
        "azure-native:web:WebAppConnectionStrings": {"properties": {"db": {"value": f"Server=s;Password={CANARY}"}}},
        "azure-native:web:WebApp": {"siteConfig": {"ftpsState": CANARY}, "tags": {"owner": CANARY}},
    }
    steps = []
    for token, inputs in kinds.items():
        urn = f"{STACK}::{token}::one"
        state = {"urn": urn, "type": token, "custom": not token.startswith("pulumi:"), "inputs": inputs}
        steps.append({"op": "create", "urn": urn, "newState": state})
    path.write_text(json.dumps({"steps": steps, "changeSummary": {"create": len(steps)}, "config": {"k": CANARY}}))
    return path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and a build whose variables hold the canary too."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", CANARY)
    monkeypatch.setenv("ARM_CLIENT_SECRET", CANARY)
    return tmp_path


def test_X_01_no_output_of_a_check_holds_a_secret(command: Command, here: Path) -> None:
    checked = preview_with_secrets(here / "p.json")
    writes = [text for kind in KINDS for text in ("--write", f"{kind}=out.{kind}")]
    more = ("--write-baseline", "base.out", "--patch", "patch.out")
    ran = command("check", checked, *AS_OF, *writes, *more)
    again = command("check", checked, *AS_OF, "--baseline", "base.out", "--format", "json", "--patch", "patch.json.out")
    assert ran.code in (1, 4)
    assert "KEY-007" in ran.out
    texts = {"said": ran.out + ran.err, "again": again.out + again.err}
    texts |= {path.name: path.read_text() for path in here.glob("*out*")}
    assert len(texts) == len(KINDS) + 5
    assert {name for name, text in texts.items() for form in forms(CANARY) if form in text} == set()


@pytest.mark.parametrize(
    "text",
    [
        f'{{"steps": "{CANARY}", "changeSummary": {{}}}}',
        f'{{"resources": ["{CANARY}"], "contentVersion": "1"}}',
        f'{{"deployment": {{"resources": [{{"urn": "{CANARY}"}}]}}, "version": 3}}',
        f'["{CANARY}"]',
        f"{{'{CANARY}'",
    ],
)
def test_X_02_no_error_about_a_file_holds_what_stands_in_it(command: Command, here: Path, text: str) -> None:
    (here / "p.json").write_text(text)
    ran = command("check", "p.json", *AS_OF)
    assert ran.code in (2, 4)
    assert not any(form in ran.out + ran.err for form in forms(CANARY))


def test_X_02_a_rule_that_raises_with_a_secret_tells_only_its_kind(
    command: Command, here: Path, programme: Path
) -> None:
    (programme / "rules").mkdir(exist_ok=True)
    (programme / "rules/a.py").write_text(
        "from policies.model import Rule\n"
        "def answer(resource, context):\n    raise ValueError(resource.properties)\n"
        "RULE = Rule(id='COUNCIL-001', title='T', severity='low', why='W.', answer=answer, absent_means='F.',\n"
        "            applies_to=('azure-native:keyvault:Secret',), remedy='R.', frameworks={}, parameters={})\n"
    )
    ran = command("check", preview_with_secrets(here / "p.json"), "--folder", programme, *AS_OF)
    assert "the rule raised ValueError" in ran.out
    told = ran.out + ran.err + (programme / "out/findings.json").read_text()
    assert not any(form in told for form in forms(CANARY))
