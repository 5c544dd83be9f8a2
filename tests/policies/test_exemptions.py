"""P-05: an exemption is a fail that two people accept until a day, and nothing more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from checked_things import TODAY, exemption, fails, resource, rule, urn_of
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.check import Checked, check
from policies.exemptions import check_breadth, check_exemptions, read_exemptions
from policies.model import Exemption
from policies.standards import Standards
from safeio.errors import InputError

RULES = (rule("TST-001", fails()), rule("TST-002", fails()))
RESOURCES = (resource("a", component="payroll"), resource("b"))


def checked(*exemptions: Exemption, as_of: date = TODAY) -> Checked:
    return check(RESOURCES, RULES, exemptions, as_of, Standards(), None)


@pytest.mark.parametrize("scope", [urn_of("a"), "payroll"])
def test_a_fail_is_exempt_by_urn_and_by_component(scope: str) -> None:
    found = [
        (one.rule_id, one.subject, one.verdict, one.underlying) for one in checked(exemption(scope=scope)).findings
    ]
    assert found == [
        ("TST-001", urn_of("a"), "exempt", "fail"),
        ("TST-001", urn_of("b"), "fail", None),
        ("TST-002", urn_of("a"), "fail", None),
        ("TST-002", urn_of("b"), "fail", None),
    ]


def test_a_whole_stack_may_be_exempt_from_one_rule() -> None:
    found = checked(exemption(scope="stack:test")).findings
    assert [one.verdict for one in found] == ["exempt", "exempt", "fail", "fail"]


@pytest.mark.parametrize(
    ("as_of", "verdict"),
    [
        (date(2026, 10, 31), "fail"),
        (date(2026, 11, 1), "exempt"),
        (date(2027, 2, 28), "exempt"),
        (date(2027, 3, 1), "fail"),
    ],
)
def test_P_05_it_holds_from_approval_until_the_day_before_it_expires(as_of: date, verdict: str) -> None:
    assert checked(exemption(), as_of=as_of).findings[0].verdict == verdict


@pytest.mark.parametrize(
    ("given_", "as_of", "said"),
    [
        (exemption(), date(2027, 3, 1), "expired on 2027-03-01; what it exempted counts as failing"),
        (exemption(), date(2026, 10, 1), "is not in force before 2026-11-01; what it exempts counts as failing"),
        (exemption(), date(2027, 2, 28), "expires on 2027-03-01, in 1 day"),
        (exemption(), date(2027, 1, 30), "expires on 2027-03-01, in 30 days"),
        (exemption(), date(2027, 1, 29), None),
        (exemption(scope="gone"), TODAY, "exempts nothing that was checked; remove it if it is not needed"),
    ],
)
def test_expired_expiring_and_unused_exemptions_are_said(given_: Exemption, as_of: date, said: str | None) -> None:
    assert [one.message for one in checked(given_, as_of=as_of).warnings] == ([said] if said else [])


def test_an_exemption_of_a_whole_stack_or_of_several_kinds_is_said_to_be_broad() -> None:
    (said,) = checked(exemption(scope="stack:test")).warnings
    assert said.message == "is broad: it exempts 2 resources of one kind; name each resource instead"
    other = resource("c", type="azure-native:web:WebApp", component="payroll")
    about = replace(RULES[0], applies_to=(*RULES[0].applies_to, other.type))
    found = check((*RESOURCES, other), (about,), (exemption(scope="payroll"),), TODAY, Standards(), None)
    assert "2 resources of 2 kinds" in found.warnings[0].message


def test_an_exemption_of_one_component_of_one_kind_is_not_broad() -> None:
    assert checked(exemption(scope="payroll")).warnings == ()


@pytest.mark.parametrize("scope", ["vm-2", "stack:wave-2"])
def test_an_exemption_in_a_stack_that_was_not_given_is_not_said_to_be_unused(scope: str) -> None:
    plan = {"stacks": [{"name": "test"}, {"name": "wave-2"}], "workloads": [{"id": "vm-2", "stack": "wave-2"}]}
    found = check(RESOURCES, RULES, (exemption(scope=scope),), TODAY, Standards(), plan)
    assert [one.about for one in found.warnings] == ["architecture.json"]


def test_P_05_an_exemption_of_a_whole_stack_is_refused_where_people_say_so() -> None:
    check_breadth((exemption(),), "exemptions.yaml")
    with pytest.raises(InputError, match="a whole stack"):
        check_breadth((exemption(), exemption(scope="stack:test")), "exemptions.yaml")


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"rule_id": "TST-003"}, "there is no rule TST-003"),
        ({"rule_id": "TST-00１"}, "rule_id is empty, or holds a blank or a letter outside ASCII"),
        ({"scope": "p\u0430yroll"}, "scope is empty, or holds a blank or a letter outside ASCII"),
        ({"scope": ""}, "scope is empty"),
        ({"scope": "*"}, "scope is a pattern"),
        ({"scope": "stack:wave-*"}, "scope is a pattern"),
        ({"scope": ".*"}, "scope is a pattern"),
        ({"scope": "wave-[12]"}, "scope is a pattern"),
        ({"scope": "wave.+"}, "scope is a pattern"),
        ({"approver": "Ann Able"}, "owner and approver are the same"),
        ({"approver": " ANN  able "}, "owner and approver are the same"),
        ({"approver": "\uff21nn Able"}, "owner and approver are the same"),
        ({"owner": " "}, "owner is empty"),
        ({"ticket": ""}, "ticket is empty"),
        ({"reason": ""}, "reason is empty"),
        ({"expires": date(2027, 5, 1)}, "it holds for more than 180 days"),
        ({"expires": date(2026, 11, 1)}, "it expires before it holds"),
        ({"id": ""}, "id is empty"),
    ],
)
def test_P_05_what_may_not_stand_is_refused(changed: dict[str, Any], wrong: str) -> None:
    with pytest.raises(InputError, match=r"exemptions\.yaml, exemption") as refused:
        check_exemptions((exemption(**changed),), RULES, "exemptions.yaml")
    assert wrong in refused.value.wrong


@pytest.mark.parametrize(
    "second", [exemption(scope="payroll"), exemption(id="EX-2"), exemption(id="EX-2", ticket="another")]
)
def test_P_05_the_same_exemption_twice_is_refused(second: Exemption) -> None:
    assert refusal(exemption(), second) == f"exemption {second.id}: this exemption is there twice. Keep one."


def refusal(*given_: Exemption) -> str:
    """All that is said of the first exemption that may not stand."""
    with pytest.raises(InputError) as refused:
        check_exemptions(given_, RULES, "exemptions.yaml")
    return f"{refused.value.where.removeprefix('exemptions.yaml, ')}: {refused.value.wrong}. {refused.value.remedy}"


LETTERS = "is empty, or holds a blank or a letter outside ASCII. "
COPY = "Copy it from the findings: other letters may only look the same."
SAY_IT = "Say it, so that it can be asked about later."
APPROVED = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"id": "EX 1"}, f"id {LETTERS}{COPY}"),
        ({"rule_id": "TST-00１"}, f"rule_id {LETTERS}{COPY}"),
        ({"scope": "urn a"}, f"scope {LETTERS}{COPY}"),
        (
            {"scope": "a|b"},
            "scope is a pattern. Name one resource by its urn, one id of architecture.json, or stack:NAME.",
        ),
        ({"owner": ""}, f"owner is empty. {SAY_IT}"),
        ({"approver": " "}, f"approver is empty. {SAY_IT}"),
        ({"ticket": " "}, f"ticket is empty. {SAY_IT}"),
        ({"reason": " "}, f"reason is empty. {SAY_IT}"),
        ({"rule_id": "TST-01"}, "there is no rule TST-01. Did you mean TST-001?"),
        ({"rule_id": "ZZZZ-9"}, "there is no rule ZZZZ-9. See: cloud-unless rules"),
        ({"rule_id": "Z" * 99}, f"there is no rule {'Z' * 79}…. See: cloud-unless rules"),
        ({"approver": "Ann\tAble"}, "owner and approver are the same. Let somebody else approve it."),
        ({"expires": APPROVED}, "it expires before it holds. Correct approved_on or expires."),
        (
            {"expires": APPROVED + timedelta(days=181)},
            "it holds for more than 180 days. Let it expire by 2027-04-30, and approve it again then if it must be.",
        ),
    ],
)
def test_P_05_a_refusal_says_what_is_wrong_and_what_to_do(changed: dict[str, Any], said: str) -> None:
    assert refusal(exemption(**changed)) == f"exemption {exemption(**changed).id}: {said}"


def test_a_long_id_is_cut_where_it_is_told() -> None:
    assert refusal(exemption(id="E" * 99, ticket="")).startswith(f"exemption {'E' * 79}…: ")
    with pytest.raises(InputError) as refused:
        check_breadth((exemption(id="E" * 99, scope="stack:test"),), "here")
    told = (refused.value.where, refused.value.wrong, refused.value.remedy)
    assert told == (
        f"here, exemption {'E' * 79}…",
        "it exempts a whole stack",
        "Name one resource or one component, or set broad_exemptions: say in standards.yaml.",
    )


@pytest.mark.parametrize("approver", ["\u0410nn Able", "Ann \u0391ble", "\u0410\u043d\u043d"])
def test_P_05_names_that_may_only_look_different_are_refused(approver: str) -> None:
    said = "the names of owner and approver mix alphabets, so that two may look like one. "
    assert refusal(exemption(approver=approver)).endswith(f"{said}Write both names with Latin letters.")


@pytest.mark.parametrize("approver", ["Zo\u00eb M\u00fcller", "b.baker@example.org", "\uff22ob", "Officer 7"])
def test_names_of_one_alphabet_may_stand(approver: str) -> None:
    check_exemptions((exemption(approver=approver),), RULES, "exemptions.yaml")


def test_names_of_another_alphabet_may_stand_together() -> None:
    check_exemptions((exemption(owner="\u0410\u043d\u043d\u0430", approver="\u0418\u0433\u043e\u0440"),), RULES, "x")


def test_P_05_180_days_are_allowed() -> None:
    check_exemptions((exemption(expires=date(2026, 11, 1) + timedelta(days=180)),), RULES, "exemptions.yaml")


@pytest.mark.parametrize(
    "text",
    ["", "# nothing\n", "exemptions: []\n", "schema_version: 2\nexemptions: []\n", "schema_version: true\n", "- a\n"],
)
def test_P_04_a_file_that_is_empty_or_of_another_form_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "exemptions.yaml").write_text(text)
    with pytest.raises(InputError):
        read_exemptions(tmp_path / "exemptions.yaml", RULES)


def test_P_04_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_exemptions(tmp_path / "exemptions.yaml", RULES)


def test_P_05_what_may_not_stand_is_refused_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "exemptions.yaml"
    path.write_text(
        "schema_version: 1\nexemptions:\n  - {id: EX-1, rule_id: TST-001, scope: payroll, owner: Ann, approver: ann,"
        " ticket: T, reason: R, approved_on: 2026-11-01, expires: 2027-03-01}\n"
    )
    with pytest.raises(InputError, match=r"exemptions\.yaml, exemption EX-1: owner and approver are the same"):
        read_exemptions(path, RULES)


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "exemptions.yaml"
    path.write_text(
        "schema_version: 1\nexemptions:\n  - {id: EX-1, rule_id: TST-001, scope: payroll, owner: Ann, approver: Bob,"
        " ticket: T, reason: R, approved_on: 2026-11-01, expires: 2027-03-01}\n"
    )
    assert [one.expires for one in read_exemptions(path, RULES)] == [date(2027, 3, 1)]


SCOPES = st.sampled_from([urn_of("a"), urn_of("b"), "payroll", "stack:test", "stack:other", "nothing"])
DAYS = st.dates(date(2026, 6, 1), date(2027, 6, 1))


@settings(deadline=None)
@given(st.lists(st.tuples(SCOPES, st.sampled_from(["TST-001", "TST-002"]), DAYS, DAYS), max_size=4))
def test_P_05_exemptions_change_only_the_verdicts_they_name(named: list[tuple[str, str, date, date]]) -> None:
    given_ = tuple(
        exemption(rule_id, scope, id=f"EX-{number}", approved_on=approved, expires=expires)
        for number, (scope, rule_id, approved, expires) in enumerate(named)
    )
    plain = {(one.rule_id, one.subject): one.verdict for one in checked().findings}
    for one in checked(*given_).findings:
        about = [
            exempted
            for exempted in given_
            if exempted.rule_id == one.rule_id
            and exempted.scope in (one.subject, one.component, f"stack:{one.stack}")
            and exempted.approved_on <= TODAY < exempted.expires
        ]
        assert one.verdict == ("exempt" if about else plain[one.rule_id, one.subject])
