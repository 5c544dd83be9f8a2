"""What is read off a resource: its type from its urn, where values come from, its tags, what its id lies in."""

from __future__ import annotations

from typing import Any

import pytest
from checked_things import resource, urn_of

from policies.environments import environment_of, is_production
from policies.origins import are_other_stacks, origins
from policies.references import lies_in
from policies.urns import type_of
from policies.values import UNKNOWN

OTHER_STACK = "urn:pulumi:wave::tests::pulumi:pulumi:StackReference::hub"


@pytest.mark.parametrize(
    ("urn", "expected"),
    [
        (OTHER_STACK, "pulumi:pulumi:StackReference"),
        ("urn:pulumi:dev::p::cloud-unless:a:B$azure-native:sql:Server::name::with", "azure-native:sql:Server"),
        ("no urn", None),
        ("x::y::azure-native:sql:Server::z", None),
    ],
)
def test_the_type_is_read_from_the_urn(urn: str, expected: str | None) -> None:
    assert type_of(urn) == expected


def test_a_member_of_a_list_comes_from_where_its_list_comes_from() -> None:
    found = resource(property_depends_on={"links": (urn_of("x"),)})
    assert origins(found, "links[2].to") == origins(found, "links[].to") == origins(found, "links") == (urn_of("x"),)
    assert origins(found, "link") == ()


def test_a_urn_that_is_damaged_is_no_other_stack() -> None:
    assert are_other_stacks((OTHER_STACK,))
    assert not are_other_stacks((OTHER_STACK, urn_of("x")))
    assert not are_other_stacks(("no urn",))


@pytest.mark.parametrize(
    ("tags", "environment", "production"),
    [
        ({"Environment": "dev"}, "dev", False),
        ({"environment": "prod"}, "prod", True),
        ({}, None, True),
        ({"environment": UNKNOWN}, None, None),
        (UNKNOWN, None, None),
    ],
)
def test_the_environment_is_the_tag_in_any_case(tags: Any, environment: str | None, production: bool | None) -> None:
    found = resource(properties={"tags": tags})
    assert (environment_of(found), is_production(found, ("prod",))) == (environment, production)


@pytest.mark.parametrize(
    ("scope", "expected"), [("/A/b", True), ("/a/B/", True), ("/a", True), ("/a/b/c", False), ("/a/bb", False)]
)
def test_an_id_lies_in_itself_and_in_all_above_it(scope: str, expected: bool) -> None:
    assert lies_in("/a/b", scope) is expected
