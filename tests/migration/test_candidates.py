"""What people should look at: found from evidence, with its source, and never decided for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from small_estate import AS_OF, application, disposition, estate, runs, server

from inventory.model import Application, Estate, Flow
from migration.decide.candidates import candidates
from migration.model import Candidate


def found(seen: Estate, **routes: str) -> tuple[Candidate, ...]:
    decided = tuple(disposition(app.id, routes.get(app.id, "rehost")) for app in seen.applications)
    return candidates(seen, decided, AS_OF)


def app(app_id: str, owner: str, **fields: Any) -> Application:
    known: dict[str, Any] = {"organisation_ids": (owner,), "function": "Council tax", "users": 20}
    return application(app_id, **known | fields)


def watched(*apps: Application, **fields: Any) -> Estate:
    """Each application on a server of its own at one site; the first two were seen talking."""
    servers = tuple(server(f"{one.id}-srv", site_id="hall", **fields) for one in apps)
    flow = Flow(
        id="f",
        from_id=f"{apps[0].id}-srv",
        to_id=f"{apps[min(1, len(apps) - 1)].id}-srv",
        first_seen=date(2026, 10, 1),
        last_seen=date(2026, 10, 31),
        source="flows.csv",
    )
    deployments = tuple(runs(one.id, f"{one.id}-srv") for one in apps)
    return estate(applications=apps, servers=servers, deployments=deployments, flows=(flow,))


def test_one_function_with_several_products_is_to_be_brought_together() -> None:
    seen = estate(applications=(app("b", "district", function=" council  TAX"), app("a", "county")))
    [one] = found(seen)
    assert (one.kind, one.subject, one.application_ids) == ("consolidate", "council tax", ("a", "b"))
    assert one.organisation_ids == ("county", "district")
    first = one.evidence[0]
    assert (first.fact, first.source, first.seen_on) == ("A (county, 20 users)", "applications.csv", date(2026, 11, 20))


def test_a_product_all_are_replaced_by_is_named() -> None:
    both = (app("a", "county", replacement_product="Taxo"), app("b", "district", replacement_product="Taxo"))
    assert "all are to be replaced by Taxo" in found(estate(applications=both))[0].says


@pytest.mark.parametrize(
    "apps",
    [
        (app("a", "county"), app("b", "county")),
        (app("a", "county"), app("b", "district", function="benefits")),
        (app("a", "county", function=None), app("b", "district", function=None)),
        (app("a", "county", organisation_ids=("county", "district")),),
    ],
)
def test_what_is_not_several_products_of_several_organisations_is_not_named(apps: tuple[Application, ...]) -> None:
    assert found(estate(applications=apps)) == ()


def test_what_is_retired_anyway_is_not_asked_about() -> None:
    seen = estate(applications=(app("a", "county"), app("b", "district", users=0)))
    assert found(seen, b="retire") == ()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"users": 0}, "it has no users"),
        ({"in_use_until": date(2026, 10, 1)}, "it was in use until 2026-10-01"),
    ],
)
def test_what_a_register_says_nobody_needs_is_asked_about(fields: dict[str, Any], says: str) -> None:
    [one] = found(estate(applications=(app("a", "county", **fields),)))
    assert (one.kind, one.says) == ("retire", says)


@pytest.mark.parametrize("fields", [{"users": None}, {"in_use_until": AS_OF}, {"in_use_until": None}])
def test_what_is_not_known_or_still_used_is_not_asked_about(fields: dict[str, Any]) -> None:
    assert found(estate(applications=(app("a", "county", **fields),))) == ()


def test_an_application_whose_servers_are_all_off_is_asked_about() -> None:
    one, other = app("a", "county", function="parks"), app("b", "county", function="roads")
    off = watched(one, other, power="off")
    assert [c.says for c in found(off)] == ["its only server is switched off"] * 2
    half = replace(off, servers=(replace(off.servers[0], power=None), off.servers[1]))
    assert [c.subject for c in found(half)] == ["b"]


def test_servers_that_no_traffic_reached_are_asked_about_where_nearly_all_others_were_seen() -> None:
    seen = talking("a", "b", "c", "d", "e")
    [one] = found(seen)
    assert (one.subject, one.evidence[0].source) == ("e", "flows.csv")
    assert one.says == "none of its servers was seen in traffic between 2026-10-01 and 2026-10-31"


def talking(*names: str) -> Estate:
    """Applications at one site; each but the last was seen calling the next, and the last one was not."""
    seen = watched(*(app(name, "county", function=name) for name in names))
    pairs = pairwise(names[:-1])
    flows = tuple(replace(seen.flows[0], id=a + b, from_id=f"{a}-srv", to_id=f"{b}-srv") for a, b in pairs)
    return replace(seen, flows=flows)


def test_silence_where_few_were_watched_says_nothing() -> None:
    seen = talking("a", "b", "c", "d", "e")
    elsewhere = tuple(replace(s, site_id="depot" if s.id == "e-srv" else "hall") for s in seen.servers)
    unknown = tuple(replace(s, site_id=None) for s in seen.servers)
    assert found(replace(seen, servers=elsewhere)) == ()
    assert found(replace(seen, servers=unknown)) == ()
    assert found(talking("a", "b", "c", "d")) == ()
