"""standards.yaml: parameters and levels, and what is refused in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from checked_things import TODAY, resource, rule

from policies.check import check
from policies.rules import RULES as OURS
from policies.standards import RuleStandard, Standards, check_standards, level_of, parameters_of, read_standards
from safeio.errors import InputError

PARAMETERS: dict[str, Any] = {
    "days": 90,
    "share": 0.5,
    "on": True,
    "name": "x",
    "regions": ("uksouth",),
    "none_yet": (),
    "sizes": {"a": 1},
}
RULES = (rule("TST-001", parameters=PARAMETERS), rule("TST-002"))


def _with(rule_id: str = "TST-001", **parameters: Any) -> Standards:
    return Standards(rules={rule_id: RuleStandard(parameters=parameters)})


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("days", 30),
        ("share", 1),
        ("share", 0.25),
        ("on", False),
        ("name", "y"),
        ("regions", ["ukwest", "uksouth"]),
        ("regions", []),
        ("none_yet", ["a"]),
        ("sizes", {"b": 2}),
    ],
)
def test_a_value_of_the_right_kind_is_taken(name: str, good: Any) -> None:
    standards = _with(**{name: good})
    check_standards(standards, RULES, "standards.yaml")
    found = parameters_of(RULES[0], standards)
    assert found == PARAMETERS | {name: tuple(good) if isinstance(good, list) else good}


@pytest.mark.parametrize(
    ("name", "bad", "wanted"),
    [
        ("days", "90", "a whole number"),
        ("days", 1.5, "a whole number"),
        ("days", True, "a whole number"),
        ("days", None, "a whole number"),
        ("share", "half", "a number"),
        ("on", "yes", "true or false"),
        ("on", 1, "true or false"),
        ("name", 1, "text"),
        ("regions", "uksouth", "a list"),
        ("regions", [1], "a list"),
        ("none_yet", [1], "a list"),
        ("sizes", ["a"], "a set of keys with values"),
        ("sizes", {"a": "b"}, "a set of keys with values"),
    ],
)
def test_a_value_of_another_kind_is_refused(name: str, bad: Any, wanted: str) -> None:
    with pytest.raises(InputError, match=f"the parameter {name} is not {wanted}"):
        check_standards(_with(**{name: bad}), RULES, "standards.yaml")


@pytest.mark.parametrize(
    ("standards", "wrong"),
    [
        (_with("TST-003"), r"there is no rule TST-003\. Did you mean"),
        (_with(dais=3), r"the rule has no parameter dais\. Did you mean days\?"),
        (_with("TST-002", days=3), r"the rule has no parameter days\. Remove it\."),
        (Standards(expiring_days=181), "expiring_days is not between 0 and 180"),
    ],
)
def test_what_does_not_exist_is_refused_and_the_nearest_named(standards: Standards, wrong: str) -> None:
    with pytest.raises(InputError, match=wrong):
        check_standards(standards, RULES, "standards.yaml")


LEVELS = Standards(
    rules={
        "A": RuleStandard(level="advisory", environments={"prod": "mandatory"}),
        "B": RuleStandard(level="mandatory", environments={"dev": "disabled"}),
    }
)


@pytest.mark.parametrize(
    ("rule_id", "environment", "level"),
    [
        ("A", "dev", "advisory"),
        ("A", "prod", "mandatory"),
        ("A", None, "mandatory"),
        ("B", "dev", "disabled"),
        ("B", "prod", "mandatory"),
        ("B", None, "mandatory"),
        ("C", None, "mandatory"),
        ("C", "dev", "mandatory"),
    ],
)
def test_a_level_by_environment_and_the_strictest_where_it_is_not_known(
    rule_id: str, environment: str | None, level: str
) -> None:
    assert level_of(rule_id, LEVELS, environment) == level


@pytest.mark.parametrize(
    "text",
    ["", "rules: {}\n", "schema_version: 2\n", "schema_version: 1\nunknown: maybe\n", "schema_version: 1\nx: 1\n"],
)
def test_P_04_a_file_of_another_form_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "standards.yaml").write_text(text)
    with pytest.raises(InputError):
        read_standards(tmp_path / "standards.yaml", RULES)


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "standards.yaml"
    path.write_text("schema_version: 1\nunknown: allow\nrules:\n  TST-001: {level: advisory, parameters: {days: 30}}\n")
    found = read_standards(path, RULES)
    assert (found.unknown, found.rules["TST-001"].level, parameters_of(RULES[0], found)["days"]) == (
        "allow",
        "advisory",
        30,
    )


@pytest.mark.parametrize("tag", ["prod", "Prod", "PROD"])
def test_an_environment_is_the_same_however_it_is_written(tag: str) -> None:
    standards = Standards(rules={"TST-001": RuleStandard(level="advisory", environments={"Prod": "mandatory"})})
    assert level_of("TST-001", standards, tag) == "mandatory"
    assert level_of("TST-001", standards, "test") == "advisory"


def test_an_environment_twice_is_refused_and_one_that_nothing_is_in_is_said() -> None:
    twice = Standards(rules={"TST-001": RuleStandard(environments={"prod": "mandatory", "Prod": "disabled"})})
    with pytest.raises(InputError, match="twice"):
        check_standards(twice, (rule(),), "standards.yaml")
    misspelt = Standards(rules={"TST-001": RuleStandard(level="advisory", environments={"pord": "mandatory"})})
    given = (resource(properties={"tags": {"environment": "prod"}}),)
    assert [one.about for one in check(given, (rule(),), (), TODAY, misspelt, None).warnings] == ["standards.yaml"]


def test_a_rule_that_cannot_mend_may_not_be_told_to() -> None:
    with pytest.raises(InputError) as refused:
        check_standards(Standards(rules={"KEY-001": RuleStandard(environments={"dev": "remediate"})}), OURS, "s.yaml")
    assert "Write mandatory" in str(refused.value)
    check_standards(Standards(rules={"STO-001": RuleStandard(level="remediate")}), OURS, "s.yaml")


def test_the_texts_of_a_set_of_keys_are_texts() -> None:
    wrong = RuleStandard(parameters={"values": {"owner": 7}})
    with pytest.raises(InputError):
        check_standards(Standards(rules={"GOV-003": wrong}), OURS, "s.yaml")
