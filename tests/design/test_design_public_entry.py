"""An entry for residents: who gets one, and what is said of those that get none."""

from __future__ import annotations

from typing import Any

import pytest
from design_cases import application, case, runs, server, workload

from migration.design.architecture import design
from migration.design.resource_counts import workload_resources
from migration.model.architecture import Architecture
from migration.model.architecture.problems import problems

LINUX = {"product": "rhel", "cycle": "9"}


def made(*traits: str, role: str = "web", environment: str = "prod", **fields: Any) -> Architecture:
    """The design of one application with these traits on one server."""
    app = application("forms", traits=traits, **fields)
    found = design(
        case([app], [server("srv1", **LINUX)], [runs("forms", "srv1", role, environment)], {"forms": "replatform"})
    )
    assert problems(found) == ()
    return found


def test_an_application_for_residents_gets_a_filtered_entry() -> None:
    entry = workload(made("public"), "app-forms-prod-linux").entry
    assert entry is not None
    assert (entry.profile_name, entry.filter_name) == ("afd-forms-linux-prod-uks", "fdfpformslinuxproduks")
    assert {one.name for one in entry.rules} == {"Microsoft_DefaultRuleSet", "Microsoft_BotManagerRuleSet"}
    assert entry.link_region == "uksouth"


def test_people_are_told_to_open_it() -> None:
    (said,) = [
        one for one in made("public").notes if one.subject == "app-forms-prod-linux" and "residents" in one.message
    ]
    assert "allow its private link" in said.message


@pytest.mark.parametrize(("traits", "environment"), [((), "prod"), (("web",), "prod"), (("public",), "test")])
def test_nobody_else_gets_one(traits: tuple[str, ...], environment: str) -> None:
    found = made(*traits, environment=environment)
    assert [one.entry for one in found.workloads] == [None]


def test_what_becomes_no_web_application_is_told_so() -> None:
    found = made("public", "containers")
    assert [one.entry for one in found.workloads] == [None]
    assert any(one.subject == "forms" and "no entry is built" in one.message for one in found.notes)


def test_the_entry_is_counted_with_the_second_application() -> None:
    plain, entered = (workload(made(*traits), "app-forms-prod-linux") for traits in ((), ("public",)))
    assert workload_resources(entered) - workload_resources(plain) == 8
    twice = [workload(made(*traits, criticality=1), "app-forms-prod-linux") for traits in ((), ("public",))]
    assert workload_resources(twice[1]) - workload_resources(twice[0]) == 9
