"""Which machines stand at the ends of a flow, and what stays unknown."""

from __future__ import annotations

from datetime import date

import pytest
from flow_cases import EXPORT, called, calls, merged, only, server
from import_files import said

from inventory.model import Estate

UUID = "4201b3f2-7c1d-4a55-9b6e-0f1e2d3c4b5a"
WEB = server("web1", "10.0.0.1")


def messages(estate: Estate) -> list[str]:
    """What is told of flows."""
    return [warned.message for warned in estate.warnings if "flow" in warned.where or "flow" in warned.message]


@pytest.mark.parametrize(
    "end", ["DB1", "db1.county.gov.uk", "@10.0.0.2", f"#/sites/s/machines/vc1_{UUID}", "db1@10.0.0.2", "db1@10.9.9.9"]
)
def test_an_end_is_found_by_name_domain_name_address_or_uuid(end: str) -> None:
    db = server("db1", "10.0.0.2", uuid=UUID, dns_name="db1.county.gov.uk")
    flow = only(merged(WEB, db, calls("@10.0.0.1", called(end, 1433))))
    assert (flow.from_id, flow.to_id, flow.address) == ("web1", "db1", None)


def test_a_full_name_finds_a_machine_known_by_its_first_part_unless_it_has_another_domain() -> None:
    flow = only(merged(WEB, server("db1"), calls("web1", called("db1.county.gov.uk"))))
    assert flow.to_id == "db1"
    other = server("db1", dns_name="db1.district.gov.uk")
    assert only(merged(WEB, other, calls("web1", called("db1.county.gov.uk")))).to_id is None


def test_an_end_that_is_no_machine_known_stays_as_it_was_named() -> None:
    estate = merged(WEB, calls("web1", called("@52.1.1.1")), calls("pc@10.9.0.7", called("web1")))
    ends = {(flow.from_id, flow.from_address, flow.to_id, flow.address) for flow in estate.flows}
    assert ends == {("web1", None, None, "52.1.1.1"), (None, "10.9.0.7", "web1", None)}
    assert messages(estate) == []


def test_a_flow_between_two_unknown_machines_is_left_out_and_counted() -> None:
    estate = merged(WEB, calls("x", called("y"), called("z")))
    assert estate.flows == ()
    assert messages(estate) == ["of 2 flow(s) neither machine is known, so they are left out"]


def test_an_address_of_two_servers_is_told_and_not_guessed() -> None:
    both = (*server("db1", "10.0.0.2"), *server("db2", "10.0.0.2"))
    estate = merged(WEB, list(both), calls("web1", called("@10.0.0.2")))
    assert only(estate).address == "10.0.0.2"
    assert messages(estate) == ["it may be any of db1 or db2, so what it talks to stays unknown"]
    assert only(merged(WEB, list(both), calls("web1", called("db2@10.0.0.2")))).to_id == "db2"


def test_a_name_and_an_address_of_different_machines_are_told_and_not_guessed() -> None:
    estate = merged(WEB, server("db1", "10.0.0.2"), server("db2", "10.0.0.3"), calls("web1", called("db1@10.0.0.3")))
    assert only(estate).to_id is None
    assert messages(estate) == ["db1 has that name, but db2 that address, so what it talks to stays unknown"]


def test_of_two_machines_of_one_name_the_one_at_the_same_site_is_meant() -> None:
    both = [
        *said("server/db-n", "rvtools:n.xlsx", name="db", site_id="north"),
        *said("server/db-s", "rvtools:s.xlsx", name="db", site_id="south"),
    ]
    web = server("web1", site_id="south")
    assert only(merged(web, both, calls("web1", called("db")))).to_id == "db-south"


def test_a_connection_that_scans_and_exports_saw_is_one_flow() -> None:
    scan = said("server/web1", "ssh:web1", day=21, name="web1", flows=["out|tcp|10.0.0.2|5432|java"])
    other = said("server/db1", "ssh:db1", day=22, name="db1", flows=["in|tcp|10.0.0.1|5432|postgres"])
    seen = calls("web1", called("db1", 5432, a_day="40"))
    flow = only(merged(WEB, server("db1", "10.0.0.2"), scan, other, seen))
    assert (flow.process, flow.from_process, flow.connections_per_day, flow.times_seen) == ("postgres", "java", 40, 9)
    assert (flow.first_seen, flow.last_seen, flow.source) == (date(2026, 11, 1), date(2026, 11, 22), "ssh:db1")


def test_the_listening_side_gives_the_direction() -> None:
    scan = said("server/db1", "ssh:db1", name="db1", flows=["in|tcp|10.0.0.1|5432|postgres"])
    flow = only(merged(WEB, scan))
    assert (flow.from_id, flow.to_id, flow.port) == ("web1", "db1", 5432)


def test_peoples_computers_that_call_a_scanned_server_are_left_out() -> None:
    scan = said(
        "server/db1", "ssh:db1", name="db1", flows=["in|tcp|10.77.0.1|443|nginx", "nonsense", "out|tcp|x|port|"]
    )
    assert merged(scan).flows == ()


def test_the_claims_of_a_broken_store_are_left_out() -> None:
    assert merged(WEB, calls("web1", "too|few|parts", called("x").replace("443", "https"))).flows == ()


def test_two_flows_of_long_names_keep_their_own_ids() -> None:
    long = "x" * 80
    estate = merged(WEB, calls("web1", called(f"{long}1"), called(f"{long}2")))
    assert len({flow.id for flow in estate.flows}) == 2
    assert estate.flows[0].source == EXPORT
