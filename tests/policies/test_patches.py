"""The patch of what can be mended: templates that then keep the rules, and lines for the writer of a program."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policies.check import check
from policies.edits import template_edits
from policies.json_places import edited
from policies.model import Resource
from policies.patches import Mend, mends, patch_file, patch_text
from policies.readers import parse_resources
from policies.rules import RULES
from policies.standards import Standards

TODAY = date(2026, 11, 22)
TEMPLATE = """\
{
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0",
    "parameters": {"tls": {"type": "string", "defaultValue": "TLS1_0"}, "rest": {"type": "object"}},
    "resources": [
        {
            "type": "Microsoft.Storage/storageAccounts",
            "name": "[concat('st', copyIndex())]",
            "copy": {"name": "loop", "count": 3},
            "properties": {
                "supportshttpstrafficonly": false,
                "minimumTlsVersion": "[parameters('tls')]"
            }
        },
        {"type": "Microsoft.Web/sites", "name": "a", "properties": {}, "resources": [
            {"type": "config", "name": "web", "properties": {"minTlsVersion": "1.0"}}
        ]},
        {"type": "Microsoft.Web/sites", "name": "b"},
        {"type": "Microsoft.Sql/servers", "name": "c", "properties": "[parameters('rest')]"},
        {"type": "Microsoft.Resources/deployments", "name": "inner", "properties": {"template": {"resources": [
            {"type": "Microsoft.Sql/servers", "name": "d", "properties": {"minimalTlsVersion": "1.0"}}
        ]}}}
    ]
}
"""
MENDED = {
    ("STO-002", "st0"), ("STO-002", "st1"), ("STO-002", "st2"), ("STO-003", "st0"), ("STO-003", "st1"),
    ("STO-003", "st2"), ("WEB-001", "a"), ("WEB-002", "a"), ("WEB-003", "a"), ("WEB-001", "b"), ("WEB-003", "b"),
    ("SQL-001", "d"),
}  # fmt: skip


def _mends(text: str, file: str = "main.json") -> tuple[Mend, ...]:
    resources = parse_resources(text.encode(), file).resources
    found = check(resources, RULES, (), TODAY, Standards(), None).findings
    return mends(found, resources, RULES, Standards(), {one.urn: file for one in resources}, TODAY)


def test_a_patched_template_keeps_what_it_did_not_and_is_patched_no_more() -> None:
    made = _mends(TEMPLATE)
    assert {(rule_id, one.resource.name) for one in made for rule_id in one.rule_ids} == MENDED
    edits = template_edits([(one.resource, one.changes) for one in made], json.loads(TEMPLATE))
    assert _mends(edited(TEMPLATE, edits)) == ()


def test_git_applies_the_text(tmp_path: Path) -> None:
    made = _mends(TEMPLATE)
    (tmp_path / "main.json").write_text(TEMPLATE)
    (tmp_path / "o.diff").write_text(patch_text(made, {"main.json": TEMPLATE}, {"main.json": json.loads(TEMPLATE)}))
    subprocess.run(["git", "apply", "o.diff"], cwd=tmp_path, check=True)
    assert _mends((tmp_path / "main.json").read_text()) == ()


def test_the_operations_are_those_of_json_patch() -> None:
    written = patch_file(_mends(TEMPLATE), {"main.json": json.loads(TEMPLATE)}, TODAY)
    (template,) = written.templates
    assert written.resources == ()
    told = {(one.op, one.path): one.value for one in template.patch}
    assert told["replace", "/resources/0/properties/supportshttpstrafficonly"] is True
    assert told["replace", "/resources/0/properties/minimumTlsVersion"] == "TLS1_2"
    assert told["replace", "/resources/1/resources/0/properties/minTlsVersion"] == "1.2"
    assert told["add", "/resources/2/properties"] == {"httpsOnly": True, "siteConfig": {"ftpsState": "FtpsOnly"}}
    assert told["replace", "/resources/4/properties/template/resources/0/properties/minimalTlsVersion"] == "1.2"


def _preview(**inputs: Any) -> str:
    urn = "urn:pulumi:dev::x::azure-native:web:WebApp::site"
    state = {"urn": urn, "type": "azure-native:web:WebApp", "custom": True, "inputs": inputs}
    state |= {"sourcePosition": "project:///app.py#7"}
    return json.dumps({"steps": [{"op": "create", "urn": urn, "newState": state}], "changeSummary": {"create": 1}})


@pytest.mark.parametrize("form", ["text", "json"])
def test_of_a_program_each_resource_is_told(form: str) -> None:
    made = _mends(_preview(httpsOnly=False, siteConfig={"ftpsState": "Disabled"}), "preview.json")
    if form == "text":
        assert patch_text(made, {}, {}) == (
            "# site, azure-native:web:WebApp, app.py:7 (WEB-001)\n# set httpsOnly to true\n"
        )
        return
    (one,) = patch_file(made, {}, TODAY).resources
    assert (one.file, one.line, one.rule_ids) == ("app.py", 7, ("WEB-001",))
    assert [(op.op, op.path, op.value) for op in one.patch] == [("replace", "/httpsOnly", True)]


def test_a_name_cannot_break_out_of_its_line() -> None:
    resource = Resource(
        type="x",
        raw_type="x",
        name="a\n--- a/etc\n",
        urn="u",
        stack="s",
        properties={},
        outputs={},
        property_depends_on={},
    )
    told = patch_text((Mend(resource=resource, file="p.json", rule_ids=("A",), changes=()),), {}, {})
    assert [line[:2] for line in told.splitlines()] == ["# "]
