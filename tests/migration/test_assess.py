"""Decisions under "cloud, unless": the order of preference, what people may change, and what is reported."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_estate import AS_OF, application, database, estate, runs, server

from inventory.model import Application, Estate, Support
from migration.decide.assess import assess
from migration.decide.routes import PREFERENCE
from migration.decide.tracing import trace
from migration.decide.traits import TRAITS
from migration.model import Disposition, Unless, Violation


def decided(
    app: Application, *unless: Unless, seen: Estate | None = None, plan_to: date | None = None
) -> tuple[Disposition, tuple[Violation, ...]]:
    """The disposition of one application that runs on one Windows server as installed software."""
    held = seen or estate(servers=(server(),), deployments=(runs(app.id, "srv1"),))
    (found,), violations = assess(replace(held, applications=(app,)), (), unless, AS_OF, plan_to)
    return found, violations


def exception(**fields: Any) -> Unless:
    """A record that lacks nothing."""
    known: dict[str, Any] = {
        "application_id": "rates",
        "reason": "The supplier supports it on site only.",
        "evidence": "Letter of 2026-06-02",
        "owner": "Head of Revenues",
        "approver": "Programme Board",
        "decided_on": date(2026, 9, 16),
        "review_by": date(2027, 9, 30),
    }
    return Unless(**known | fields)


PLATFORM_READY = estate(
    servers=(server("srv1"), server("web1")),
    databases=(database(),),
    deployments=(runs("rates", "db1", "database"), runs("rates", "web1", "web")),
)


@pytest.mark.parametrize(
    ("fields", "route", "target"),
    [
        ({"in_use_until": date(2027, 6, 30), "replacement_product": "Hosted"}, "retire", None),
        ({"replacement_product": "Hosted rates"}, "replace", "saas"),
        ({}, "rehost", "windows-vm"),
        ({"traits": ("attached-hardware",)}, "retain", "arc"),
        ({"traits": ("shared-identity",), "replacement_product": "Hosted"}, "retain", "arc"),
        ({"traits": ("attached-hardware",), "replacement_product": "Hosted"}, "replace", "saas"),
    ],
)
def test_the_first_open_route_is_taken(fields: dict[str, Any], route: str, target: str | None) -> None:
    found, violations = decided(application(**fields))
    assert (found.route, found.target_kind) == (route, target)
    assert violations == ()


def test_platform_services_come_before_machines() -> None:
    found, _ = decided(application(), seen=PLATFORM_READY)
    assert (found.route, found.target_kind) == ("replatform", "sql-database")


def test_linux_servers_become_linux_machines() -> None:
    seen = estate(servers=(server(product="rhel"),), deployments=(runs("rates", "srv1"),))
    assert decided(application(), seen=seen)[0].target_kind == "linux-vm"


def test_the_target_is_what_most_servers_become() -> None:
    held = (server("s1"), server("s2", product="rhel"), server("s3", product="rhel"))
    seen = estate(servers=held, deployments=tuple(runs("rates", s.id) for s in held))
    assert decided(application(), seen=seen)[0].target_kind == "linux-vm"
    even = estate(servers=held[:2], deployments=tuple(runs("rates", s.id) for s in held[:2]))
    assert decided(application(), seen=even)[0].target_kind == "windows-vm", "a tie goes to the first in TARGETS"


def test_retire_looks_as_far_as_the_plan_goes() -> None:
    app = application(in_use_until=date(2028, 1, 31))
    assert decided(app, plan_to=date(2028, 1, 31))[0].route == "retire"
    assert decided(app, plan_to=date(2028, 1, 30))[0].route == "rehost"


def test_a_preferred_route_that_is_worse_is_honoured_and_reported() -> None:
    found, violations = decided(application(preferred_route="rehost"), seen=PLATFORM_READY)
    assert found.route == "rehost"
    assert [(v.constraint, v.severity) for v in violations] == [("route-without-exception", "broken")]


def test_staying_without_a_record_is_reported() -> None:
    found, violations = decided(application(preferred_route="retain"))
    assert found.route == "retain"
    assert [v.constraint for v in violations] == ["route-without-exception"]


def test_a_preferred_route_that_is_blocked_gives_the_rules_route_and_says_so() -> None:
    found, violations = decided(application(preferred_route="replace"))
    assert (found.route, violations) == ("rehost", ())
    assert found.evidence[0].fact == "replace is preferred, but is not what is open"


@pytest.mark.parametrize(
    ("named", "preferred", "route"),
    [(None, None, "retain"), (None, "rehost", "rehost"), ("rehost", None, "rehost"), ("retain", "rehost", "retain")],
)
def test_an_exception_allows_a_worse_route(named: str | None, preferred: str | None, route: str) -> None:
    app = application(preferred_route=preferred)
    found, violations = decided(app, exception(route=named), seen=PLATFORM_READY)
    assert (found.route, found.unless_id, violations) == (route, "rates", ())
    assert found.reasons[-1].id == "exception"
    assert found.reasons[-1].evidence[0].source == "unless.yaml"


def test_an_exception_never_leads_to_a_better_route_or_a_blocked_one() -> None:
    better = decided(application(), exception(route="replatform"))[0]
    assert better.route == "rehost"
    blocked = decided(application(traits=("attached-hardware",)), exception(route="rehost"))[0]
    assert blocked.route == "retain"


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"owner": None}, "unowned-exception"),
        ({"owner": " "}, "unowned-exception"),
        ({"approver": None}, "unapproved-exception"),
        ({"approver": "head of revenues "}, "self-approved-exception"),
        ({"evidence": None}, "exception-without-evidence"),
        ({"reason": " "}, "exception-without-reason"),
        ({"review_by": None}, "exception-without-review"),
        ({"review_by": date(2026, 11, 21)}, "expired-exception"),
        ({"decided_on": date(2026, 11, 23)}, "exception-not-decided"),
    ],
)
def test_a_defect_of_an_exception_is_reported_and_changes_nothing(fields: dict[str, Any], constraint: str) -> None:
    found, violations = decided(application(), exception(**fields))
    assert [(v.constraint, v.subject, v.severity) for v in violations] == [(constraint, "rates", "broken")]
    assert (found.route, found.unless_id) == ("retain", "rates")


def test_the_day_of_review_itself_still_counts() -> None:
    assert decided(application(), exception(review_by=AS_OF))[1] == ()


def test_an_exception_for_nobody_and_a_second_one_are_reported() -> None:
    unknown, second = exception(application_id="ghost"), exception(owner="Another")
    _, violations = decided(application(), exception(), second, unknown)
    assert [(v.constraint, v.subject) for v in violations] == [
        ("exception-for-unknown-application", "ghost"),
        ("second-exception", "rates"),
    ]


def test_a_trait_no_rule_knows_leaves_the_route_unproven() -> None:
    _, violations = decided(application(traits=("atached-hardware",)))
    assert [(v.constraint, v.severity) for v in violations] == [("unknown-trait", "unproven")]


@pytest.mark.parametrize(
    ("review", "constraint"), [(None, "undated-mitigation"), (date(2026, 11, 21), "expired-mitigation")]
)
def test_an_old_system_behind_a_firewall_has_a_day_of_review(review: date | None, constraint: str) -> None:
    app = application(mitigation="extra firewall", mitigation_review=review)
    assert [v.constraint for v in decided(app)[1]] == [constraint]
    dated = application(mitigation="extra firewall", mitigation_review=AS_OF)
    assert decided(dated)[1] == ()


def test_what_is_out_of_support_is_evidence_and_what_is_supported_is_not() -> None:
    old = Support(
        thing_id="srv1", aspect="software", state="ended", as_of=AS_OF, ends=date(2023, 10, 10), sources=("endoflife",)
    )
    app = application()
    held = estate(applications=(app,), servers=(server(),), deployments=(runs("rates", "srv1"),))
    (found,), _ = assess(held, (old, replace(old, state="supported", aspect="hardware")), (), AS_OF)
    assert [e.fact for e in found.evidence] == ["srv1: software support ended (2023-10-10)"]


def test_a_decision_can_be_read_as_sentences() -> None:
    found, _ = decided(application(said_by={"name": "applications.csv"}), exception(route="retain"))
    assert trace(found) == (
        "2026-11-22: leave it where it is, as arc.",
        "Not retire: it is still in use, and no end is known [still-in-use]; "
        "The supplier supports it on site only. [exception].",
        "Not replace: no product is named that could replace it as a service [no-replacement]; "
        "The supplier supports it on site only. [exception].",
        "Not replatform: no platform service fits srv1 [no-platform-service]; "
        "The supplier supports it on site only. [exception].",
        "Not rehost: The supplier supports it on site only. [exception].",
        "Fact: no last day of use is known (applications.csv, 2026-11-20).",
        "Fact: replacement_product is empty (applications.csv, 2026-11-20).",
        "Fact: srv1: it runs installed application software, and has no trait web or stateless "
        "(vcenter.xlsx, 2026-11-20).",
        "Fact: Letter of 2026-06-02 (unless.yaml, 2026-09-16).",
        "The exception is recorded in unless.yaml for rates.",
    )


applications = st.builds(
    application,
    traits=st.lists(st.sampled_from(sorted(TRAITS)), unique=True).map(tuple),
    replacement_product=st.sampled_from([None, "Hosted"]),
    preferred_route=st.sampled_from([None, *PREFERENCE]),
    in_use_until=st.sampled_from([None, date(2027, 1, 1), date(2040, 1, 1)]),
)


@given(applications, st.booleans())
def test_a_decision_is_never_blocked_and_never_worse_without_a_reason_or_a_report(app: Application, kept: bool) -> None:
    found, violations = decided(app, *([exception()] if kept else []), seen=PLATFORM_READY)
    blocked = {route for reason in found.reasons if reason.id != "exception" for route in reason.blocks}
    assert found.route == "retain" or found.route not in blocked
    better = PREFERENCE[: PREFERENCE.index(found.route)]
    reported = "route-without-exception" in {v.constraint for v in violations}
    assert kept or reported or blocked.issuperset(better)


@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_of_the_estate_changes_nothing(ids: list[str]) -> None:
    held = estate(applications=tuple(application(app_id) for app_id in ids))
    found, _ = assess(held, (), (), AS_OF)
    assert [d.application_id for d in found] == ["a", "b", "c", "d"]
