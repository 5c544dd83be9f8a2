"""Exemptions from the common standards, as Azure Policy has them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest
from design_cases import AS_OF
from governed_cases import governed

from migration.design.architecture import design
from migration.design.governance.exempted import AZURE_TYPES
from migration.model.architecture import Architecture, PolicyExemption, WorkloadKind


def exempted(**fields: Any) -> tuple[Architecture, PolicyExemption]:
    """The county with one exemption of its machine, and what became of it."""
    known: dict[str, Any] = {
        "id": "EX-1",
        "rule_id": "BCK-004",
        "scope": "vm-srv1",
        "owner": "Ann",
        "approver": "Board",
        "ticket": "T-1",
        "reason": "for now",
        "expires": date(2027, 3, 1),
    }
    found = design(replace(governed(), policy_exemptions=(PolicyExemption(**known | fields),)))
    return found, found.policy_exemptions[0]


def test_an_exemption_becomes_one_in_each_initiative_that_asks_for_the_same() -> None:
    found, one = exempted()
    wave = found.stacks[-1]
    assert {made.assignment.rpartition("/")[2] for made in one.assigned} == {"Audit-UK-OFFICIAL", "Audit-NCSC-CAF"}
    assert all(made.references and made.stack == wave.name for made in one.assigned)
    assert "governance" in wave.depends_on
    assert wave.resource_count == design(governed()).stacks[-1].resource_count + 2


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"rule_id": "GOV-003"}, "since no assigned policy asks for the same: EX-1 (GOV-003)"),
        ({"scope": "stack:landing-zone"}, "its scope is not one part of the architecture"),
        ({"rule_id": "NET-004", "scope": "spoke-county-uks"}, "the policy is assigned to no group above it"),
        ({"expires": AS_OF}, "it has ended"),
    ],
)
def test_an_exemption_that_becomes_nothing_in_azure_is_named(fields: dict[str, Any], says: str) -> None:
    found, one = exempted(**fields)
    assert one.assigned == ()
    assert any(says in note.message for note in found.notes if note.subject == "exemptions.yaml")


def test_an_exemption_of_a_vault_belongs_to_the_landing_zone() -> None:
    found, one = exempted(rule_id="KEY-005", scope="kv-county-uks")
    assert {made.stack for made in one.assigned} == {"landing-zone"}
    assert all("/providers/Microsoft.KeyVault/vaults/" in made.scope for made in one.assigned)
    assert [stack.name for stack in found.stacks if "governance" in stack.depends_on] == ["landing-zone", "watch"]


def test_every_kind_of_workload_has_a_type_in_azure() -> None:
    assert set(AZURE_TYPES) == set(get_args(WorkloadKind))
