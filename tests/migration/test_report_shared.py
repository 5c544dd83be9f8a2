"""What the report says of shared services: what they are, for how many interfaces, and when they are built."""

from __future__ import annotations

from dataclasses import replace

from report_facts import county_facts

from migration.design.architecture import design
from migration.reports.building import building
from migration.reports.names import names_of
from tests.design.shared_cases import shared_case


def test_a_committee_reads_which_services_are_shared_and_how_many_interfaces_ask_for_each() -> None:
    facts = replace(county_facts(), architecture=design(shared_case()))
    found = building(facts, names_of(facts))
    assert found is not None and found.stacks is not None
    rows = [row for body in found.stacks.bodies for row in body.rows]
    row = next(row for row in rows if row[0] == "shared-services")
    assert row[1:4] == ("the platform", "before the waves that use it", "what applications share")
    for words in ("a gateway for APIs (3 interfaces)", "a message bus (3", "an exchange of files (1 interface)"):
        assert words in str(row[4])
