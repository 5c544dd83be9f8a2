"""People's own rules: predicates, patterns, and files that are no rule."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from checked_things import STORAGE, TODAY, resource

from policies.check import check
from policies.own_rules import own_rules, with_own
from policies.own_rules.case_results import case_results
from policies.own_rules.patterns import compiled, matches
from policies.own_rules.predicates import Predicate, holds
from policies.own_rules.python_rules import python_rules
from policies.pack import Pack, Settings
from policies.patches import mends
from policies.rules import RULES
from policies.separate_process import ask_apart
from policies.setting_files import SettingFile, setting_files
from policies.standards import RuleStandard, Standards
from policies.values import SECRET, UNKNOWN
from safeio.errors import InputError
from safeio.field_errors import adapter

YAML = """\
schema_version: 1
id: COUNCIL-001
title: Storage is zone-redundant
severity: high
why: It tests.
applies_to: [azure-native:storage:StorageAccount]
require: {path: sku.name, in: [Standard_ZRS, Standard_GZRS]}
remedy: Set it.
"""
PYTHON = """\
from policies.model import Rule, failed, passed

def answer(resource, context):
    return passed() if "owner" in resource.properties else failed("owner", "it has no owner")

RULE = Rule(id="COUNCIL-002", title="T", severity="low", why="W.", applies_to=("azure-native:storage:StorageAccount",),
            answer=answer, absent_means="Fail.", remedy="R.", frameworks={"caf": ("A1.a",)}, parameters={"days": 3})
"""
CASES = """\
rule: COUNCIL-001
flip: {type: "azure-native:storage:StorageAccount", property: sku.name, value: Standard_LRS}
cases:
  - {name: zrs, verdict: pass, resource: {type: "azure-native:storage:StorageAccount", name: a,
     properties: {sku: {name: standard_zrs}}}}
  - {name: not known, verdict: unknown, resource: {type: "azure-native:storage:StorageAccount", name: a,
     properties: {sku: <unknown>}}}
"""


MENDING = (
    YAML.replace("in: [Standard_ZRS, Standard_GZRS]", "equals: Standard_ZRS")
    + """\
remediation: {sku.name: Standard_ZRS, tags: {cost-centre: "4711", owner: digital}}
"""
)


def file(text: str, name: str = "rules/a.yaml") -> SettingFile:
    return SettingFile(name=name, where=name, data=text.encode())


def asked(operator: dict[str, Any], properties: dict[str, Any]) -> bool | None:
    predicate: Predicate = adapter(Predicate).validate_python({"path": "a.b", **operator})
    return holds(predicate, properties)[0]


@pytest.mark.parametrize(
    ("operator", "found", "answer"),
    [
        ({"equals": True}, True, True),
        ({"equals": True}, "True", True),
        ({"equals": True}, 1, False),
        ({"equals": "On"}, "on", True),
        ({"equals": 7}, 7.0, True),
        ({"equals": 7}, None, False),
        ({"equals": 7}, UNKNOWN, None),
        ({"equals": "x"}, SECRET, None),
        ({"not_equals": "off"}, None, True),
        ({"not_equals": "off"}, "OFF", False),
        ({"in": ["a", "b"]}, "B", True),
        ({"in": ["a", "b"]}, "c", False),
        ({"exists": True}, "x", True),
        ({"exists": True}, None, False),
        ({"exists": True}, SECRET, True),
        ({"exists": True}, UNKNOWN, None),
        ({"exists": False}, None, True),
        ({"exists": False}, SECRET, False),
        ({"matches": "[A-Z]{2}-[0-9]+"}, "AB-12", True),
        ({"matches": "[A-Z]{2}"}, "ABC", False),
        ({"matches": "a*"}, "a" * 5000, None),
        ({"matches": "a*"}, 7, False),
    ],
)
def test_an_operator_answers_yes_no_or_not_known(operator: dict[str, Any], found: Any, answer: bool | None) -> None:
    assert asked(operator, {"a": {"b": found}}) is answer


T, F, U = ({"path": "x", "equals": wanted} for wanted in ("x", "y", "z"))


@pytest.mark.parametrize(
    ("group", "answer"),
    [
        ({"all": [T, T]}, True),
        ({"all": [T, F]}, False),
        ({"all": [{"path": "u", "equals": 1}, F]}, False),
        ({"all": [{"path": "u", "equals": 1}, T]}, None),
        ({"any": [{"path": "u", "equals": 1}, T]}, True),
        ({"any": [{"path": "u", "equals": 1}, F]}, None),
        ({"any": [F, F]}, False),
        ({"not": T}, False),
        ({"not": {"path": "u", "exists": True}}, None),
        ({"path": "list[].on", "equals": True}, False),
        ({"path": "list[].name", "matches": "[a-z]"}, True),
        ({"path": "nothing[].on", "equals": True}, True),
        ({"path": "nothing[].on", "exists": True}, False),
    ],
)
def test_unknown_stays_unknown_in_groups_and_lists(group: dict[str, Any], answer: bool | None) -> None:
    given = {"x": "x", "u": UNKNOWN, "list": [{"on": True, "name": "a"}, {"on": False, "name": "b"}]}
    assert holds(adapter(Predicate).validate_python(group), given)[0] is answer


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+b", "(a|a)*b", "(?=a)b", r"(a)\1", "a" * 201, "[", ".*.*.*b", "(?i)a", "x{1,200}y{1,200}z{1,200}w{1,200}"],
)
def test_I_12_a_pattern_that_could_be_slow_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        compiled(pattern)


@pytest.mark.parametrize("pattern", [r"[A-Z]{2}-\(x\)", "(uk|eu)-[a-z]{1,20}", "a+b*", r"\d{4}", "[^]+*]+"])
def test_an_ordinary_pattern_is_used(pattern: str) -> None:
    assert compiled(pattern).pattern == pattern


def test_I_12_the_worst_allowed_pattern_comes_to_an_end() -> None:
    assert matches("a*a*b", "a" * 2000) is False


def test_a_rule_in_yaml_and_one_in_python_are_asked_like_ours() -> None:
    rules = own_rules((file(YAML), file(PYTHON, "rules/b.py")), RULES)
    good = resource("a", properties={"sku": {"name": "Standard_ZRS"}, "owner": "Ann"})
    found = check((good, resource("b")), rules, (), TODAY, Standards(), None, ask_apart).findings
    told = [(one.rule_id, one.verdict) for one in found]
    assert told == [(f"COUNCIL-00{number}", verdict) for number in (1, 2) for verdict in ("pass", "fail")]


@pytest.mark.parametrize(
    ("text", "name", "where", "wrong"),
    [
        (YAML.replace("severity: high", "severity: high: x"), "rules/a.yaml", "rules/a.yaml line 4", "not YAML"),
        (YAML.replace("high", "grave"), "rules/a.yaml", "rules/a.yaml line 4", "not allowed here"),
        (YAML.replace("in: [", "inn: ["), "rules/a.yaml", "rules/a.yaml line 7", ""),
        (YAML.replace("require:", "require: {all: []} #"), "rules/a.yaml", "rules/a.yaml line 7", "empty"),
        (YAML.replace("in: [Standard_ZRS, Standard_GZRS]", "matches: (a+)+"), "rules/a.yaml", "line 7", "pattern"),
        (YAML.replace("schema_version: 1", "schema_version: 2"), "rules/a.yaml", "rules/a.yaml", "another version"),
        (YAML.replace("COUNCIL-001", "STO-999"), "rules/a.yaml", "rules/a.yaml", "begins like"),
        (YAML.replace("COUNCIL-001", "council"), "rules/a.yaml", "rules/a.yaml", "no id"),
        (YAML.replace("[azure-native:storage:StorageAccount]", "[]"), "rules/a.yaml", "rules/a.yaml", "applies_to"),
        ("def answer(:\n", "rules/a.py", "rules/a.py line 1", "not Python"),
        ("x = 1\nraise ValueError('secret')\n", "rules/a.py", "rules/a.py line 2", "raised ValueError"),
        ("x = 1\n", "rules/a.py", "rules/a.py", "makes no RULE"),
        (PYTHON.replace('"low"', '"grave"'), "rules/a.py", "rules/a.py", "severity"),
        (PYTHON.replace('("azure-native:storage:StorageAccount",)', '"x"'), "rules/a.py", "rules/a.py", "applies_to"),
        ("import os\nos._exit(0)\n", "rules/a.py", "rules/a.py", "ends the process"),
        ("import sys\nsys.exit(0)\n", "rules/a.py", "rules/a.py line 2", "raised SystemExit"),
        ("\x00", "rules/a.py", "rules/a.py", ""),
    ],
)
def test_P_11_a_file_that_is_no_rule_is_refused_with_its_place(text: str, name: str, where: str, wrong: str) -> None:
    with pytest.raises(InputError) as refused:
        own_rules((file(text, name),), RULES)
    assert where in refused.value.where
    assert wrong in refused.value.wrong
    assert "secret" not in str(refused.value)


def test_P_11_a_file_that_never_ends_is_cut_off() -> None:
    with pytest.raises(InputError, match="takes longer"):
        python_rules((file("while True: pass\n", "rules/a.py"),), seconds=0.5)


def test_P_11_a_rule_that_hangs_or_raises_is_an_error_and_the_others_are_asked() -> None:
    hangs = PYTHON.replace("    return passed()", "    while True: pass\n    return passed()")
    raises = PYTHON.replace("    return passed()", "    1 / 0\n    return passed()").replace("-002", "-003")
    rules = own_rules((file(hangs, "rules/a.py"), file(raises, "rules/b.py"), file(YAML)), RULES)

    def asking(questions: Any) -> Any:
        return ask_apart(questions, seconds=3)

    found = check((resource("a"),), rules, (), TODAY, Standards(), None, asking).findings
    assert [one.verdict for one in found] == ["fail", "error", "error"]
    assert "longer than 3 seconds" in found[1].message


def test_one_id_in_two_files_is_refused() -> None:
    with pytest.raises(InputError, match=r"rules/a\.yaml too"):
        own_rules((file(YAML), file(YAML, "rules/b.yaml")), RULES)


def test_a_rule_does_not_see_the_secrets_of_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_TOKEN", "hunter2")
    looks = "import os\nassert 'A_TOKEN' not in os.environ\n" + PYTHON
    assert [one.id for one in python_rules((file(looks, "rules/a.py"),))] == ["COUNCIL-002"]


def test_cases_beside_a_rule_are_run_and_the_flip_must_fail() -> None:
    results, without = case_results((file(YAML), file(CASES, "rules/a.cases.yaml"), file(PYTHON, "rules/b.py")))
    assert [(one.case, one.expected, one.is_right) for one in results] == [
        ("zrs", "pass", True),
        ("not known", "unknown", True),
        ("the flip", "fail", True),
    ]
    assert without == ("COUNCIL-002",)


@pytest.mark.parametrize(
    ("cases", "name", "wrong"),
    [
        (CASES, "rules/z.cases.yaml", "no rule beside"),
        (CASES.replace("COUNCIL-001", "COUNCIL-009"), "rules/a.cases.yaml", "not cases of"),
        (CASES.replace("name: a,", "name: a, parent: b,", 1), "rules/a.cases.yaml", "'b'"),
        ("rule: COUNCIL-001\n", "rules/a.cases.yaml", "missing"),
    ],
)
def test_cases_that_cannot_be_run_are_refused(cases: str, name: str, wrong: str) -> None:
    with pytest.raises(InputError) as refused:
        case_results((file(YAML), file(cases, name)))
    assert wrong in refused.value.wrong


def test_a_wrong_case_is_told() -> None:
    results, _ = case_results((file(YAML), file(CASES.replace("verdict: pass", "verdict: fail"), "rules/a.cases.yaml")))
    assert [one.is_right for one in results] == [False, True]


def test_rules_are_read_from_the_folder_and_other_files_are_left(tmp_path: Path) -> None:
    assert with_own(RULES, tmp_path) == RULES
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/README.md").write_text("no rule")
    (tmp_path / "rules/a.yaml").write_text(YAML)
    assert [one.id for one in with_own(RULES, tmp_path)[len(RULES) :]] == ["COUNCIL-001"]


def test_P_04_what_is_no_ordinary_file_among_the_rules_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/a.yaml").symlink_to("nothing")
    with pytest.raises(InputError):
        setting_files(tmp_path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other/rules").write_text("a file")
    with pytest.raises(InputError, match="not a folder"):
        setting_files(tmp_path / "other")


def test_types_of_rules_are_as_readers_give_them() -> None:
    assert own_rules((file(YAML),), RULES)[0].applies_to == (STORAGE,)


def test_the_pack_takes_own_rules_with_the_same_answers() -> None:
    rules = own_rules((file(YAML), file(PYTHON, "rules/b.py")), RULES)
    pack = Pack(Settings(rules=rules, standards=Standards(), exemptions=(), architecture=None, as_of=TODAY))
    told = {one.rule.id for one in pack.one(resource("a", properties={"sku": {"name": "Standard_LRS"}}))}
    assert told == {"COUNCIL-001", "COUNCIL-002"}
    good = resource("b", properties={"sku": {"name": "Standard_ZRS"}, "owner": "Ann"})
    assert pack.one(good) == ()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (MENDING.replace("sku.name: Standard_ZRS,", "'list[].name': x,"), "no single setting"),
        (MENDING.replace("sku.name: Standard_ZRS,", "'a..b': x,"), "no single setting"),
        (MENDING.replace('{cost-centre: "4711", owner: digital}', "{}"), "no value to set"),
        (MENDING.replace('{cost-centre: "4711", owner: digital}', "[a]"), ""),
        (MENDING.replace('{cost-centre: "4711", owner: digital}', "null"), ""),
        (MENDING + "level: remediate\n", "not allowed here"),
    ],
)
def test_a_remediation_that_sets_no_plain_value_is_refused(text: str, wrong: str) -> None:
    with pytest.raises(InputError) as refused:
        own_rules((file(text),), RULES)
    assert "rules/a.yaml" in refused.value.where
    assert wrong in refused.value.wrong


def _with_remediation(text: str) -> str:
    imported = PYTHON.replace("import Rule", "import Parameter, Rule").replace('"days": 3', '"who": "Ann"')
    return imported.replace('frameworks={"caf"', f'remediation={text}, frameworks={{"caf"')


@pytest.mark.parametrize(
    ("remediation", "wrong"),
    [
        ('{"owner": Parameter("nobody")}', "names a parameter"),
        ('{"owner": {1, 2}}', "raised TypeError"),
        ('{"owner": None}', "no value to set"),
        ('"owner"', "remediation of its rule is not a dict"),
        ('{"owner": "x"}, level="remediate"', "level"),
    ],
)
def test_a_remediation_in_python_is_looked_at_like_one_in_yaml(remediation: str, wrong: str) -> None:
    text = _with_remediation(remediation).replace('Parameter("', 'Parameter(name="')
    with pytest.raises(InputError, match=wrong):
        own_rules((file(text, "rules/b.py"),), RULES)


def test_the_pack_mends_by_own_rules_at_the_level_remediate() -> None:
    in_python = _with_remediation('{"owner": Parameter(name="who")}')
    rules = own_rules((file(MENDING), file(in_python, "rules/b.py")), RULES)
    levels = {rule.id: RuleStandard(level="remediate") for rule in rules}
    settings = Settings(rules=rules, standards=Standards(rules=levels), exemptions=(), architecture=None, as_of=TODAY)
    mended = Pack(settings).mended(resource("a", properties={"sku": {"name": "Standard_LRS"}}))
    told = [(one.rule.id, change.property, change.value) for one in mended for change in one.changes]
    assert told == [("COUNCIL-001", "sku.name", "Standard_ZRS"), ("COUNCIL-002", "owner", "Ann")]


def test_a_patch_asks_own_rules_in_a_process_of_their_own() -> None:
    ends = _with_remediation('{"owner": "Ann"}').replace(
        "    return passed()", "    assert 'pytest' not in sys.modules\n    return passed()"
    )
    (rule,) = own_rules((file(f"import sys\n{ends}", "rules/b.py"),), RULES)
    given = (resource("a"), resource("b", properties={"owner": "Bob"}), resource("c"))
    found = check(given, (rule,), (), TODAY, Standards(), None, ask_apart).findings
    read_from = {one.urn: "p.json" for one in given}
    made = mends(found, given, (rule,), Standards(), read_from, TODAY, frozenset({rule.id}))
    assert [(one.resource.name, [change.value for change in one.changes]) for one in made] == [
        ("a", ["Ann"]),
        ("c", ["Ann"]),
    ]


def test_an_own_rule_is_advisory_where_it_says_so() -> None:
    rules = own_rules((file(YAML + "level: advisory\n"), file(PYTHON, "rules/b.py")), RULES)
    assert [rule.level for rule in rules] == ["advisory", "mandatory"]


def test_a_remediation_that_mends_no_case_is_told() -> None:
    cases = file(CASES, "rules/a.cases.yaml")
    results, _ = case_results((file(MENDING), cases))
    assert [(one.case, one.is_right) for one in results[2:]] == [
        ("the flip", True),
        ("the remediation of sku.name", True),
        ("the remediation of tags", False),
    ]
    useless = MENDING.replace("sku.name: Standard_ZRS,", "sku.name: Standard_GRS,")
    results, _ = case_results((file(useless), cases))
    assert [one.is_right for one in results[3:]] == [False, False]


def test_the_remediation_of_a_rule_in_python_is_tried_in_its_own_process() -> None:
    cases = CASES.replace("COUNCIL-001", "COUNCIL-002").replace("sku.name, value: Standard_LRS", "owner, value: null")
    cases = cases.replace("sku: {name: standard_zrs}", "owner: Ann").replace("verdict: unknown", "verdict: fail")
    files = (file(_with_remediation('{"owner": "Ann"}'), "rules/b.py"), file(cases, "rules/b.cases.yaml"))
    results, _ = case_results(files)
    assert [(one.case, one.is_right) for one in results] == [
        ("zrs", True),
        ("not known", True),
        ("the flip", True),
        ("the remediation of owner", True),
    ]


def test_the_examples_of_the_documents_are_right() -> None:
    text = (Path(__file__).parent.parent.parent / "docs/checking.md").read_text()
    blocks = [dedent(block) for block in re.findall(r"(?:^    .*\n)+", text, re.MULTILINE)]
    (example,) = (block for block in blocks if block.startswith("schema_version: 1\nid:"))
    (cases,) = (block for block in blocks if block.startswith("rule:"))
    assert len(own_rules((file(example),), RULES)) == 1
    results, _ = case_results((file(example), file(cases, "rules/a.cases.yaml")))
    assert [(one.case, one.is_right) for one in results] == [
        ("paid by the gigabyte", True),
        ("the flip", True),
        ("the remediation of sku.name", True),
    ]
