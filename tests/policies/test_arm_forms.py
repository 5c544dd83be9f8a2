"""Forms of ARM templates that people and Bicep write: each is read, or what cannot be told of it is not known."""

from __future__ import annotations

import pytest
from arm_templates import account, body, only, read, template

from policies.values import UNKNOWN
from policies.values import read as value_at

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
