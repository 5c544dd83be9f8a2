"""Rules that look at other resources look at each a few times, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cases_reading import rule_of

from policies.check import check
from policies.model import Resource
from policies.rule_cases import Case
from policies.standards import Standards

HALF = 5_000
LOOKS = 40
"""How often one resource may be looked at on average; a rule that goes over all for each looks thousands of times."""

SUBSCRIPTION = "/subscriptions/1/resourceGroups/r/providers"
TAGS = {"environment": "prod", "application-id": "a"}


class Counted(dict[str, Any]):
    """Properties that count how often they are asked for something."""

    looks = 0

    def get(self, name: str, default: Any = None) -> Any:
        Counted.looks += 1
        return super().get(name, default)


def _made(token: str, number: int, **properties: Any) -> Resource:
    kind = f"azure-native:{token}"
    return Resource(
        type=kind,
        raw_type=kind,
        name=f"{number}",
        urn=f"urn:pulumi:s::p::{kind}::{number}",
        stack="s",
        properties=Counted(resourceGroupName="r", tags=TAGS | {"application-id": f"a{number}"}, **properties),
        outputs={},
        property_depends_on={},
        id=f"{SUBSCRIPTION}/Microsoft.X/{token.replace(':', '-')}/{number}",
        component=f"w{number}",
    )


def _networks(number: int) -> Iterator[Resource]:
    for part in (0, 1):
        prefix = f"{10 + part}.{number >> 8}.{number & 255}.0/24"
        yield _made("network:VirtualNetwork", 2 * number + part, addressSpace={"addressPrefixes": [prefix]})


def _endpoints(number: int) -> Iterator[Resource]:
    yield _made("network:PrivateEndpoint", number, privateEndpointName=f"e{number}")
    zones = [{"privateDnsZoneId": "/x"}]
    yield _made("network:PrivateDnsZoneGroup", number, privateEndpointName=f"e{number}", privateDnsZoneConfigs=zones)


def _machines(number: int) -> Iterator[Resource]:
    yield _made("compute:VirtualMachine", number, vmName=f"m{number}", location="uksouth")
    name = f"VM;iaasvmcontainerv2;r;m{number}"
    yield _made("recoveryservices:ProtectedItem", number, protectedItemName=name, properties={})


def _locked(number: int) -> Iterator[Resource]:
    account = _made("storage:StorageAccount", number)
    yield account
    yield _made("authorization:ManagementLockByScope", number, scope=account.id, level="CanNotDelete")


@pytest.mark.parametrize(
    ("rule_id", "make", "verdict"),
    [
        ("NET-015", _networks, "pass"),
        ("NET-018", _endpoints, "pass"),
        ("CMP-007", _machines, "pass"),
        ("BCK-004", _machines, "fail"),
        ("GOV-005", _locked, "pass"),
    ],
)
def test_L_07_ten_thousand_resources_are_looked_at_a_few_times_each(
    rule_id: str, make: Callable[[int], Iterator[Resource]], verdict: str
) -> None:
    resources = tuple(one for number in range(HALF) for one in make(number))
    assert len(resources) == 2 * HALF
    workloads = [{"id": f"w{number}", "recovery": {"criticality": 1}} for number in range(HALF)]
    Counted.looks = 0
    architecture = {"workloads": workloads, "address_plan": []}
    found = check(resources, (rule_of(rule_id),), (), Case.as_of, Standards(), architecture)
    assert {one.verdict for one in found.findings} == {verdict}
    assert Counted.looks < LOOKS * len(resources)
