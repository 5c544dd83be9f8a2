"""ARM templates become resources as azure-native would have them; what cannot be told never looks kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from arm_templates import WHERE, account, body, made, only, read, template
from cases_reading import rule_of
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.check import check
from policies.standards import Standards
from policies.values import ABSENT, SECRET, UNKNOWN, every
from policies.values import read as value_at
from safeio.errors import UserError

PLACE = "/subscriptions/main.json/resourceGroups/main.json"
SERVER = "Microsoft.Sql/servers"


def verdicts(found: dict[str, Any], rule_id: str) -> dict[str, str]:
    """What a rule says of the resources of a template, by their names."""
    checked = check(read(found).resources, (rule_of(rule_id),), (), date(2026, 11, 22), Standards(), None)
    return {one.subject.rsplit("::", 1)[1]: one.verdict for one in checked.findings}


def test_a_resource_has_the_names_of_azure_native() -> None:
    found = only(template(account("a", {"networkAcls": {"defaultAction": "Deny"}, "minimumTlsVersion": "TLS1_2"})))
    assert (found.type, found.raw_type) == ("azure-native:storage:StorageAccount", "Microsoft.Storage/storageAccounts")
    assert (found.name, found.stack, found.id) == ("a", WHERE, f"{PLACE}/providers/Microsoft.Storage/storageAccounts/a")
    assert value_at(found.properties, "networkRuleSet.defaultAction") == "Deny"
    assert value_at(found.properties, "minimumTlsVersion") == "TLS1_2"
    assert value_at(found.properties, "accountName") == "a"
    assert [name for name in ("type", "properties", "apiVersion", "dependsOn") if name in found.properties] == []


def test_names_of_properties_are_found_in_any_case() -> None:
    assert verdicts(template(account("a", {"AllowBlobPUBLICAccess": True})), "STO-001") == {"a": "fail"}


def test_a_type_that_keeps_its_level_keeps_it() -> None:
    found = only(template(body("Microsoft.KeyVault/vaults", "v", {"enablePurgeProtection": True})))
    assert value_at(found.properties, "properties.enablePurgeProtection") is True


def test_levels_inside_lists_are_gone_too() -> None:
    rules = [{"name": "r", "properties": {"access": "Allow"}}]
    found = only(template(body("Microsoft.Network/networkSecurityGroups", "n", {"securityRules": rules})))
    assert list(every(found.properties, "securityRules[].access")) == [("securityRules[0].access", "Allow")]


@pytest.mark.parametrize("nested", [True, False])
def test_a_child_says_what_it_stands_in(nested: bool) -> None:
    if nested:
        given = template(body(SERVER, "s", {}, resources=[body("firewallRules", "f", {"startIpAddress": "0.0.0.0"})]))
    else:
        given = template(body(SERVER, "s", {}), body(f"{SERVER}/firewallRules", "s/f", {"startIpAddress": "0.0.0.0"}))
    found = made(given)
    child = found["s/f"]
    assert child.type == "azure-native:sql:FirewallRule"
    assert {name: child.properties[name] for name in ("serverName", "firewallRuleName")} == {
        "serverName": "s",
        "firewallRuleName": "f",
    }
    assert child.property_depends_on["serverName"] == (found["s"].urn,)
    assert verdicts(given, "SQL-005") == {"s/f": "fail"}


def test_a_child_may_name_all_that_it_stands_in() -> None:
    child = body(f"{SERVER}/firewallRules", "s/f", {})
    assert set(made(template(body(SERVER, "s", {}, resources=[child])))) == {"s", "s/f"}


def test_a_child_whose_name_is_one_value_is_judged_too() -> None:
    rule = body(f"{SERVER}/firewallRules", "[parameters('both')]", {"startIpAddress": "0.0.0.0"})
    found = only(template(rule, parameters={"both": {"type": "string"}}))
    assert (found.type, value_at(found.properties, "serverName")) == ("azure-native:sql:FirewallRule", UNKNOWN)


def test_a_value_comes_from_the_resource_it_names() -> None:
    group = "[resourceId('Microsoft.Network/networkSecurityGroups', parameters('nsg'))]"
    subnet = {"networkSecurityGroup": {"id": group}}
    given = template(
        body("Microsoft.Network/networkSecurityGroups", "[parameters('nsg')]", {}),
        body("Microsoft.Network/virtualNetworks/subnets", "v/s", subnet, dependsOn=[group]),
        parameters={"nsg": {"type": "string"}},
    )
    found = read(given).resources
    nsg = next(one for one in found if one.type.endswith("NetworkSecurityGroup"))
    child = next(one for one in found if one.type.endswith("Subnet"))
    assert nsg.id is None
    assert value_at(child.properties, "networkSecurityGroup.id") is UNKNOWN
    assert child.property_depends_on["networkSecurityGroup"] == child.depends_on == (nsg.urn,)


def test_of_a_resource_inside_another_only_the_inner_one_is_named() -> None:
    given = template(
        body(SERVER, "s", {}),
        body(f"{SERVER}/databases", "s/d", {}),
        body(f"{SERVER}/databases", "s/d2", {"sourceDatabaseId": f"[resourceId('{SERVER}/databases', 's', 'd')]"}),
    )
    found = made(given)
    assert found["s/d2"].property_depends_on["sourceDatabaseId"] == (found["s/d"].urn,)


def test_a_condition_that_is_false_leaves_it_out_and_says_so() -> None:
    given = template(
        account("a", condition="[parameters('on')]"), account("b"), parameters={"on": {"defaultValue": False}}
    )
    found = read(given)
    assert [one.name for one in found.resources] == ["b"]
    assert [one.message for one in found.warnings] == [
        "leaves out 1 resource of Microsoft.Storage/storageAccounts: its condition is false by default"
    ]


def test_a_condition_that_cannot_be_told_keeps_nobody_else() -> None:
    setting = body(
        "Microsoft.Insights/diagnosticSettings",
        "d",
        {"workspaceId": "/w", "logs": [{"enabled": True, "categoryGroup": "allLogs"}]},
        scope="[resourceId('Microsoft.KeyVault/vaults', 'v')]",
    )
    vault = body("Microsoft.KeyVault/vaults", "v", {})
    assert verdicts(template(vault, setting), "LOG-001") == {"v": "pass"}
    asked = {**setting, "condition": "[parameters('on')]"}
    assert verdicts(template(vault, asked, parameters={"on": {"type": "bool"}}), "LOG-001") == {"v": "unknown"}


def test_a_bad_resource_with_a_condition_that_cannot_be_told_fails() -> None:
    bad = account("a", {"allowBlobPublicAccess": True}, condition="[parameters('on')]")
    assert verdicts(template(bad, parameters={"on": {"type": "bool"}}), "STO-001") == {"a": "fail"}


def test_a_loop_is_unrolled_where_its_number_is_known() -> None:
    looped = account("[concat('a', copyIndex(1))]", copy={"name": "accounts", "count": "[parameters('count')]"})
    assert set(made(template(looped, parameters={"count": {"defaultValue": 3}}))) == {"a1", "a2", "a3"}
    assert read(template(looped, parameters={"count": {"defaultValue": 0}})).resources == ()


@pytest.mark.parametrize("count", [{"type": "int"}, {"defaultValue": 100_000}, {"defaultValue": True}])
def test_one_stands_for_all_where_the_number_of_a_loop_is_not_known(count: dict[str, Any]) -> None:
    looped = account(
        "[concat('a', copyIndex())]", {"a": "[copyIndex()]"}, copy={"name": "x", "count": "[parameters('n')]"}
    )
    found = only(template(looped, parameters={"n": count}))
    assert (found.id, value_at(found.properties, "a")) == (None, UNKNOWN)


def test_a_loop_inside_a_resource() -> None:
    loop = [{"name": "securityRules", "count": 2, "input": {"name": "[concat('r', copyIndex('securityRules'))]"}}]
    kind = "Microsoft.Network/networkSecurityGroups"
    found = only(template(body(kind, "n", {"copy": loop})))
    assert [one for _, one in every(found.properties, "securityRules[].name")] == ["r0", "r1"]
    unknown = only(template(body(kind, "n", {"copy": [loop[0] | {"count": "[parameters('n')]"}]})))
    assert value_at(unknown.properties, "securityRules") is UNKNOWN


@pytest.mark.parametrize("text", ["TLS1_2", "true"])
def test_a_text_in_place_of_properties_is_not_what_every_setting_says(text: str) -> None:
    found = only(template({**account(), "properties": text})).properties
    assert value_at(found, "minimumTlsVersion") is UNKNOWN
    found = only(template(account(properties={"networkAcls": {"properties": "Deny"}}))).properties
    assert value_at(found, "networkRuleSet.defaultAction") is UNKNOWN


OLD, NEW = {"minimumTlsVersion": "TLS1_0"}, {"minimumTlsVersion": "TLS1_2"}


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ({**NEW, "properties": OLD}, UNKNOWN),
        ({**OLD, "properties": NEW}, UNKNOWN),
        ({"properties": {**OLD, "properties": NEW}}, UNKNOWN),
        ({**NEW, "properties": NEW}, "TLS1_2"),
        ({"sku": {"name": "Standard_LRS"}, "properties": {**NEW, "sku": {"name": "Premium_LRS"}}}, "TLS1_2"),
    ],
)
def test_a_setting_that_is_told_twice_is_not_known(told: dict[str, Any], wanted: Any) -> None:
    found = only(template({**account(), **told})).properties
    assert value_at(found, "minimumTlsVersion") == wanted
    assert value_at(found, "sku.name") in (ABSENT, "Standard_LRS")


def test_properties_that_are_not_known_are_not_absent() -> None:
    given = template({**account("a"), "properties": "[parameters('all')]"})
    assert value_at(only(given).properties, "allowBlobPublicAccess") is UNKNOWN
    assert verdicts(given, "STO-001") == {"a": "unknown"}


def machine_with_password(**parameter: Any) -> dict[str, Any]:
    """A machine whose password is a secure parameter."""
    return template(
        body("Microsoft.Compute/virtualMachines", "v", {"osProfile": {"adminPassword": "[parameters('p')]"}}),
        parameters={"p": {"type": "securestring", **parameter}},
    )


@pytest.mark.parametrize("default", [None, "", "[newGuid()]"])
def test_a_secure_parameter_is_secret(default: str | None) -> None:
    given = machine_with_password(defaultValue=default)
    assert value_at(only(given).properties, "osProfile.adminPassword") is SECRET
    assert verdicts(given, "KEY-007") == {"v": "pass"}


def test_a_secure_parameter_with_a_plain_default_is_a_secret_in_plain_text_and_is_not_told() -> None:
    given = machine_with_password(defaultValue="hunter2")
    assert verdicts(given, "KEY-007") == {"v": "fail"}
    assert "hunter2" not in repr(read(given))


def test_a_reference_to_a_key_vault_is_no_secret() -> None:
    given = machine_with_password(defaultValue="@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/p)")
    assert verdicts(given, "KEY-007") == {"v": "pass"}


@pytest.mark.parametrize(("handed", "verdict"), [("hunter2", "fail"), ("[parameters('outer')]", "pass")])
def test_a_password_that_a_template_hands_to_another_in_plain_text_is_one(handed: str, verdict: str) -> None:
    inner = machine_with_password()
    given = template(
        deployment(inner, parameters={"p": {"value": handed}}), parameters={"outer": {"type": "securestring"}}
    )
    assert verdicts(given, "KEY-007")["v"] == verdict


def deployment(inner: dict[str, Any], **properties: Any) -> dict[str, Any]:
    """A deployment inside a template, as Bicep builds modules."""
    options = {"expressionEvaluationOptions": {"scope": "inner"}, "mode": "Incremental"}
    return body("Microsoft.Resources/deployments", "m", {**options, "template": inner, **properties})


def test_a_module_is_opened_with_what_it_is_given() -> None:
    inner = template(
        account("[parameters('name')]", {"allowBlobPublicAccess": "[parameters('open')]"}),
        parameters={"name": {"type": "string"}, "open": {"defaultValue": False}},
    )
    given = template(
        deployment(inner, parameters={"name": {"value": "[parameters('prefix')]"}, "open": {"value": True}}),
        parameters={"prefix": {"defaultValue": "st"}},
    )
    assert verdicts(given, "STO-001") == {"st": "fail"}


def test_what_a_module_gives_out_comes_from_its_resource() -> None:
    group = "Microsoft.Network/networkSecurityGroups"
    inner = template(
        body(group, "[parameters('n')]", {}),
        parameters={"n": {"type": "string"}},
        outputs={"id": {"type": "string", "value": f"[resourceId('{group}', parameters('n'))]"}},
    )
    out = "[reference(resourceId('Microsoft.Resources/deployments', 'm'), '2022-09-01').outputs.id.value]"
    subnet = body("Microsoft.Network/virtualNetworks/subnets", "v/s", {"networkSecurityGroup": {"id": out}})
    found = read(template(deployment(inner), subnet)).resources
    nsg, child = (next(one for one in found if one.type.endswith(kind)) for kind in ("SecurityGroup", "Subnet"))
    assert child.property_depends_on["networkSecurityGroup"] == (nsg.urn,)


def test_a_linked_template_is_no_pass() -> None:
    linked = body("Microsoft.Resources/deployments", "m", {"templateLink": {"uri": "https://example.org/t.json"}})
    assert verdicts(template(linked), "GOV-015") == {"m": "fail"}


def test_symbols_of_bicep() -> None:
    given = template()
    given["resources"] = {
        "group": body("Microsoft.Network/networkSecurityGroups", "[parameters('n')]", {}),
        "old": {**account("there"), "existing": True},
        "net": body(
            "Microsoft.Network/virtualNetworks/subnets",
            "v/s",
            {"networkSecurityGroup": {"id": "[resourceInfo('group').id]"}},
            dependsOn=["group"],
        ),
    }
    found = read(given).resources
    nsg, child = (next(one for one in found if one.type.endswith(kind)) for kind in ("SecurityGroup", "Subnet"))
    assert child.property_depends_on["networkSecurityGroup"] == child.depends_on == (nsg.urn,)
    assert len(found) == 2


@pytest.mark.parametrize(
    "lock",
    [
        body(
            "Microsoft.Authorization/locks", "l", {"level": "CanNotDelete"}, scope="Microsoft.Storage/storageAccounts/a"
        ),
        body(
            "Microsoft.Storage/storageAccounts/providers/locks",
            "a/Microsoft.Authorization/l",
            {"level": "CanNotDelete"},
        ),
    ],
)
def test_what_is_put_on_a_resource_names_it(lock: dict[str, Any]) -> None:
    assert verdicts(template(account("a"), lock), "GOV-005")["a"] == "pass"
    assert verdicts(template(account("b"), lock), "GOV-005")["b"] == "fail"


def test_settings_of_a_site_in_a_resource_of_their_own_count() -> None:
    site = body("Microsoft.Web/sites", "w", {"siteConfig": {"minTlsVersion": "1.0"}})
    config = body("Microsoft.Web/sites/config", "w/web", {"minTlsVersion": "1.2"})
    assert verdicts(template(site), "WEB-002") == {"w": "fail"}
    assert verdicts(template(site, config), "WEB-002") == {"w": "pass"}


def test_a_type_no_rule_looks_at_keeps_its_name() -> None:
    assert only(template(body("Microsoft.Quantum/workspaces", "q", {}))).type == "Microsoft.Quantum/workspaces"


def test_two_of_one_name_are_two() -> None:
    found = read(template(account("[parameters('n')]"), account("[parameters('n')]"))).resources
    assert len({one.urn for one in found}) == 2


def test_an_absent_setting_is_absent() -> None:
    assert value_at(only(template(account())).properties, "minimumTlsVersion") is ABSENT


ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "a/b", "[", "[a]", "[copyIndex()]", "[[x]"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["name", "count", "copy", "x"]), inner),
    max_leaves=6,
)
PLACES = ("type", "name", "properties", "condition", "copy", "dependsOn", "resources", "scope", "existing")


@settings(deadline=None)
@given(place=st.sampled_from(PLACES), odd=ODD, kind=st.sampled_from([SERVER, "Microsoft.Resources/deployments"]))
def test_an_odd_value_anywhere_is_read_or_refused(place: str, odd: Any, kind: str) -> None:
    try:
        found = read(template({**body(kind, "s", {"template": template(account())}), place: odd}))
    except UserError as refused:
        assert refused.remedy
    else:
        assert all(one.urn.startswith("urn:pulumi:main.json::template::") for one in found.resources)


@settings(deadline=None)
@given(place=st.sampled_from(["parameters", "variables", "outputs", "resources"]), odd=ODD)
def test_an_odd_template_is_read_or_refused(place: str, odd: Any) -> None:
    try:
        read(template(account("[parameters('x')]", {"a": "[variables('y')]"}), **{place: odd}))
    except UserError as refused:
        assert refused.remedy
