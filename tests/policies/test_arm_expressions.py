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
from policies.values import SECRET, UNKNOWN

PLACE = "/subscriptions/s/resourceGroups/g"
TEMPLATE: dict[str, Any] = {
    "parameters": {
        "size": {"type": "string", "defaultValue": "Small"},
        "missing": {"type": "string"},
        "password": {"type": "securestring", "defaultValue": "in the open"},
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
        ("[parameters('password')]", SECRET),
        ("[variables('hidden')]", SECRET),
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


def test_names_with_open_parts_are_split_outside_them() -> None:
    first, second = open_value("a/b"), secret_value("c")
    assert split_names(f"{first}/x-{second}/y") == (first, f"x-{second}", "y")
