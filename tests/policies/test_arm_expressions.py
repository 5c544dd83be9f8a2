"""Expressions of ARM templates: what can be worked out is, and nothing else is guessed."""

from __future__ import annotations

from typing import Any

import pytest
from arm_templates import account, only, template
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.readers.arm_expressions import DEEPEST, NoExpressionError, is_expression, parsed
from policies.readers.arm_open import finished, open_value, secret_value, split_names
from policies.readers.arm_scope import Scope
from policies.readers.arm_size import TooLargeError
from policies.values import SECRET, UNKNOWN

PLAIN = "what stands in plain text for the secure parameter"
PLACE = "/subscriptions/s/resourceGroups/g"
TEMPLATE: dict[str, Any] = {
    "parameters": {
        "size": {"type": "string", "defaultValue": "Small"},
        "missing": {"type": "string"},
        "password": {"type": "securestring", "defaultValue": "in the open"},
        "made": {"type": "secureString", "defaultValue": "[newGuid()]"},
        "asked": {"type": "secureString", "defaultValue": ""},
        "login": {"type": "secureObject", "defaultValue": {"name": "hunter2", "port": 1}},
        "one": {"type": "string", "allowedValues": ["TLS1_2"]},
        "two": {"type": "string", "allowedValues": ["TLS1_2", "TLS1_0"]},
        "many": {"type": "array", "defaultValue": ["a", "b"]},
        "Settings": {"type": "object", "defaultValue": {"tls": {"Minimum": "TLS1_2"}}},
        "later": {"type": "string", "defaultValue": "[concat(parameters('size'), '!')]"},
    },
    "variables": {
        "vault": "kv-[x]",
        "name": "[format('{0}-{1}', parameters('size'), 7)]",
        "circle": "[variables('circle')]",
        "hidden": "[concat('key ', parameters('password'))]",
    },
}


LAMBDAS = {
    "variables": {
        "rules": [{"name": "b", "port": 22}, {"name": "a", "port": 443}, {"name": "c", "port": 22}],
        "open": [{"name": "x"}, {"name": "[parameters('missing')]"}],
    },
}


def value(text: str) -> Any:
    return finished(Scope(TEMPLATE, PLACE).value(text, {}))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("plain", "plain"),
        ("[[not one]", "[not one]"),
        ("[parameters('size')]", "Small"),
        ("[parameters('SIZE')]", "Small"),
        ("[parameters('later')]", "Small!"),
        ("[parameters('missing')]", UNKNOWN),
        ("[parameters('nowhere')]", UNKNOWN),
        ("[parameters('password')]", f"{PLAIN} password"),
        ("[variables('hidden')]", f"key {PLAIN} password"),
        ("[parameters('made')]", SECRET),
        ("[concat(parameters('made'), 'x')]", SECRET),
        ("[parameters('asked')]", SECRET),
        ("[parameters('login')]", {"name": f"{PLAIN} login", "port": None}),
        ("[parameters('one')]", "TLS1_2"),
        ("[parameters('two')]", UNKNOWN),
        ("[variables('name')]", "Small-7"),
        ("[variables('vault')]", "kv-[x]"),
        ("[variables('circle')]", UNKNOWN),
        ("[parameters('many')[1]]", "b"),
        ("[parameters('many')[2]]", UNKNOWN),
        ("[parameters('settings').TLS.minimum]", "TLS1_2"),
        ("[parameters('settings').nothing]", None),
        ("[concat('a', 'it''s', string(1), true())]", "ait's1True"),
        ("[concat(parameters('many'), createArray('c'))]", ["a", "b", "c"]),
        ("[concat('a', parameters('missing'))]", UNKNOWN),
        ("[toLower(parameters('size'))]", "small"),
        ("[if(equals(parameters('size'), 'Small'), 'TLS1_2', 'TLS1_0')]", "TLS1_2"),
        ("[if(equals(parameters('missing'), 'x'), 'TLS1_2', 'TLS1_0')]", UNKNOWN),
        ("[if(true(), 'a', parameters('missing'))]", "a"),
        ("[if(equals(parameters('missing'), 'x'), 'TLS1_2', 'TLS1_2')]", "TLS1_2"),
        ("[if(equals(parameters('missing'), 'x'), 1, true())]", UNKNOWN),
        ("[if(parameters('missing'), 'a')]", UNKNOWN),
        ("[and(false(), parameters('missing'))]", False),
        ("[and(true(), parameters('missing'))]", UNKNOWN),
        ("[or(true(), parameters('missing'))]", True),
        ("[not(empty(parameters('many')))]", True),
        ("[not(bool('false'))]", True),
        ("[equals(1, true())]", False),
        ("[equals(parameters('missing'), parameters('missing'))]", True),
        ("[not(equals(parameters('missing'), 'x'))]", UNKNOWN),
        ("[coalesce(null(), 'b')]", "b"),
        ("[coalesce(parameters('missing'), 'b')]", UNKNOWN),
        ('[json(\'{"type": "SystemAssigned"}\')]', {"type": "SystemAssigned"}),
        ("[json('nonsense')]", UNKNOWN),
        ("[union(createObject('a', 1), createObject('b', parameters('missing')))]", {"a": 1, "b": UNKNOWN}),
        ("[contains(parameters('many'), 'b')]", True),
        ("[length(parameters('many'))]", 2),
        ("[add(1, 'x')]", UNKNOWN),
        ("[int('12')]", 12),
        ("[last(split('a/b', '/'))]", "b"),
        ("[resourceGroup().location]", UNKNOWN),
        ("[uniqueString('a')]", UNKNOWN),
        ("[listKeys('x', '2023').keys[0].value]", SECRET),
        ("[resourceId('Microsoft.Sql/servers', 's')]", f"{PLACE}/providers/Microsoft.Sql/servers/s"),
        ("[resourceId('h', 'Microsoft.A/b', 's')]", "/subscriptions/s/resourceGroups/h/providers/Microsoft.A/b/s"),
        ("[resourceId('t', 'h', 'Microsoft.A/b', 's')]", "/subscriptions/t/resourceGroups/h/providers/Microsoft.A/b/s"),
        ("[resourceId('Microsoft.A/b/c', 's', 'd')]", f"{PLACE}/providers/Microsoft.A/b/s/c/d"),
        ("[resourceId('Microsoft.Sql/servers', 's', 'd')]", UNKNOWN),
        ("[subscriptionResourceId('Microsoft.A/b', 'c')]", "/subscriptions/s/providers/Microsoft.A/b/c"),
        ("[tenantResourceId('Microsoft.A/b', 'c')]", "/providers/Microsoft.A/b/c"),
        ("[extensionResourceId('/x', 'Microsoft.A/locks', 'c')]", "/x/providers/Microsoft.A/locks/c"),
        ("[copyIndex()]", UNKNOWN),
        ("[nonsense", "[nonsense"),
        ("[nonsense]", UNKNOWN),
        ("[concat('a']", UNKNOWN),
        ("[concat('a') 'b']", UNKNOWN),
        ("[concat('a',)]", UNKNOWN),
    ],
)
def test_an_expression_comes_to_what_can_be_known_of_it(text: str, wanted: Any) -> None:
    assert value(text) == wanted
    assert type(value(text)) is type(wanted)


def test_a_value_that_an_outer_template_hands_in_counts_more_than_the_default() -> None:
    scope = Scope(TEMPLATE, PLACE, {"SIZE": "Large"})
    assert scope.value("[variables('name')]", {}) == "Large-7"


def test_variables_that_double_each_other_end() -> None:
    variables: dict[str, Any] = {"v0": ["a"]} | {
        f"v{n}": f"[concat(variables('v{n - 1}'), variables('v{n - 1}'))]" for n in range(1, 60)
    }
    texts = {"t0": "a" * 100} | {
        f"t{n}": f"[concat(variables('t{n - 1}'), variables('t{n - 1}'))]" for n in range(1, 60)
    }
    scope = Scope({"variables": variables | texts}, PLACE)
    assert [finished(scope.value(f"[variables('{name}59')]", {})) for name in "vt"] == [UNKNOWN, UNKNOWN]


def test_what_is_nested_too_deep_or_too_long_is_no_expression() -> None:
    for text in ("[" + "not(" * (DEEPEST + 2) + "true()" + ")" * (DEEPEST + 2) + "]", f"['{'a' * 30_000}']"):
        assert is_expression(text)
        with pytest.raises(NoExpressionError):
            parsed(text)


@settings(deadline=None)
@given(st.text(alphabet="abc'()[],.?0 1-\ue000\ue001\ue002\ue003", max_size=40))
def test_any_text_is_worked_out_or_not_known(text: str) -> None:
    found = value(f"[{text}]")
    assert found is UNKNOWN or found is SECRET or "\ue000" not in repr(found)


@given(st.text(max_size=20))
def test_a_template_cannot_write_our_own_signs(text: str) -> None:
    found = only(template(account(properties={"a": f"\ue000{text}\ue001", "\ue003": "all"}))).properties
    assert isinstance(found["a"], str)
    assert "\ue000" not in found["a"]
    assert found.get("allowBlobPublicAccess") is None


@pytest.mark.parametrize(
    "text",
    [
        """[json('{"\\ue003": "all"}')]""",
        "[base64ToJson('eyJcdWUwMDMiOiAiYWxsIn0=')]",
        """[json('{"a": "\\ue000\\ue001"}')]""",
        "[createObject('a', base64ToString('7oCA7oCB'))]",
        "[createObject('a', uriComponentToString('%EE%80%80%EE%80%81'))]",
    ],
)
def test_nothing_that_a_template_decodes_holds_our_own_signs(text: str) -> None:
    found = only(template({**account(), "properties": text})).properties
    assert found.get("allowBlobPublicAccess") is None
    assert found.get("a") in (None, "")


@pytest.mark.parametrize("name", ["add", "mul"])
def test_numbers_that_grow_past_64_bits_are_not_known(name: str) -> None:
    variables: dict[str, Any] = {"v0": 3} | {
        f"v{n}": f"[{name}(variables('v{n - 1}'), variables('v{n - 1}'))]" for n in range(1, 80)
    }
    scope = Scope({"variables": variables}, PLACE)
    assert finished(scope.value("[variables('v1')]", {})) == {"add": 6, "mul": 9}[name]
    assert finished(scope.value("[variables('v79')]", {})) is UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "[mul('a', 1000000000000)]",
        "[mul(createArray('a'), 1000000000000)]",
        f"[int('{'9' * 30}')]",
        f"[add(1, {'9' * 5_000})]",
        f"[padLeft('a', {'9' * 5_000})]",
        "[concat(variables('long'), variables('long'), variables('long'))]",
        "[format('{0}{0}{0}', variables('long'))]",
        "[replace(variables('long'), 'a', variables('long'))]",
        "[join(createArray('b', 'b', 'b', 'b', 'b'), variables('long'))]",
        "[length(concat(variables('long'), variables('long'), variables('long')))]",
    ],
)
def test_what_would_fill_the_memory_is_not_known(text: str) -> None:
    assert finished(Scope({"variables": {"long": "a" * 4_000_000}}, PLACE).value(text, {})) is UNKNOWN


def test_names_with_open_parts_are_split_outside_them() -> None:
    first, second = open_value("a/b"), secret_value("c")
    assert split_names(f"{first}/x-{second}/y") == (first, f"x-{second}", "y")


RULES = "variables('rules')"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"[map({RULES}, lambda('r', lambdaVariables('R').name))]", ["b", "a", "c"]),
        (f"[map({RULES}, lambda('r', 'at', lambdaVariables('at')))]", [0, 1, 2]),
        (f"[map(filter({RULES}, lambda('r', equals(lambdaVariables('r').port, 22))), lambda('r', 'x'))]", ["x", "x"]),
        (f"[reduce({RULES}, 0, lambda('sum', 'r', add(lambdaVariables('sum'), lambdaVariables('r').port)))]", 487),
        ("[sort(createArray(3, 1, 2), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))]", [1, 2, 3]),
        (
            f"[toObject({RULES}, lambda('r', lambdaVariables('r').name), lambda('r', lambdaVariables('r').port))]",
            {"a": 443, "b": 22, "c": 22},
        ),
        ("[toObject(createArray('a'), lambda('r', lambdaVariables('r')))]", {"a": "a"}),
        (
            "[groupBy(createArray('ab', 'ac', 'd'), lambda('t', first(lambdaVariables('t'))))]",
            {"a": ["ab", "ac"], "d": ["d"]},
        ),
        ("[mapValues(createObject('a', 1), lambda('v', add(lambdaVariables('v'), 1)))]", {"a": 2}),
        (
            "[map(createArray('a', 'b'), lambda('x', map(createArray('c'), "
            "lambda('y', concat(lambdaVariables('x'), lambdaVariables('y'))))))]",
            [["ac"], ["bc"]],
        ),
        ("[map(variables('open'), lambda('v', lambdaVariables('v').name))]", ["x", UNKNOWN]),
        ("[filter(variables('open'), lambda('v', equals(lambdaVariables('v').name, 'x')))]", UNKNOWN),
        ("[toObject(variables('open'), lambda('v', lambdaVariables('v').name))]", UNKNOWN),
        ("[map(parameters('missing'), lambda('v', 'x'))]", UNKNOWN),
        ("[map('text', lambda('v', 'x'))]", UNKNOWN),
        ("[mapValues(createArray(1), lambda('v', 'x'))]", UNKNOWN),
        ("[map(createArray(1), lambda('a', 'b', 'c', 'x'))]", UNKNOWN),
        ("[map(createArray(1), lambda(1, 'x'))]", UNKNOWN),
        ("[map(createArray(1), 'no lambda')]", UNKNOWN),
        ("[map(createArray(1), lambda())]", UNKNOWN),
        ("[map(lambda('a', 'b'), createArray(1))]", UNKNOWN),
        ("[filter(createArray(1))]", UNKNOWN),
        ("[reduce(createArray(), lambda('a', 'b'), lambda('a', 'b', 'c'))]", UNKNOWN),
        ("[lambda('a', 'b')]", UNKNOWN),
        ("[lambdaVariables('nobody')]", UNKNOWN),
        ("[sort(createArray(1, 2), lambda('a', 'b', 'perhaps'))]", UNKNOWN),
    ],
)
def test_a_lambda_is_asked_of_each_member(text: str, wanted: Any) -> None:
    assert finished(Scope(LAMBDAS, PLACE).value(text, {})) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "[reduce(range(0, 99), createArray(1), lambda('a', 'n', concat(lambdaVariables('a'), lambdaVariables('a'))))]",
        "[map(range(0, 9000), lambda('x', length(map(range(0, 9000), lambda('y', 1)))))]",
    ],
)
def test_P_11_lambdas_that_never_come_to_an_end_are_not_known(text: str) -> None:
    assert finished(Scope({}, PLACE).value(text, {})) is UNKNOWN


def test_P_11_a_lambda_that_fills_the_memory_is_stopped() -> None:
    text = "[reduce(range(0, 9000), 'x', lambda('a', 'n', concat(lambdaVariables('a'), lambdaVariables('a'))))]"
    with pytest.raises(TooLargeError):
        Scope({}, PLACE).value(text, {})


def test_objects_are_united_level_by_level_and_lists_are_not() -> None:
    text = """[union(json('{"a": {"b": 1, "c": 2}, "l": [1]}'), json('{"a": {"c": 3}, "l": [2]}'))]"""
    assert value(text) == {"a": {"b": 1, "c": 3}, "l": [2]}


def test_a_text_is_split_at_each_of_several_signs() -> None:
    assert value("[split('a;b,c', createArray(';', ','))]") == ["a", "b", "c"]
    assert value("[split('a', createArray())]") is UNKNOWN


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[cidrSubnet('10.144.0.0/20', 24, 0)]", "10.144.0.0/24"),
        ("[cidrSubnet('10.144.0.0/20', 24, 15)]", "10.144.15.0/24"),
        ("[cidrSubnet('10.144.0.0/20', 24, 16)]", UNKNOWN),
        ("[cidrSubnet('10.144.0.0/20', 16, 0)]", UNKNOWN),
        ("[cidrSubnet('10.144.0.0/20', 40, 0)]", UNKNOWN),
        ("[cidrSubnet('fdad:3236:5555::/48', 64, 1)]", "fdad:3236:5555:1::/64"),
        ("[cidrSubnet(parameters('missing'), 24, 0)]", UNKNOWN),
        ("[cidrHost('10.144.3.0/24', 4)]", "10.144.3.5"),
        ("[cidrHost('10.144.3.0/24', 255)]", UNKNOWN),
        ("[cidrHost('no range', 1)]", UNKNOWN),
        ("[parseCidr('10.144.0.0/20').firstUsable]", "10.144.0.1"),
        ("[parseCidr('10.144.0.0/20').lastUsable]", "10.144.15.254"),
        ("[parseCidr('10.144.0.0/20').broadcast]", "10.144.15.255"),
        ("[parseCidr('10.144.0.0/20').netmask]", "255.255.240.0"),
        ("[parseCidr('10.144.0.0/32').lastUsable]", "10.144.0.0"),
        ("[parseCidr(1)]", UNKNOWN),
        ("[base64ToJson('eyJhIjogMX0=').a]", 1),
        ("[base64ToJson('x')]", UNKNOWN),
    ],
)
def test_ranges_of_addresses_are_worked_out(text: str, wanted: Any) -> None:
    assert value(text) == wanted
