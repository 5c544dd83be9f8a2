"""What crosses the firewall: what the interfaces of the estate need, by the ports that were seen, and no more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from design_cases import application, case, database, runs, server
from hypothesis import given, settings
from hypothesis import strategies as st
from network_cases import PRINTERS, hub, said, with_zone

from inventory.model import Flow, Interface, Route
from migration.design.architecture import design
from migration.design.inputs import DesignInputs
from migration.model.architecture import NetworkRule
from migration.model.architecture.problems import problems
from safeio.errors import InputError


def pair(
    *ports: int,
    routes: dict[str, Route] | None = None,
    organisations: tuple[str, str] = ("county", "county"),
    together: bool = False,
    **flow: Any,
) -> DesignInputs:
    """Rates calls care on these ports. Rates moves after care, or with it."""
    apps = [application("rates", (organisations[0],)), application("care", (organisations[1],))]
    things = [server("srv1", addresses=("10.20.1.10",)), server("srv2", addresses=("10.20.1.11",))]
    inputs = case(apps, things, [runs("rates", "srv1"), runs("care", "srv2")], routes=routes, together=together)
    plain: dict[str, Any] = {"from_id": "srv1", "to_id": "srv2", "protocol": "TCP"}
    flows = tuple(Flow(**plain | {"id": f"f{port}", "port": port} | flow) for port in ports)
    interface = Interface(id="rates-to-care", from_application="rates", to_application="care")
    return replace(inputs, estate=replace(inputs.estate, interfaces=(interface,), flows=flows))


def rules(inputs: DesignInputs) -> list[NetworkRule]:
    return list(hub(design(inputs)).firewall.network_rules)


def test_who_stays_longer_reaches_who_moves_first_by_the_ports_that_were_seen() -> None:
    (rule,) = rules(pair(1433, 443))
    assert (rule.name, rule.protocol, rule.ports) == ("rates-on-premise-to-care-tcp", "TCP", ("443", "1433"))
    assert (rule.sources, rule.destinations) == (("10.20.1.10",), ("10.64.4.5",))
    assert (rule.interface_ids, rule.application_ids) == (("rates-to-care",), ("rates", "care"))
    assert "rates calls care" in rule.why


def test_what_has_moved_reaches_what_stays() -> None:
    (rule,) = rules(pair(1433, routes={"care": "retain"}))
    assert (rule.sources, rule.destinations) == (("10.64.4.4",), ("10.20.1.11",))


def test_applications_of_two_spokes_reach_each_other() -> None:
    found = rules(pair(1433, organisations=("county", "town"), together=True))
    assert [(one.sources, one.destinations) for one in found] == [(("10.64.4.4",), ("10.64.8.4",))]


def test_what_moves_together_into_one_spoke_needs_no_rule() -> None:
    assert rules(pair(1433, together=True)) == []


def test_what_stays_on_both_sides_needs_no_rule() -> None:
    assert rules(pair(1433, routes={"rates": "retain", "care": "retain"})) == []


def test_ports_by_which_machines_are_managed_stay_closed_and_are_named() -> None:
    found = design(pair(22, 443))
    assert [one.ports for one in hub(found).firewall.network_rules] == [("443",)]
    assert said(found, "managed") == ["rates: ports by which machines are managed stay closed towards care (22)"]


def test_an_interface_without_ports_opens_nothing_and_is_named() -> None:
    found = design(pair())
    assert hub(found).firewall.network_rules == ()
    assert said(found, "no port is known") == ["rates: the firewall stays closed between it and care: no port is known"]


def test_a_rule_of_ones_own_for_an_interface_answers_for_it() -> None:
    own = replace(PRINTERS, interface_id="rates-to-care")
    found = design(with_zone(pair(), firewall_rules=(own,)))
    assert said(found, "no port is known") == []
    (rule,) = hub(found).firewall.network_rules
    assert (rule.origin, rule.application_ids) == ("people", ("rates", "care"))


@pytest.mark.parametrize(
    "flow", [{"noise": "monitoring"}, {"to_id": None, "address": "10.20.1.11"}, {"from_id": "srv2", "to_id": "srv2"}]
)
def test_noise_and_strangers_open_nothing(flow: dict[str, Any]) -> None:
    assert rules(pair(1433, **flow)) == []


def test_the_protocol_is_the_one_that_was_seen() -> None:
    assert [one.protocol for one in rules(pair(162, protocol="udp"))] == ["UDP"]
    assert rules(pair(1, protocol="icmp")) == []
    assert [one.protocol for one in rules(pair(443, protocol=None))] == ["TCP"]


def test_machines_without_an_address_count_with_the_ranges_of_the_sites() -> None:
    inputs = pair(1433)
    bare = tuple(replace(one, addresses=()) for one in inputs.estate.servers)
    (rule,) = rules(replace(inputs, estate=replace(inputs.estate, servers=bare)))
    assert rule.sources == ("10.20.0.0/16",)


def test_a_database_is_reached_where_its_endpoint_stands() -> None:
    inputs = pair(1433, routes={"care": "replatform"}, organisations=("county", "town"), together=True)
    held = database("db1", parent_id="srv2")
    estate = replace(
        inputs.estate, databases=(held,), deployments=(runs("rates", "srv1"), runs("care", "db1", "database"))
    )
    found = design(replace(inputs, estate=estate))
    (rule,) = hub(found).firewall.network_rules
    spoke = next(one for one in found.landing_zone.spokes if one.organisation_id == "town")
    endpoints = next(one for one in spoke.network.subnets if one.purpose == "endpoints")
    assert rule.destinations == (endpoints.prefix,)
    group = next(one for one in spoke.security_groups if one.name == endpoints.network_security_group)
    assert [one.sources for one in group.rules if one.name == rule.name] == [rule.sources]


def test_an_application_on_a_database_stands_where_the_server_of_it_is() -> None:
    inputs = pair(routes={"care": "retain"})
    held = database("db1", parent_id="srv2")
    deployments = (runs("rates", "srv1"), runs("care", "db1", "database"))
    found = design(replace(inputs, estate=replace(inputs.estate, databases=(held,), deployments=deployments)))
    assert said(found, "no port is known")
    seen = replace(inputs.estate, databases=(held,), deployments=deployments, flows=pair(1433).estate.flows)
    (rule,) = rules(replace(inputs, estate=seen))
    assert rule.destinations == ("10.20.1.11",)


def test_what_the_firewall_lets_in_the_spokes_let_in_too() -> None:
    found = design(with_zone(pair(1433), firewall_rules=(PRINTERS,)))
    (spoke,) = found.landing_zone.spokes
    group = next(one for one in spoke.security_groups if "machines" in one.name)
    inbound = [one for one in group.rules if one.direction == "Inbound"]
    assert inbound[0].name == "allow-printers"
    opened = next(one for one in inbound if one.name == "rates-on-premise-to-care-tcp")
    assert (opened.priority, opened.destinations, opened.ports) == (1000, ("10.64.4.5",), ("1433",))
    assert [one.priority for one in inbound] == sorted({one.priority for one in inbound})
    assert inbound[-1].priority == 4096


@settings(deadline=None, max_examples=15)
@given(count=st.integers(2, 6), ports=st.lists(st.integers(1, 65535), min_size=1, max_size=4, unique=True))
def test_rules_lead_only_to_where_something_stands(count: int, ports: list[int]) -> None:
    names = [f"a{number}" for number in range(count)]
    apps = [application(one, (f"org{number % 2}",)) for number, one in enumerate(names)]
    things = [server(f"s-{one}", addresses=(f"10.20.2.{number}",)) for number, one in enumerate(names, 1)]
    inputs = case(apps, things, [runs(one, f"s-{one}") for one in names])
    links = [(one, other) for one in names for other in names if one < other]
    interfaces = tuple(Interface(id=f"{a}-{b}", from_application=a, to_application=b) for a, b in links)
    flows = tuple(
        Flow(id=f"{a}-{b}-{port}", from_id=f"s-{a}", to_id=f"s-{b}", port=port, protocol="TCP")
        for a, b in links
        for port in ports
    )
    found = design(replace(inputs, estate=replace(inputs.estate, interfaces=interfaces, flows=flows)))
    stands = {one.subnet.address for one in found.workloads if one.subnet}
    on_premise = {f"10.20.2.{number}" for number in range(1, count + 1)}
    for rule in hub(found).firewall.network_rules:
        assert {*rule.sources, *rule.destinations} <= stands | on_premise
        assert not set(rule.sources) <= on_premise or not set(rule.destinations) <= on_premise
    assert problems(found) == ()


@pytest.mark.parametrize("name", ["allow-own-network", "rates-on-premise-to-care-tcp", "Deny-Management"])
def test_a_rule_with_the_name_of_one_of_ours_is_refused(name: str) -> None:
    own = replace(PRINTERS, name=name)
    with pytest.raises(InputError, match=r"firewall_rules.*is the name of .*Give it another name"):
        design(with_zone(pair(1433), firewall_rules=(own,)))


def test_ids_that_differ_in_a_sign_only_have_rules_of_their_own() -> None:
    apps = [application("a.b"), application("a-b"), application("care", ("town",))]
    inputs = case(apps, [server("s1"), server("s2")], [runs("a.b", "s1"), runs("a-b", "s1"), runs("care", "s2")])
    interfaces = tuple(Interface(id=one, from_application=one, to_application="care") for one in ("a-b", "a.b"))
    flow = Flow(id="f", from_id="s1", to_id="s2", port=443)
    found = design(replace(inputs, estate=replace(inputs.estate, interfaces=interfaces, flows=(flow,))))
    names = [one.name for one in hub(found).firewall.network_rules]
    assert len(set(names)) == len(names)
    assert problems(found) == ()
