"""Address ranges do not overlap, hold what stands in them, and do not move when something is added."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Network

import pytest
from design_cases import application, case, one_machine, runs, server, workload
from hypothesis import given, settings
from hypothesis import strategies as st

from migration.design.address_space import RESERVED, free_block, smallest_prefix, usable
from migration.design.architecture import design
from migration.design.inputs import DesignInputs
from migration.design.spoke_places import Tenant, places, subnets_of
from migration.model.architecture import Architecture
from migration.model.architecture.problems import problems
from safeio.errors import InputError

POOL = IPv4Network("10.64.0.0/16")


def many(organisations: int, machines: int) -> DesignInputs:
    """Each organisation has one application with so many servers."""
    names = [f"org{number}" for number in range(organisations)]
    apps = [application(f"app-{name}", (name,), criticality=1) for name in names]
    servers = [server(f"{name}-srv{number:03}") for name in names for number in range(machines)]
    deployments = [runs(f"app-{one.id.split('-')[0]}", one.id) for one in servers]
    return case(apps, servers, deployments, together=True)


def ranges(architecture: Architecture) -> dict[str, str]:
    return {one.id: one.prefix for one in architecture.address_plan}


def addresses(architecture: Architecture) -> dict[str, str | None]:
    return {one.id: one.subnet.address for one in architecture.workloads if one.subnet}


@given(blocks=st.lists(st.integers(min_value=18, max_value=28), max_size=30), length=st.integers(17, 29))
def test_a_free_block_is_free_and_inside_the_pool(blocks: list[int], length: int) -> None:
    taken: list[IPv4Network] = []
    for one in blocks:
        found = free_block(POOL, taken, one)
        taken += [found] if found else []
    block = free_block(POOL, taken, length)
    assert not any(first.overlaps(second) for at, first in enumerate(taken) for second in taken[at + 1 :])
    assert block is None or (block.subnet_of(POOL) and not any(block.overlaps(one) for one in taken))


@given(wanted=st.integers(min_value=1, max_value=5000))
def test_the_smallest_subnet_is_large_enough_and_no_larger(wanted: int) -> None:
    length = smallest_prefix(wanted, 29)
    assert usable(IPv4Network((0, length))) >= wanted
    assert length == 29 or usable(IPv4Network((0, length + 1))) < wanted


def test_azure_keeps_five_addresses_of_a_subnet() -> None:
    assert usable(IPv4Network("10.0.0.0/27")) == 32 - RESERVED


@given(
    seats=st.lists(
        st.tuples(st.sampled_from(["machines", "endpoints", "web", "data"]), st.integers(1, 60)), max_size=60
    )
)
def test_every_tenant_has_a_place_of_its_own(seats: list[tuple[str, int]]) -> None:
    tenants = [
        Tenant(
            id=f"t{at:02}", purpose=purpose, seats=1 if purpose == "machines" else count, fixed=purpose == "machines"
        )  # type: ignore[arg-type]
        for at, (purpose, count) in enumerate(seats)
    ]
    subnets = subnets_of("org", "uksouth", IPv4Network("10.64.0.0/18"), tenants, ())
    found = places("spoke", subnets, tenants, {})
    fixed = [place.address for place in found.values() if place.address]
    assert set(found) == {tenant.id for tenant in tenants}
    assert len(set(fixed)) == len(fixed)


def test_a_full_subnet_gets_another_beside_it_and_nobody_moves() -> None:
    before = [Tenant(id=f"m{at:03}", purpose="machines", fixed=True) for at in range(100)]
    network = IPv4Network("10.64.0.0/22")
    subnets = subnets_of("org", "uksouth", network, before, ())
    stand = places("spoke", subnets, before, {})
    after = before + [Tenant(id=f"a{at:03}", purpose="machines", fixed=True) for at in range(300)]
    more = subnets_of("org", "uksouth", network, after, subnets)
    assert {one.name for one in more if one.purpose == "machines"} == {
        "snet-org-machines-prod-uks",
        "snet-org-machines-prod-uks-02",
    }
    assert {key: value for key, value in places("spoke", more, after, stand).items() if key in stand} == stand


def test_a_spoke_without_room_is_refused_with_the_pool_that_is_too_small() -> None:
    tenants = [Tenant(id=f"m{at}", purpose="machines") for at in range(2000)]
    with pytest.raises(InputError, match=r"address_pools\.uksouth.*no room for 2000"):
        subnets_of("org", "uksouth", IPv4Network("10.64.0.0/22"), tenants, ())


def test_a_pool_without_room_is_refused() -> None:
    inputs = many(3, 1)
    small = {"uksouth": "10.64.0.0/21", "ukwest": "10.65.0.0/16"}
    with pytest.raises(InputError, match=r"the pool 10\.64\.0\.0/21 has no room for spoke-org1-uks"):
        design(replace(inputs, landing_zone=replace(inputs.landing_zone, address_pools=small)))


@settings(deadline=None, max_examples=20)
@given(organisations=st.integers(1, 7), machines=st.integers(1, 40))
def test_no_ranges_overlap_for_any_number_of_organisations_and_machines(organisations: int, machines: int) -> None:
    found = design(many(organisations, machines))
    networks = [IPv4Network(one.prefix) for one in found.address_plan if one.what in ("network", "on-premise")]
    assert not any(one.overlaps(other) for at, one in enumerate(networks) for other in networks[at + 1 :])
    assert len(set(addresses(found).values())) == organisations * machines


def test_adding_an_organisation_or_a_server_renumbers_nobody() -> None:
    before = design(many(2, 3))
    larger = many(4, 5)
    after = design(replace(larger, previous=before))
    assert ranges(before).items() <= ranges(after).items()
    assert addresses(before).items() <= addresses(after).items()
    first = many(2, 3)
    early = replace(first, estate=replace(first.estate, servers=(server("aaa"), *first.estate.servers)))
    early = replace(
        early, estate=replace(early.estate, deployments=(*early.estate.deployments, runs("app-org0", "aaa")))
    )
    assert addresses(before).items() <= addresses(design(replace(early, previous=before))).items()


def test_a_network_that_is_built_keeps_its_range_and_says_so() -> None:
    inputs = one_machine(states={1: "applied"})
    before = design(inputs)
    pools = {"uksouth": "10.80.0.0/16", "ukwest": "10.65.0.0/16"}
    moved = replace(inputs, previous=before, landing_zone=replace(inputs.landing_zone, address_pools=pools))
    with pytest.raises(InputError, match=r"the range of hub-uks .* is not inside the pool .*Widen the pool"):
        design(moved)


def test_a_network_that_is_only_planned_follows_its_pool() -> None:
    inputs = one_machine()
    pools = {"uksouth": "10.80.0.0/16", "ukwest": "10.65.0.0/16"}
    moved = replace(inputs, previous=design(inputs), landing_zone=replace(inputs.landing_zone, address_pools=pools))
    assert ranges(design(moved))["hub-uks"] == "10.80.0.0/22"


def test_a_spoke_stands_in_the_second_region_only_for_what_may_be_brought_back_there() -> None:
    spokes = [one.id for one in design(one_machine()).landing_zone.spokes]
    critical = case([application("rates", criticality=1)], [server("srv1")], [runs("rates", "srv1")])
    assert spokes == ["spoke-county-uks"]
    assert [one.id for one in design(critical).landing_zone.spokes] == ["spoke-county-uks", "spoke-county-ukw"]
    assert workload(design(critical), "vm-srv1").recovery.second_region == "ukwest"


def test_our_own_machines_that_a_scan_finds_are_no_overlap() -> None:
    inputs = one_machine()
    before = design(inputs)
    found = server("new", addresses=("10.64.4.4",))
    again = replace(inputs, previous=before, estate=replace(inputs.estate, servers=(*inputs.estate.servers, found)))
    assert problems(design(again)) == ()
