"""Shared services: what interfaces ask for is built and says which ones it serves, and nothing else is built."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from design_cases import district, share
from hypothesis import given
from hypothesis import strategies as st
from shared_cases import EVERY_WAY, ROUTES, interface, shared_case

from inventory.model import Interface, Organisation
from migration.design.architecture import design
from migration.model.architecture import Architecture, SharedServices
from migration.model.architecture.problems import problems
from migration.model.architecture.shared_services import shared_parts
from migration.model.shared_services import BackendEntry, SharedServicesSection
from safeio.errors import InputError
from safeio.json_files import canonical_json


@pytest.fixture(scope="module")
def found() -> Architecture:
    """The design of every way of talking."""
    return design(shared_case())


def shared_of(architecture: Architecture) -> SharedServices:
    assert architecture.shared_services is not None
    return architecture.shared_services


def answer(*interfaces: Interface, **fields: Any) -> tuple[str | None, str]:
    """The answer to the first interface, beside another that asks for something."""
    asking = interface("crm", "bins", "message", id="zz-asks")
    shared = shared_of(design(shared_case((*interfaces, asking), departments=False, **fields)))
    one = next(one for one in shared.answers if one.interface_id == interfaces[0].id)
    return one.service, one.why


def test_without_interfaces_and_shares_nothing_is_built() -> None:
    plain = design(shared_case((), departments=False))
    assert (plain.shared_services, {one.layer for one in plain.stacks}) == (None, {"landing-zone", "wave"})
    assert [one.id for one in plain.landing_zone.spokes] == ["spoke-county-uks"]


def test_what_is_built_has_no_problem_and_the_same_bytes_again(found: Architecture) -> None:
    assert problems(found) == ()
    assert canonical_json(design(shared_case())) == canonical_json(found)


def test_designed_again_everything_stays_where_it_is(found: Architecture) -> None:
    again = design(replace(shared_case(), previous=found))
    assert again.shared_services == found.shared_services
    assert (again.landing_zone.spokes, again.workloads) == (found.landing_zone.spokes, found.workloads)


def test_the_stack_stands_between_the_landing_zone_and_the_waves_that_use_it(found: Architecture) -> None:
    layers = [one.layer for one in found.stacks]
    assert layers[:2] == ["landing-zone", "shared-services"] and set(layers[2:]) == {"wave"}
    shared, *waves = found.stacks[1:]
    assert shared.depends_on == ("landing-zone",)
    uses = {one.name: "shared-services" in one.depends_on for one in waves}
    of = {one.application_id: uses[one.stack] for one in found.workloads if one.stack in uses}
    assert of == {"bins": True, "crm": True, "payroll": False, "portal": True, "rates": True}


def test_a_wave_whose_applications_use_nothing_shared_does_not_wait() -> None:
    few = design(shared_case((interface("crm", "rates", "message"),), departments=False))
    waits = {
        one.application_id for one in few.workloads for s in few.stacks if s.name == one.stack and len(s.depends_on) > 1
    }
    assert waits == {"crm", "rates"}


def test_every_interface_has_an_answer_and_what_is_built_names_those_it_serves(found: Architecture) -> None:
    shared = shared_of(found)
    assert [one.interface_id for one in shared.answers] == sorted(one.id for one in EVERY_WAY)
    served = {
        name
        for part in shared_parts(shared)
        for kind in ("apis", "queues", "topics", "places", "pipelines")
        for one in getattr(part, kind, ())
        for name in one.interface_ids
    }
    assert served == {one.interface_id for one in shared.answers if one.service}


def test_one_api_for_what_an_application_tells_several(found: Architecture) -> None:
    gateway = shared_of(found).gateway
    assert gateway is not None
    people, bills = gateway.apis
    assert (people.name, people.interface_ids) == ("crm-people", ("bins-crm-api", "portal-crm-api"))
    assert (bills.backend, [one.application_id for one in gateway.backends]) == ("backend-rates", ["crm", "rates"])
    assert gateway.backends[0].url.startswith("https://app-crm-windows-prod-uks-")
    assert (gateway.backends[0].secret, gateway.key_vault) == ("api-crm", "kv-shared-uks")


def test_a_topic_tells_several_the_same_and_both_ways_are_two_queues(found: Architecture) -> None:
    bus = shared_of(found).bus
    assert bus is not None and bus.tier == "Premium"
    (topic,) = bus.topics
    assert (topic.sender, [one.application_id for one in topic.readers]) == ("crm", ["bins", "rates"])
    assert [(one.sender, one.reader) for one in bus.queues] == [("payroll", "crm"), ("crm", "payroll")]


def test_files_are_put_down_in_the_cloud_and_carried_across_its_edge(found: Architecture) -> None:
    shared = shared_of(found)
    assert shared.exchange is not None and shared.transfers is not None
    assert [(one.sender, one.reader) for one in shared.exchange.places] == [("rates", "bins")]
    assert {(one.sender, one.reader) for one in shared.transfers.pipelines} == {("rates", "payroll")}
    assert len(shared.transfers.pipelines) == 2


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (interface("payroll", "old-crm", "file"), "old-crm is retired"),
        (interface("payroll", "payroll", "file"), "both stay on premise"),
        (interface("crm", "crm", "message"), "talks to itself"),
        (interface("crm", "rates", "message", coupling="strong"), "strongly coupled"),
        (interface("crm", "rates", "database"), "both are in the cloud"),
        (interface("crm", "rates", "identity"), "Entra ID"),
        (interface("crm", "rates", None), "nobody has said"),
        (interface("crm", "stranger", "file"), "where stranger goes is not decided"),
        (interface("crm", "rates", "api"), "a gateway is built from 3 APIs"),
    ],
    ids=lambda one: one.id if isinstance(one, Interface) else "",
)
def test_what_asks_for_nothing_has_a_reason(asked: Interface, why: str) -> None:
    service, said = answer(asked)
    assert service is None and why in said


@pytest.mark.parametrize(
    ("asked", "service"),
    [
        (interface("letters", "crm", "file"), "transfers"),
        (interface("letters", "payroll", "message"), "bus"),
        (interface("payroll", "crm", "database"), "transfers"),
        (interface("crm", "rates", "file", coupling=None, direction=None), "exchange"),
    ],
    ids=lambda one: one.id if isinstance(one, Interface) else "",
)
def test_what_is_asked_for(asked: Interface, service: str) -> None:
    assert answer(asked)[0] == service


def test_two_apis_make_no_gateway_unless_people_say_so() -> None:
    two = [one for one in EVERY_WAY if one.kind == "api"][:2]
    assert design(shared_case(two, departments=False)).shared_services is None
    section = SharedServicesSection(api_management_from=2)
    assert shared_of(design(shared_case(two, section))).gateway is not None


def test_a_district_waits_longer_for_a_gateway() -> None:
    small = shared_of(design(shared_case(file=district())))
    assert small.gateway is None and small.bus is not None


def test_integration_none_builds_nothing_whatever_asks() -> None:
    none = SharedServicesSection(integration="none")
    assert design(shared_case(section=none, departments=False)).shared_services is None
    with_files = shared_of(design(shared_case(section=none)))
    assert shared_parts(with_files) == ()
    assert {one.why for one in with_files.answers if "integration: none" in one.why}


def test_an_api_without_an_address_is_left_out_and_said(found: Architecture) -> None:
    more = (*EVERY_WAY, interface("crm", "payroll", "api", data="pay"))
    without = design(shared_case(more))
    (note,) = [one for one in without.notes if one.left_out]
    assert (note.subject, "crm-payroll-api" in note.message) == ("payroll", True)
    section = SharedServicesSection(
        backends=(BackendEntry(application_id="payroll", url="https://pay.county.example"),)
    )
    gateway = shared_of(design(shared_case(more, section))).gateway
    assert gateway is not None and gateway.backends[1].url == "https://pay.county.example"


def test_no_gateway_is_built_that_could_call_nobody() -> None:
    blind = tuple(interface(name, "payroll", "api") for name in ("crm", "rates", "portal"))
    made = design(shared_case(blind, departments=False))
    assert made.shared_services is None
    assert [(one.subject, one.left_out) for one in made.notes if "gateway" in one.message] == [("payroll", True)]


def test_an_api_whose_data_nobody_has_named_is_called_after_its_interface() -> None:
    three = tuple(interface(name, "crm", "api") for name in ("bins", "rates", "portal"))
    gateway = shared_of(design(shared_case(three))).gateway
    assert gateway is not None
    assert [one.name for one in gateway.apis] == ["crm-bins-crm-api", "crm-portal-crm-api", "crm-rates-crm-api"]


def test_people_are_told_why_the_gateway_is_built_and_how_to_do_without(found: Architecture) -> None:
    (note,) = [one for one in found.notes if "API Management" in one.message]
    assert "3 interfaces ask for it" in note.message and "integration: none" in note.remedy


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        (BackendEntry(application_id="crmm"), "no application"),
        (BackendEntry(application_id="crm", url="http://crm.example"), "not an address"),
        (BackendEntry(application_id="crm", url='https://crm.example/"><x>'), "not an address"),
        (BackendEntry(application_id="crm", secret="it is s3cret!"), "cannot have this name"),
    ],
    ids=["unknown", "plain", "markup", "secret"],
)
def test_a_backend_that_cannot_be_called_is_refused(entry: BackendEntry, wrong: str) -> None:
    with pytest.raises(InputError, match=wrong) as refused:
        design(shared_case(section=SharedServicesSection(backends=(entry,))))
    assert "shared_services.backends" in str(refused.value)


def test_an_organisation_may_not_be_called_shared() -> None:
    inputs = shared_case()
    programme = replace(
        inputs.programme, organisations=(Organisation(id="shared", name="Shared"), *inputs.programme.organisations)
    )
    with pytest.raises(InputError, match="shared"):
        design(replace(inputs, programme=programme))


def test_the_shared_spoke_has_only_what_stands_in_it(found: Architecture) -> None:
    zone = found.landing_zone
    spoke = next(one for one in zone.spokes if one.id == "spoke-shared-uks")
    assert [one.purpose for one in spoke.network.subnets] == ["endpoints", "apis"]
    assert (spoke.subscription_key, spoke.tags["organisation"]) == ("platform", "county")
    assert [one.id for one in zone.recovery_vaults] == ["rsv-county-uks", "rsv-shared-uks"]
    apis = spoke.network.subnets[1]
    table = next(one for one in spoke.route_tables if one.name == apis.route_table)
    assert [(one.prefix, one.next_hop_type) for one in table.routes] == [
        ("0.0.0.0/0", "VirtualAppliance"),
        ("ApiManagement", "Internet"),
    ]


def test_the_firewall_opens_the_ways_that_are_used_and_no_others(found: Architecture) -> None:
    rules = {one.name: one for one in found.landing_zone.hubs[0].firewall.network_rules}
    shared = {name.removeprefix("shared-services-"): one for name, one in rules.items() if name.startswith("shared")}
    assert sorted(shared) == ["backends", "bus", "departments", "exchange", "gateway", "transfers"]
    assert shared["bus"].ports == ("443", "5671") and shared["departments"].ports == ("445",)
    assert set(shared["gateway"].destinations) == set(shared["backends"].sources)
    assert "0.0.0.0/0" not in {prefix for one in shared.values() for prefix in (*one.sources, *one.destinations)}


def test_a_share_that_no_application_owns_gets_a_store(found: Architecture) -> None:
    store = next(one for one in found.workloads if one.id == "st-departments-county")
    assert store.files is not None and store.endpoint is not None
    assert (store.stack, store.replaces, store.files.sku) == ("shared-services", ("team-files",), "Standard_GZRS")
    assert store.endpoint.place.network_id == "spoke-shared-uks"


@pytest.mark.parametrize("parent", [None, "s-crm"])
def test_a_share_of_a_server_or_of_nobody_known_is_not_taken(parent: str | None) -> None:
    inputs = shared_case(())
    estate = replace(inputs.estate, shares=(share("other", parent_id=parent),))
    assert design(replace(inputs, estate=estate)).shared_services is None


def test_a_share_of_unknown_size_is_left_out_and_files_none_takes_none() -> None:
    inputs = shared_case(())
    estate = replace(inputs.estate, shares=(share("odd", parent_id="vol1", size_gib=None, used_gib=None),))
    assert [one.subject for one in design(replace(inputs, estate=estate)).notes if one.left_out] == ["odd"]
    assert design(shared_case((), SharedServicesSection(files="none"))).shared_services is None


def test_what_held_something_and_is_asked_for_no_more_is_said(found: Architecture) -> None:
    fewer = tuple(one for one in EVERY_WAY if one.kind != "message")
    again = design(replace(shared_case(fewer, departments=False), previous=found))
    (note,) = [one for one in again.notes if "nothing asks for it any more" in one.message]
    for name in (
        "sbq-payroll-crm-message",
        "sbq-payroll-crm-message-back-",
        "sbt-crm-new-address",
        "st-departments-county",
    ):
        assert name in note.message
    assert "arrivals" not in note.message


def test_names_that_refuse_two_hyphens_in_a_row_are_made_of_ids_that_have_them() -> None:
    seen = interface("crm", "rates", "file", id="seen--crm--rates--file")
    alike = interface("rates", "crm", "file", id="seen-crm-rates-file")
    exchange = shared_of(design(shared_case((seen, alike)))).exchange
    assert exchange is not None
    one, other = sorted(place.name for place in exchange.places)
    assert one == "files-seen-crm-rates-file" and other.startswith("files-seen-crm-rates-file-")


@pytest.mark.parametrize("kind", ["message", "file", "database"])
def test_what_comes_back_is_told_apart_from_an_interface_that_is_called_so(kind: str) -> None:
    both = interface("payroll", "crm", kind, id="pay", direction="both")
    odd = interface("payroll", "rates", kind, id="pay-back")
    assert problems(design(shared_case((both, odd)))) == ()


KINDS = st.sampled_from(["api", "message", "file", "database", "identity", None])
ENDS = st.sampled_from(sorted(ROUTES))


@given(
    st.lists(
        st.builds(
            interface,
            ENDS,
            ENDS,
            KINDS,
            direction=st.sampled_from(["in", "out", "both", None]),
            data=st.sampled_from(["a b", "a-b", "!", None]),
            coupling=st.sampled_from(["strong", "weak", None]),
            id=st.from_regex("[a-z0-9]{1,3}(-{1,2}[a-z0-9]{1,70}){0,2}", fullmatch=True),
        ),
        max_size=12,
        unique_by=lambda one: one.id,
    )
)
def test_any_catalogue_is_designed_without_a_problem(interfaces: list[Interface]) -> None:
    made = design(shared_case(interfaces, SharedServicesSection(api_management_from=1)))
    assert problems(made) == ()
    assert len(shared_of(made).answers) == len(interfaces)
