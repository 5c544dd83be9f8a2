"""What is capped in an ARM template: it ends with a word that says so, or is not known."""

from __future__ import annotations

import json
from typing import Any

import pytest
from arm_templates import WHERE, account, body, read, template

from policies import readers
from policies.readers import arm_resources, arm_size, parse_resources
from policies.readers.arm_resources import DEEPEST
from policies.readers.arm_scope import MOST_COPIES
from safeio.errors import InputError


@pytest.mark.parametrize(("count", "made"), [(MOST_COPIES, MOST_COPIES), (MOST_COPIES + 1, 1), (-1, 1)])
def test_of_a_loop_that_makes_too_many_one_stands_for_all(count: int, made: int) -> None:
    looped = account("[concat('a', copyIndex())]", copy={"name": "many", "count": count})
    assert len(read(template(looped)).resources) == made


def test_a_template_of_too_many_resources_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arm_resources, "MOST_RESOURCES", 150)
    looped = [account(f"[concat('{name}', copyIndex())]", copy={"name": "many", "count": 100}) for name in "ab"]
    assert len(read(template(looped[0])).resources) == 100
    with pytest.raises(InputError, match="it has more than 150 resources"):
        read(template(*looped))


@pytest.mark.parametrize("kind", ["Microsoft.A/b", "Microsoft.Resources/deployments"])
def test_resources_too_deep_inside_each_other_are_refused(kind: str) -> None:
    def nested(depth: int) -> dict[str, Any]:
        inside = [nested(depth - 1)] if depth else []
        if kind == "Microsoft.A/b":
            return body(kind, "a", resources=inside)
        return body(kind, "a", {"template": template(*inside)})

    assert read(template(nested(DEEPEST - 1))).kind == "ARM template"
    with pytest.raises(InputError, match="resources stand too deep inside each other"):
        read(template(nested(DEEPEST)))


def test_a_very_large_template_is_read_without_comments_only(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"// what it is for\n" + json.dumps(template(account())).encode()
    assert len(parse_resources(data, WHERE).resources) == 1
    monkeypatch.setattr(readers, "LARGEST_TEMPLATE", 10)
    with pytest.raises(InputError, match="not JSON"):
        parse_resources(data, WHERE)


LONG = {"long": "x" * 2_000}


@pytest.mark.parametrize(
    "many",
    [
        {"tags": ["[concat(variables('long'), 'a')]"] * 100},
        {"tags": ["[length(concat(variables('long'), 'a'))]"] * 100},
        {"tags": ["[variables('long')]"] * 100},
        {"tags": {f"t{at}": [1] * 100 for at in range(100)}},
        {"tags": "[map(range(0, 100), lambda('at', variables('long')))]"},
        {"tags": ["[contoso.long(1)]"] * 100},
    ],
)
def test_values_that_are_too_much_together_are_refused(many: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    gives = {"parameters": [], "output": {"type": "string", "value": "[concat('" + "x" * 2_000 + "', 'a')]"}}
    functions = [{"namespace": "contoso", "members": {"long": gives | {"parameters": [{"name": "a", "type": "int"}]}}}]
    found = template(account("a", many), variables=LONG, functions=functions)
    assert len(read(found).resources) == 1
    monkeypatch.setattr(arm_size, "MOST_CHARACTERS", 100_000)
    with pytest.raises(InputError, match="its values come to more than"):
        read(found)


def test_copies_and_deployments_inside_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    one = account("[concat('a', copyIndex())]", {"tags": ["x"] * 100}, copy={"name": "many", "count": 10})
    options = {"expressionEvaluationOptions": {"scope": "inner"}}
    inner = body("Microsoft.Resources/deployments", "inner", {"template": template(one), **options})
    monkeypatch.setattr(arm_size, "MOST_CHARACTERS", 100_000)
    assert len(read(template(one)).resources) == 10
    with pytest.raises(InputError, match="its values come to more than"):
        read(template(one, inner))
