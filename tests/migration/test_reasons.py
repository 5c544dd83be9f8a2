"""Each reason on its own: what it blocks, when it is silent, and whom it quotes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from small_estate import application, database, estate, facts, runs, server

import migration.decide.unless as unless
from inventory.model import Interface, Licence
from migration.decide.unless import (
    REASONS,
    attached_hardware,
    licence_terms,
    no_platform_service,
    no_replacement,
    residency,
    shared_platform,
    site_latency,
    still_in_use,
    unsupported_platform,
)


def test_every_file_of_reasons_is_in_the_list_once() -> None:
    files = {path.stem for path in Path(unless.__file__).parent.glob("*.py")} - {"__init__"}
    listed = [reason.__module__.rpartition(".")[2] for reason in REASONS]
    assert sorted(listed) == sorted(files)


@pytest.mark.parametrize(
    ("until", "plan_to", "blocked"),
    [
        (None, date(2029, 9, 30), True),
        (date(2029, 9, 30), date(2029, 9, 30), False),
        (date(2029, 10, 1), date(2029, 9, 30), True),
        (date(2029, 11, 22), None, False),
        (date(2029, 11, 23), None, True),
        (date(2020, 1, 1), None, False),
    ],
)
def test_retire_needs_an_end_of_use_inside_the_plan(until: date | None, plan_to: date | None, blocked: bool) -> None:
    app = application(in_use_until=until)
    found = still_in_use.reason(app, facts(app, plan_to=plan_to))
    assert (found is not None) is blocked


def test_replace_needs_a_named_product() -> None:
    app = application()
    found = no_replacement.reason(app, facts(app))
    assert found is not None
    assert found.blocks == ("replace",)
    assert found.evidence[0].source == "applications.csv"
    named = application(replacement_product="Hosted rates")
    assert no_replacement.reason(named, facts(named)) is None


@pytest.mark.parametrize(
    ("module", "trait", "blocks"),
    [
        (attached_hardware, "attached-hardware", ("replatform", "rehost")),
        (attached_hardware, "vendor-appliance", ("replatform", "rehost")),
        (site_latency, "site-latency", ("replace", "replatform", "rehost")),
        (residency, "residency-on-premise", ("replace", "replatform", "rehost")),
        (licence_terms, "licence-not-portable", ("replatform",)),
        (licence_terms, "licence-on-premise", ("replatform", "rehost")),
        (shared_platform, "shared-identity", ("retire", "replace", "replatform", "rehost")),
        (shared_platform, "shared-files", ("retire", "replace", "replatform", "rehost")),
    ],
)
def test_a_trait_blocks_its_routes_and_quotes_the_register(module, trait, blocks) -> None:  # type: ignore[no-untyped-def]
    app = application(traits=(trait,), said_by={"traits": "applications.csv"})
    found = module.reason(app, facts(app))
    assert (found.blocks, found.evidence[0].fact) == (blocks, f"trait {trait}")
    assert found.evidence[0].source == "applications.csv"
    assert found.evidence[0].seen_on == date(2026, 11, 20)
    without = application(traits=("web",))
    assert module.reason(without, facts(without)) is None


@pytest.mark.parametrize("data_class", ["secret", "Top Secret"])
def test_data_above_official_stays(data_class: str) -> None:
    app = application(data_class=data_class)
    found = residency.reason(app, facts(app))
    assert found is not None
    assert "rehost" in found.blocks


@pytest.mark.parametrize("data_class", [None, "official", "official-sensitive"])
def test_official_data_may_go(data_class: str | None) -> None:
    app = application(data_class=data_class)
    assert residency.reason(app, facts(app)) is None


@pytest.mark.parametrize("os_name", ["Oracle Solaris 10 (64-bit)", "IBM AIX 7.1", "HP-UX 11.31"])
def test_systems_azure_has_no_machine_for(os_name: str) -> None:
    app = application()
    old = server(product=None, os_name=os_name, said_by={"os_name": "scan"})
    found = unsupported_platform.reason(app, facts(app, estate(servers=(old,), deployments=(runs("rates", "srv1"),))))
    assert found is not None
    assert found.blocks == ("replatform", "rehost")
    assert found.evidence[0].fact == f"srv1 runs {os_name}"
    assert found.evidence[0].source == "scan"


def test_an_operating_system_that_is_not_known_blocks_nothing() -> None:
    app = application()
    seen = estate(servers=(server(product=None),), deployments=(runs("rates", "srv1"),))
    assert unsupported_platform.reason(app, facts(app, seen)) is None


def test_a_web_server_with_a_sql_server_database_fits_platform_services() -> None:
    app = application()
    seen = estate(
        servers=(server("srv1"), server("web1")),
        databases=(database(),),
        deployments=(runs("rates", "db1", "database"), runs("rates", "web1", "web")),
    )
    assert no_platform_service.reason(app, facts(app, seen)) is None


@pytest.mark.parametrize(
    ("role", "thing", "words"),
    [
        ("app", "srv1", "installed application software"),
        ("database", "db1", "no platform service for oracle-database"),
        (None, "srv1", "role is not known"),
    ],
)
def test_what_no_platform_service_can_take(role: str | None, thing: str, words: str) -> None:
    app = application()
    seen = estate(
        servers=(server(),),
        databases=(database(product="oracle-database"),),
        deployments=(runs("rates", thing, role),),
    )
    found = no_platform_service.reason(app, facts(app, seen))
    assert found is not None
    assert found.blocks == ("replatform",)
    assert words in found.evidence[0].fact


def test_a_database_server_without_known_databases_fits_nothing() -> None:
    app = application()
    seen = estate(servers=(server(),), deployments=(runs("rates", "srv1", "database"),))
    found = no_platform_service.reason(app, facts(app, seen))
    assert found is not None
    assert "no database on it is known" in found.evidence[0].fact


def test_an_application_on_nothing_has_no_platform_service() -> None:
    app = application()
    found = no_platform_service.reason(app, facts(app))
    assert found is not None
    assert found.says == "no platform service fits what is known of it"


def test_a_batch_server_may_stand_beside_platform_services() -> None:
    app = application()
    seen = estate(
        servers=(server("web1"), server("batch1")),
        deployments=(runs("rates", "web1", "web"), runs("rates", "batch1", "batch")),
    )
    assert no_platform_service.reason(app, facts(app, seen)) is None


def test_the_licence_in_question_is_quoted_with_its_renewal() -> None:
    app = application(traits=("licence-not-portable",))
    licence = Licence(id="l1", product="windows-server", renewal=date(2027, 4, 1), said_by={"product": "licences.csv"})
    seen = estate(servers=(server(),), licences=(licence,), deployments=(runs("rates", "srv1"),))
    found = licence_terms.reason(app, facts(app, seen))
    assert found is not None
    assert found.evidence[1].fact == "licence l1 for windows-server, renewal 2027-04-01"


def test_a_shared_platform_names_who_needs_it() -> None:
    app = application("directory", traits=("shared-identity",))
    seen = estate(interfaces=(Interface(id="i", from_application="rates", to_application="directory"),))
    found = shared_platform.reason(app, facts(app, seen))
    assert found is not None
    assert found.evidence[1].fact == "used by rates"
