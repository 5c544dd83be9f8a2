"""A region that lacks a service is refused when it is designed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import get_args

import pytest
from design_cases import application, case, district, landing_zone, one_machine, runs, server, workload

from migration.design.architecture import design
from migration.design.services_offered import BUILT_FROM, check_services
from migration.model.architecture import Workload, WorkloadKind
from migration.model.region_services import RegionService, service_of
from safeio.errors import InputError


def only_in(*regions: str) -> Mapping[str, RegionService]:
    """Lists by which the services of machines with Arc are in these regions only."""
    kind = "Microsoft.HybridCompute/machines"
    return {kind: RegionService(kind=kind, regions=regions, whole=True, source="a list", day="2026-01-01")}


def kept() -> Workload:
    """A server that stays and is shown in Azure."""
    inputs = case([application("rates")], [server("srv1")], [runs("rates", "srv1")], {"rates": "retain"})
    return workload(design(inputs), "arc-srv1")


def test_P_12_a_workload_whose_region_lacks_the_service_is_refused_with_the_key_and_the_remedy() -> None:
    with pytest.raises(InputError) as refused:
        check_services(landing_zone(), [kept()], only_in("ukwest").get)
    assert str(refused.value) == (
        "landing-zone.yaml regions.primary: uksouth does not offer Microsoft.HybridCompute/machines "
        "(list of 2026-01-01: a list), which arc-srv1 is built from. Name a region that has it (ukwest), or "
        "let rates become something else."
    )


def test_what_stands_ready_in_the_second_region_is_asked_for_too() -> None:
    one = kept()
    inputs = case(
        [application("pay", criticality=1, rto_minutes=240, rpo_minutes=60)], [server("a")], [runs("pay", "a")]
    )
    (second,) = (found.second for found in design(inputs).workloads)
    assert second is not None and second.region == "ukwest"
    with pytest.raises(InputError, match=r"regions\.secondary: ukwest does not offer"):
        check_services(landing_zone(), [replace(one, second=second)], only_in("uksouth").get)


def test_what_is_offered_or_not_known_passes() -> None:
    check_services(landing_zone(), [kept()], only_in("uksouth", "ukwest").get)
    check_services(landing_zone(), [kept()], lambda _kind: None)


@pytest.mark.parametrize("kind", BUILT_FROM)
def test_each_kind_is_built_from_types_that_a_list_speaks_of(kind: WorkloadKind) -> None:
    assert kind in get_args(WorkloadKind)
    assert all(service_of(name) is not None for name in BUILT_FROM[kind])


def test_designing_asks_the_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        "migration.design.architecture.check_services",
        lambda file, workloads: asked.extend(one.id for one in workloads),
    )
    design(one_machine(landing_zone=district()))
    assert asked == ["vm-srv1"]
