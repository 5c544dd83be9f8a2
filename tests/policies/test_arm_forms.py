"""Forms of ARM templates that people and Bicep write: each is read, or what cannot be told of it is not known."""

from __future__ import annotations

from typing import Any

import pytest
from arm_templates import WHERE, account, body, made, only, read, template

from policies.readers import parse_resources
from policies.values import SECRET, UNKNOWN
from policies.values import read as value_at
from safeio.errors import UserError

LINK = {"uri": "https://example.org/inner.json?sig=hunter2"}
DEPLOYMENT = "Microsoft.Resources/deployments"


@pytest.mark.parametrize("name", ["templateLink", "parametersLink"])
def test_what_stands_at_an_address_is_named_and_not_fetched(name: str) -> None:
    (warning,) = read(template(body(DEPLOYMENT, "inner", {name: LINK}))).warnings
    assert "deployment inner takes from https://example.org/inner.json what is not looked at" in warning.message
    assert "hunter2" not in warning.message


def test_parameters_from_an_address_are_not_known() -> None:
    inner = template(
        account("a", {"allowBlobPublicAccess": "[parameters('open')]"}),
        parameters={"open": {"type": "bool", "defaultValue": False}},
    )
    options = {"expressionEvaluationOptions": {"scope": "inner"}}
    outer = template(body(DEPLOYMENT, "inner", {"template": inner, "parametersLink": LINK, **options}))
    assert value_at(only(outer).properties, "allowBlobPublicAccess") is UNKNOWN


def test_a_variable_that_a_loop_makes_has_its_members() -> None:
    loop = {"name": "names", "count": 2, "input": "[concat('n', copyIndex('names', 1))]"}
    found = template(account("a", {"tags": "[variables('Names')[1]]"}), variables={"copy": [loop]})
    assert value_at(only(found).properties, "tags") == "n2"


CONTOSO = {
    "namespace": "contoso",
    "members": {
        "open": {
            "parameters": [{"name": "who", "type": "string"}],
            "output": {"type": "bool", "value": "[equals(parameters('who'), 'all')]"},
        }
    },
}


@pytest.mark.parametrize(("who", "expected"), [("'all'", True), ("'us'", False), ("parameters('x')", UNKNOWN)])
def test_a_function_of_its_own_is_worked_out(who: str, expected: object) -> None:
    found = template(account("a", {"allowBlobPublicAccess": f"[contoso.open({who})]"}), functions=[CONTOSO])
    assert value_at(only(found).properties, "allowBlobPublicAccess") is expected


@pytest.mark.parametrize(
    "functions", [None, 7, [7], [{"members": 7}], [{"namespace": "contoso", "members": {"open": 7}}]]
)
def test_a_function_that_is_not_there_is_not_known(functions: object) -> None:
    found = template(account("a", {"allowBlobPublicAccess": "[contoso.open('x')]"}), functions=functions)
    assert value_at(only(found).properties, "allowBlobPublicAccess") is UNKNOWN


def test_a_function_that_calls_itself_is_not_known() -> None:
    member = {"parameters": [], "output": {"value": "[contoso.open()]"}}
    again = [{"namespace": "contoso", "members": {"open": member}}]
    found = template(account("a", {"allowBlobPublicAccess": "[contoso.open()]"}), functions=again)
    assert value_at(only(found).properties, "allowBlobPublicAccess") is UNKNOWN


PLACE = "/subscriptions/main.json/resourceGroups/main.json"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("resourceGroup().id", PLACE),
        ("resourceGroup().location", UNKNOWN),
        ("resourceGroup().name", UNKNOWN),
        ("subscription().id", "/subscriptions/main.json"),
        ("subscription().tenantId", UNKNOWN),
        ("environment().suffixes.storage", UNKNOWN),
        ("deployment().name", UNKNOWN),
        ("substring('abcdef', 1, 2)", "bc"),
        ("take(skip(split('a-b-c', '-'), 1), 1)[0]", "b"),
        ("join(createArray('a', 'b'), '+')", "a+b"),
        ("padLeft(7, 3, '0')", "007"),
        ("string(mod(-7, 2))", "-1"),
        ("string(max(createArray(1, 5, 3)))", "5"),
        ("string(length(range(0, 4)))", "4"),
        ("items(createObject('b', 1, 'a', 2))[0].key", "a"),
        ("base64ToString(base64('x'))", "x"),
        ("uri('https://a.example/b/', 'c.json')", "https://a.example/b/c.json"),
        ("intersection(createArray('a', 'b'), createArray('b'))[0]", "b"),
        ("shallowMerge(createArray(createObject('a', 'x'), createObject('a', 'y'))).a", "y"),
        ("substring('abc', 2, 7)", UNKNOWN),
        ("range(0, 99999999)", UNKNOWN),
        ("div(1, 0)", UNKNOWN),
        ("padLeft('a', 999999999)", UNKNOWN),
        ("first(map(createArray('a'), lambda('i', lambdaVariables('i'))))", "a"),
        ("tryGet(parameters('x'), 'y')", UNKNOWN),
        ("tryGet(createObject('Y', parameters('x')), 'y')", UNKNOWN),
        ("coalesce(tryGet(createObject('Y', 'z'), 'y'), 'w')", "z"),
        ("coalesce(tryGet(createObject('Y', 'z'), 'n', 'm'), 'w')", "w"),
        ("listAdminKeys('x').primaryKey", SECRET),
        ("no such thing", UNKNOWN),
        ("base64ToString('%%%')", UNKNOWN),
    ],
)
def test_an_expression_is_worked_out_or_not_known(expression: str, expected: object) -> None:
    assert value_at(only(template(account("a", {"custom": f"[{expression}]"}))).properties, "custom") == expected


@pytest.mark.parametrize("key", ["template", "mainTemplate"])
def test_a_template_in_something_else_is_found(key: str) -> None:
    inner = template(
        account("a", {"allowBlobPublicAccess": "[parameters('open')]"}), parameters={"open": {"type": "bool"}}
    )
    given = {key: inner, "parameters": {"open": {"value": True}}}
    found = only({"kind": "template", "type": "Microsoft.Blueprint/blueprints/artifacts", "properties": given})
    assert value_at(found.properties, "allowBlobPublicAccess") is True
    assert found.pointers == {"": f"/properties/{key}/resources/0"}


def test_a_template_without_its_head_is_one() -> None:
    assert only({"resources": [account("a", {})]}).name == "a"


RELAXED = """\
{ // what this is
  "contentVersion": "1.0.0.0",
  "parameters": {"open": {"type": "bool", "defaultValue": true,},},
  /* the account, */
  "resources": [{
    "type": "Microsoft.Storage/storageAccounts", "name": "a", "apiVersion": "2023-01-01",
    "properties": {"allowBlobPublicAccess": "[if(parameters('open'),
        true(), false())]", "comment": "no // comment, }"},
  },],
}
"""


def test_a_template_is_read_as_azures_own_tools_read_it() -> None:
    (found,) = parse_resources(RELAXED.encode(), WHERE).resources
    assert value_at(found.properties, "allowBlobPublicAccess") is True
    assert value_at(found.properties, "comment") == "no // comment, }"


@pytest.mark.parametrize(
    "text", [RELAXED[:-4], RELAXED.replace("true,}", "tru,}"), '{"contentVersion": /* never closed']
)
def test_what_is_wrong_otherwise_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(UserError, match="is not JSON"):
        parse_resources(text.encode(), WHERE)


def test_comments_are_for_templates_only() -> None:
    with pytest.raises(UserError, match="is not JSON"):
        parse_resources(b'{"steps": [], // no\n "changeSummary": {}}', "preview.json")


def test_bicep_is_named() -> None:
    with pytest.raises(UserError, match="az bicep build"):
        parse_resources(b"resource a 'x' = {}", "main.bicep")


def test_what_bicep_builds_for_version_two_is_read() -> None:
    found = made(
        {
            "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
            "languageVersion": "2.0",
            "contentVersion": "1.0.0.0",
            "definitions": {"sizes": {"type": "string", "allowedValues": ["a"]}},
            "resources": {
                "there": {
                    "existing": True,
                    "type": "Microsoft.KeyVault/vaults",
                    "apiVersion": "2023-07-01",
                    "name": "kv",
                },
                "stg": {**account("a", {"allowBlobPublicAccess": False}), "dependsOn": ["there"]},
                "mod": {
                    "type": "Microsoft.Resources/deployments",
                    "apiVersion": "2022-09-01",
                    "name": "mod",
                    "properties": {
                        "expressionEvaluationOptions": {"scope": "inner"},
                        "mode": "Incremental",
                        "parameters": {"id": {"value": "[resourceInfo('stg').id]"}},
                        "template": {
                            "languageVersion": "2.0",
                            "contentVersion": "1.0.0.0",
                            "parameters": {"id": {"type": "string"}},
                            "resources": {
                                "e": body("Microsoft.Network/privateEndpoints", "e", {"target": "[parameters('id')]"})
                            },
                        },
                    },
                },
            },
        }
    )
    assert sorted(found) == ["a", "e"]
    assert value_at(found["e"].properties, "target") == f"{PLACE}/providers/Microsoft.Storage/storageAccounts/a"
    assert found["e"].pointers == {"": "/resources/mod/properties/template/resources/e"}


@pytest.mark.parametrize("declared", [{"type": "bool", "nullable": True}, {"$ref": "#/definitions/Maybe"}])
def test_a_parameter_that_may_be_null_is_null(declared: dict[str, Any]) -> None:
    value = {"allowBlobPublicAccess": "[coalesce(parameters('open'), false())]"}
    more = {"parameters": {"open": declared}, "definitions": {"maybe": {"type": "bool", "nullable": True}}}
    assert value_at(only(template(account("a", value), **more)).properties, "allowBlobPublicAccess") is False


def test_a_secret_type_that_is_defined_apart_is_secret() -> None:
    more = {"parameters": {"p": {"$ref": "#/definitions/key"}}, "definitions": {"key": {"type": "secureString"}}}
    found = only(template(account("a", {"custom": "[parameters('p')]"}), **more))
    assert value_at(found.properties, "custom") is SECRET


def test_api_versions_are_kept_and_a_profile_needs_none() -> None:
    bare = {"type": "Microsoft.Web/sites", "name": "b"}
    found = made(template(account("a"), bare, apiProfile="2019-03-01-hybrid"))
    assert (found["a"].api_version, found["b"].api_version) == ("2023-01-01", None)


@pytest.mark.parametrize(
    "resources",
    [
        [{"type": "Microsoft.Web/sites", "name": None}],
        [{"type": "Microsoft.Web/sites", "name": 7, "properties": None}],
        [{"type": "Microsoft.Web/sites", "name": "a", "properties": "[parameters('x')]", "copy": 7}],
        [{"type": "Microsoft.Web/sites", "name": "a", "copy": {"name": "l", "count": "[parameters('x')]"}}],
        [{"type": "Microsoft.Web/sites", "name": "a", "copy": {"count": -1}}],
        [{"type": "Microsoft.Web/sites", "name": "a", "resources": None, "dependsOn": {"x": 1}, "condition": {}}],
        [{"type": "Microsoft.Web/sites/", "name": "a/b/c", "tags": [], "scope": 7}],
        [{"type": DEPLOYMENT, "name": "d", "properties": {"template": {"resources": [], "outputs": 7}}}],
        [{"type": DEPLOYMENT, "name": "d", "properties": {"template": 7, "templateLink": 7}}],
        [{"type": DEPLOYMENT, "name": "d", "properties": 7}],
        [{"import": "Kubernetes", "type": "core/Service@v1", "properties": {}}],
    ],
)
def test_odd_resources_end_in_no_fault(resources: Any) -> None:
    read({"contentVersion": "1.0.0.0", "parameters": 7, "variables": [], "functions": {}, "resources": resources})


OPEN, CLOSED = {"allowBlobPublicAccess": True}, {"allowBlobPublicAccess": False}


@pytest.mark.parametrize(
    "found",
    [
        template(account("a", OPEN | {"AllowBlobPublicAccess": False})),
        template(account("a", CLOSED | {"AllowBlobPublicAccess": True})),
        template(account("a", OPEN, Properties=CLOSED)),
        template(account("a", {"properties": CLOSED})),
        template(
            account("a", {"allowBlobPublicAccess": "[parameters('open')]"}),
            parameters={"open": {"defaultValue": True}, "Open": {"defaultValue": False}},
        ),
        template(
            account("a", {"allowBlobPublicAccess": "[variables('v').open]"}),
            variables={"v": {"open": True, "OPEN": False}},
        ),
    ],
)
def test_of_what_is_said_in_two_ways_the_value_is_not_known(found: dict[str, Any]) -> None:
    assert value_at(only(found).properties, "allowBlobPublicAccess") is UNKNOWN


def test_of_two_levels_nothing_is_known_to_be_absent() -> None:
    found = template(account("a", {"minimumTlsVersion": "TLS1_2"}, Properties={}))
    assert value_at(only(found).properties, "allowBlobPublicAccess") is UNKNOWN


def test_the_same_said_under_two_names_is_known() -> None:
    found = template(account("a", CLOSED | {"AllowBlobPublicAccess": False}))
    assert value_at(only(found).properties, "allowBlobPublicAccess") is False


def test_what_stands_under_other_letters_is_read_all_the_same() -> None:
    options = {"ExpressionEvaluationOptions": {"Scope": "Inner"}}
    inner = {"Template": {"Resources": [account("b", {"allowBlobPublicAccess": True})]}, **options}
    outer = body(DEPLOYMENT, "inner", Properties=inner, Condition=True)
    found = made(template(outer, account("a", Resources=[body("blobServices", "default")])))
    assert sorted(found) == ["a", "a/default", "b"]
    assert made(template({**account("a"), "Condition": False})) == {}
