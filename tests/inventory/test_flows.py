"""Who talks to whom: connections that sources saw, with both ends found."""

from hypothesis import given
from hypothesis import strategies as st
from import_files import said

from inventory.merge import merge
from inventory.model import Claim, Flow, Site

SITES = (Site(id="north", name="North"), Site(id="south", name="South"))


def flows(*claims: list[Claim]) -> tuple[Flow, ...]:
    """The flows of the estate of these claims."""
    return merge([claim for part in claims for claim in part], SITES, (), ()).flows


def ends(found: tuple[Flow, ...]) -> list[tuple[str, str | None, int | None]]:
    """Where each flow starts and ends, and its port."""
    return [(flow.from_id, flow.to_id or flow.address, flow.port) for flow in found]


def test_a_peer_is_found_by_address_or_name() -> None:
    db = said("server/db", "things", name="db1", addresses=["10.0.0.7"])
    web = said("server/web", "ssh:web1", name="web1", flows=["out|tcp|10.0.0.7|5432|java", "out|tcp|DB1|445|cifs"])
    assert sorted(ends(flows(db, web))) == [("web1", "db1", 445), ("web1", "db1", 5432)]


def test_what_both_ends_saw_is_one_flow_with_its_process() -> None:
    db = said("server/db", "ssh:db1", name="db1", addresses=["10.0.0.7"], flows=["in|tcp|10.0.0.5|5432|postgres"])
    web = said("server/web", "ssh:web1", day=23, name="web1", addresses=["10.0.0.5"], flows=["out|tcp|10.0.0.7|5432|"])
    (flow,) = flows(db, web)
    assert (flow.from_id, flow.to_id, flow.process, flow.source) == ("web1", "db1", "postgres", "ssh:web1")


def test_unknown_peers_stay_addresses_on_the_way_out_and_are_left_out_on_the_way_in() -> None:
    web = said("server/web", "ssh:web1", name="web1", flows=["in|tcp|10.9.9.9|443|nginx", "out|tcp|192.0.2.7|443|curl"])
    assert ends(flows(web)) == [("web1", "192.0.2.7", 443)]


def test_an_address_that_two_sites_use_is_the_one_at_home() -> None:
    north = said("server/a", "one", name="db-n", addresses=["10.0.0.7"], site_id="north")
    south = said("server/b", "one", name="db-s", addresses=["10.0.0.7"], site_id="south")
    web = said("server/web", "ssh:web1", name="web1", site_id="south", flows=["out|tcp|10.0.0.7|5432|"])
    nowhere = said("server/x", "ssh:x", name="x", flows=["out|tcp|10.0.0.7|5432|"])
    assert sorted(ends(flows(north, south, web, nowhere))) == [("web1", "db-s", 5432), ("x", "10.0.0.7", 5432)]


def test_a_server_that_talks_to_itself_is_no_flow() -> None:
    web = said("server/web", "ssh:web1", name="web1", addresses=["10.0.0.5"], flows=["out|tcp|10.0.0.5|80|curl"])
    assert flows(web) == ()


@given(st.lists(st.text(max_size=30) | st.from_regex(r"(in|out)\|tcp\|[^|]{0,9}\|\d{0,7}\|?", fullmatch=True)))
def test_any_text_is_taken(texts: list[str]) -> None:
    found = flows(said("server/web", "ssh:web1", name="web1", flows=texts))
    assert len({flow.id for flow in found}) == len(found)
