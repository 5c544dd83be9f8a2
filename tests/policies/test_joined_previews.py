"""Several files checked as one: what stands in another stack, another project or another kind of file counts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from itertools import permutations
from typing import Any

import pytest
from arm_templates import account, body, template
from cases_reading import rule_of
from checked_things import ROOT, export, preview, step

from policies.check import check
from policies.readers import joined, parse_resources
from policies.standards import Standards

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
ENDPOINT = "azure-native:network:PrivateEndpoint"
VAULT = "azure-native:keyvault:Vault"
VAULT_ID = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv"
REFERENCE = "pulumi:pulumi:StackReference"


def made(token: str, name: str, inputs: dict[str, Any], place: str, **more: Any) -> dict[str, Any]:
    """A resource of a stack; `place` is "PROJECT/STACK"."""
    project, stack = place.split("/")
    custom = not token.startswith("pulumi:pulumi:Stack:")
    return {"urn": f"urn:pulumi:{stack}::{project}::{token}::{name}", "type": token, "custom": custom} | {
        "inputs": inputs,
        **more,
    }


def previewed(place: str, *states: dict[str, Any]) -> bytes:
    """A preview that makes these."""
    return preview(*(step("create", one) for one in (made(ROOT, place, {}, place, custom=False), *states)))


def vault(place: str, **more: Any) -> dict[str, Any]:
    return made(VAULT, "kv", {"properties": {"publicNetworkAccess": "Disabled"}}, place, **more)


def endpoint(place: str, to: str = UNKNOWN, **more: Any) -> dict[str, Any]:
    return made(ENDPOINT, "pe", {"privateLinkServiceConnections": [{"privateLinkServiceId": to}]}, place, **more)


def verdicts(files: Sequence[bytes], rule_id: str = "NET-019") -> list[str]:
    sources = [parse_resources(data, f"file-{number}.json") for number, data in enumerate(files)]
    checked = check(joined(sources), (rule_of(rule_id),), (), date(2026, 11, 22), Standards(), None)
    return [one.verdict for one in checked.findings]


def test_one_file_alone_cannot_tell_what_stands_in_the_other() -> None:
    hub, spoke = (
        previewed("hub/prod", endpoint("hub/prod", VAULT_ID)),
        previewed("spoke/prod", vault("spoke/prod", id=VAULT_ID)),
    )
    assert verdicts([spoke]) == ["fail"]
    assert verdicts([hub, spoke]) == ["pass"]


def test_the_order_of_files_does_not_matter() -> None:
    files = [
        previewed("hub/prod", endpoint("hub/prod", VAULT_ID)),
        previewed("one/prod", vault("one/prod", id=VAULT_ID)),
        previewed("two/prod", vault("two/prod")),
    ]
    assert {tuple(verdicts(found)) for found in permutations(files)} == {("pass", "fail")}


@pytest.mark.parametrize(("project", "verdict"), [("hub", "unknown"), ("spoke", "fail")])
def test_stacks_of_one_name_in_two_projects_are_two(project: str, verdict: str) -> None:
    """What comes from another stack may be any resource there, but none of its own stack."""
    place = f"{project}/prod"
    given = made(REFERENCE, "ref", {"name": "org/other/prod"}, place)
    depends = {"privateLinkServiceConnections": [given["urn"]]}
    pointing = [given, endpoint(place, propertyDependencies=depends)]
    if project == "spoke":
        assert verdicts([previewed("spoke/prod", vault("spoke/prod"), *pointing)]) == [verdict]
    else:
        assert verdicts([previewed("spoke/prod", vault("spoke/prod")), previewed(place, *pointing)]) == [verdict]


def test_a_preview_and_an_export_are_one_whole() -> None:
    built = export(endpoint("hub/prod", VAULT_ID))
    assert verdicts([built, previewed("spoke/prod", vault("spoke/prod", id=VAULT_ID))]) == ["pass"]


def test_a_template_and_a_preview_are_one_whole() -> None:
    connections = {"privateLinkServiceConnections": [{"properties": {"privateLinkServiceId": VAULT_ID}}]}
    given = json.dumps(template(body("Microsoft.Network/privateEndpoints", "pe", connections))).encode()
    assert verdicts([given, previewed("spoke/prod", vault("spoke/prod", id=VAULT_ID))]) == ["pass"]


def test_two_templates_with_one_name_are_not_the_same() -> None:
    closed = account("a", {"publicNetworkAccess": "Disabled"})
    target = "[resourceId('Microsoft.Storage/storageAccounts', 'a')]"
    pointing = body(
        "Microsoft.Network/privateEndpoints",
        "pe",
        {"privateLinkServiceConnections": [{"properties": {"privateLinkServiceId": target}}]},
    )
    both, alone = template(closed, pointing), template(closed)
    assert verdicts([json.dumps(one).encode() for one in (both, alone)]) == ["pass", "fail"]
