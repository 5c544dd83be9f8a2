"""The real dependency export of Azure Migrate: every row comes in and shows how the applications hang together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inventory.importing import Imported, import_file
from inventory.merge import merge
from inventory.model import Claim

SEEN_ON = date(2026, 11, 22)
# Every server the export names, with an application of the same name in our own words.
SERVERS = ("admin", "api1", "api2", "app1", "app2", "db1", "web1", "web2")


@pytest.fixture(scope="module")
def imported(real_inputs: Path) -> Imported:
    (path,) = (real_inputs / "import-csv").glob("azure-migrate-move-group-planner/*.csv")
    return import_file(path, SEEN_ON)


def said(thing: str, /, **facts: str) -> list[Claim]:
    """Claims of a register."""
    return [
        Claim(thing_id=thing, field=field, value=text, source="register:x.csv", seen_on=SEEN_ON)
        for field, text in facts.items()
    ]


def test_every_row_comes_in(imported: Imported) -> None:
    assert (imported.format, imported.rows, imported.rejected, imported.warnings) == ("azure-dependencies", 5, (), ())
    assert sum(len(claim.value) for claim in imported.claims if isinstance(claim.value, list)) == 5


def test_it_becomes_interfaces_and_the_administrator_is_noise(imported: Imported) -> None:
    register = [
        claim
        for name in SERVERS
        for claim in (
            *said(f"server/{name}-server", name=f"{name}-server"),
            *said(f"application/{name}", id=name, name=name),
            *said(f"deployment/{name}", application_id=name, thing_id=f"{name}-server"),
        )
    ]
    estate = merge([*imported.claims, *register], (), (), ())
    assert [(flow.from_id, flow.noise) for flow in estate.flows if flow.noise] == [
        ("admin-server", "remote desktop or console")
    ]
    assert [(one.from_application, one.to_application, one.kind, one.coupling) for one in estate.interfaces] == [
        ("app1", "app2", "api", "weak"),
        ("app1", "db1", "database", "strong"),
        ("web1", "api1", "api", "weak"),
        ("web2", "api2", "api", "weak"),
    ]
    assert {one.last_seen for one in estate.interfaces} == {date(2025, 6, 14)}
