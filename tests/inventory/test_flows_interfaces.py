"""Flows between servers of different applications become interfaces, joined with what people declared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flow_cases import (
    EXPORT,
    REGISTER,
    application,
    called,
    calls,
    declared,
    merged,
    observed,
    pair,
    seen,
    server,
)
from import_files import said

from inventory.model import Claim, Estate
from inventory.observed_interfaces import MOST_BOUND, MOST_CANDIDATES, with_observed

TWO = (*server("web1"), *server("db1"), *application("a", "web1"), *application("b", "db1"))


def told(estate: Estate) -> list[str]:
    """Where the warnings about traffic are."""
    return [warned.where for warned in estate.warnings if "traffic" in warned.message]


@pytest.mark.parametrize(
    ("port", "process", "kind", "coupling"),
    [
        (1433, "", "database", "strong"),
        (1521, "", "database", "strong"),
        (49732, "sqlservr.exe", "database", "strong"),
        (445, "", "file", "strong"),
        (2049, "", "file", "strong"),
        (21, "", "file", "weak"),
        (443, "nginx", "api", "weak"),
        (5672, "", "message", "weak"),
        (636, "", "identity", "weak"),
        (443, "/usr/pgsql/bin/postgres", "database", "strong"),
        (7777, "", None, None),
        (22, "sshd", None, None),
    ],
)
def test_the_service_gives_kind_and_coupling(port: int, process: str, kind: str | None, coupling: str | None) -> None:
    assert seen(pair(called("db1", port, process))) == [("a", "b", kind, coupling)]


def test_an_interface_that_nobody_declared_says_who_saw_it_when_and_how_much() -> None:
    (one,) = observed(pair(called("db1", 1433, a_day="40"), called("db1", 1434, a_day="2", last="2026-11-21")))
    assert (one.id, one.declared, one.direction, one.data) == ("seen--a--b--database", False, None, None)
    assert (one.first_seen, one.last_seen) == (date(2026, 11, 1), date(2026, 11, 21))
    assert (one.connections_per_day, one.bytes_per_day, one.seen_by) == (42, None, (EXPORT,))
    assert one.said_by == {"coupling": EXPORT, "kind": EXPORT, "observed": EXPORT}


def test_a_declared_interface_is_observed_too_and_what_people_say_stands() -> None:
    estate = merged(list(TWO), declared("a", "b", kind="database", coupling="weak"), calls("web1", called("db1", 1433)))
    (one,) = estate.interfaces
    assert (one.declared, one.observed, one.coupling, one.said_by["coupling"]) == (True, True, "weak", REGISTER)


def test_traffic_fills_in_what_people_left_open_whichever_way_round_they_wrote_it() -> None:
    estate = merged(list(TWO), declared("b", "a"), calls("web1", called("db1", 1433)))
    (one,) = estate.interfaces
    assert (one.from_application, one.kind, one.coupling) == ("b", "database", "strong")
    assert (one.said_by["coupling"], one.said_by["from_application"]) == (EXPORT, REGISTER)


def test_traffic_of_another_kind_than_declared_is_an_interface_of_its_own() -> None:
    estate = merged(list(TWO), declared("a", "b", kind="file"), calls("web1", called("db1", 1433)))
    assert {(one.kind, one.declared, one.observed) for one in estate.interfaces} == {
        ("file", True, False),
        ("database", False, True),
    }


def test_traffic_inside_an_application_to_unknown_machines_and_noise_is_no_interface() -> None:
    spare = (*server("spare"), *server("web2"), *application("a2", "spare"))
    more = application("a", "web1", "web2")
    flows = (called("web2", 1433), called("@52.1.1.1", 1433), called("db1", 3389))
    assert seen(merged(list(TWO), list(spare), more, calls("web1", *flows))) == []


def test_a_server_of_several_applications_binds_weakly_and_is_told() -> None:
    estate = merged(list(TWO), application("c", "db1"), calls("web1", called("db1", 1433)))
    assert seen(estate) == [("a", "b", "database", "weak"), ("a", "c", "database", "weak")]
    assert told(estate) == ["flows from web1 to db1"]


def test_a_server_of_many_applications_gives_no_interfaces_and_is_told() -> None:
    many = [claim for n in range(MOST_CANDIDATES) for claim in application(f"c{n}", "db1")]
    estate = merged(list(TWO), many, calls("web1", called("db1", 1433)))
    assert seen(estate) == []
    assert told(estate) == ["flows from web1 to db1"]


def test_whose_database_it_is_decides_on_a_server_of_several_applications() -> None:
    database = said("database/orders", REGISTER, name="orders", parent_id="server/db1")
    parent = said("server/db1", REGISTER, name="db1")
    estate = merged(
        list(TWO), database, parent, application("c", "orders", role="database"), calls("web1", called("db1", 1433))
    )
    assert seen(estate) == [("a", "c", "database", "strong")]
    assert told(estate) == []


def test_a_declared_interface_decides_on_a_server_of_several_applications() -> None:
    estate = merged(list(TWO), application("c", "db1"), declared("a", "c"), calls("web1", called("db1", 1433)))
    assert seen(estate) == [("a", "c", "database", "strong")]
    assert told(estate) == []


def test_a_share_on_an_array_is_used_over_the_network() -> None:
    filer = [
        *said("storage-array/nas", REGISTER, name="nas", id="nas"),
        *said("volume/vol", REGISTER, name="vol", id="vol", parent_id="nas"),
        *said("share/papers", REGISTER, name="papers", id="papers", parent_id="vol"),
    ]
    estate = merged(list(TWO), filer, application("docs", "papers", role="files"), calls("web1", called("nas", 2049)))
    assert seen(estate) == [("a", "docs", "file", "strong")]


@pytest.mark.parametrize(("callers", "coupling"), [(MOST_BOUND, "strong"), (MOST_BOUND + 1, "weak")])
def test_what_too_many_use_is_a_platform_and_binds_weakly(callers: int, coupling: str) -> None:
    names = [f"s{n:02d}" for n in range(callers)]
    parts = [claim for name in names for claim in (*server(name), *application(f"app-{name}", name))]
    flows = [claim for name in names for claim in calls(name, called("db1", 445))]
    estate = merged(list(TWO), parts, flows)
    assert {one[3] for one in seen(estate)} == {coupling}
    assert told(estate) == (["application b"] if coupling == "weak" else [])


def test_an_id_that_people_gave_is_never_taken() -> None:
    own = said(
        "interface/seen--a--b--database", REGISTER, id="seen--a--b--database", declared=True,
        from_application="b", to_application="c", kind="api",
    )  # fmt: skip
    estate = merged(list(TWO), server("x"), application("c", "x"), own, calls("web1", called("db1", 1433)))
    assert len({one.id for one in estate.interfaces}) == 2
    assert next(one for one in estate.interfaces if one.declared).observed is False


def deployed(name: str, thing: str, environment: str | None) -> list[Claim]:
    """An application on one server, in an environment."""
    facts: dict[str, Any] = {} if environment is None else {"environment": environment}
    own = said(f"deployment/{name}--{thing}", REGISTER, application_id=name, thing_id=thing, role="app", **facts)
    return [*said(f"application/{name}", REGISTER, id=name, name=name), *own]


@pytest.mark.parametrize(
    ("caller", "listener", "coupling"),
    [
        ("prod", "prod", "strong"),
        (None, "prod", "strong"),
        ("test", "prod", "weak"),
        ("dev", None, "weak"),
        ("prod", "test", "weak"),
        ("test", "test", "weak"),
    ],
)
def test_what_test_machines_do_binds_weakly(caller: str | None, listener: str | None, coupling: str) -> None:
    ends = deployed("a", "web1", caller), deployed("b", "db1", listener)
    estate = merged(server("web1"), server("db1"), *ends, calls("web1", called("db1", 1433)))
    assert seen(estate) == [("a", "b", "database", coupling)]


def test_production_counts_where_both_are_seen() -> None:
    ends = deployed("a", "web1", "prod"), deployed("a", "web2", "test"), deployed("b", "db1", "prod")
    machines = server("web1"), server("web2"), server("db1")
    estate = merged(*machines, *ends, calls("web1", called("db1", 1433)), calls("web2", called("db1", 1433)))
    assert seen(estate) == [("a", "b", "database", "strong")]


def test_the_machine_says_its_environment_where_the_deployment_does_not() -> None:
    test = server("web1", environment="UAT")
    estate = merged(
        test, server("db1"), deployed("a", "web1", None), deployed("b", "db1", None), calls("web1", called("db1", 1433))
    )
    assert seen(estate) == [("a", "b", "database", "weak")]


def test_a_port_that_is_not_known_is_not_told_as_port_0() -> None:
    estate = merged(list(TWO), application("c", "db1"), calls("web1", called("db1", 1433)))
    flows = tuple(replace(one, port=None) for one in estate.flows)
    _, (warned,) = with_observed(replace(estate, flows=flows, interfaces=()))
    assert "its port is not known" in warned.message
