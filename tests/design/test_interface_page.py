"""The page of interfaces: a row for each, also for what was never used, and texts that stay texts."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from inventory.model import Interface
from migration.design.architecture import design
from migration.design.shared.page import _text
from migration.model.architecture import InterfacePage
from tests.design.shared_cases import EVERY_WAY, interface, shared_case


def page_of(interfaces: Sequence[Interface] = EVERY_WAY) -> InterfacePage:
    shared = design(shared_case(interfaces)).shared_services
    assert shared is not None and shared.page is not None
    return shared.page


@pytest.fixture(scope="module")
def page() -> InterfacePage:
    """The page of the estate whose applications talk in every way."""
    return page_of()


def test_there_is_a_table_for_each_service(page: InterfacePage) -> None:
    assert [one.title for one in page.logs] == ["Calls through the gateway", "Files and tables that are carried"]
    assert [(one.part, one.dimension) for one in page.metrics] == [
        ("bus", "EntityName"),
        ("exchange", "EventSubscriptionName"),
    ]


def test_what_was_never_used_has_a_row_too(page: InterfacePage) -> None:
    calls = page.logs[0].query
    assert "| join kind=rightouter known on thing" in calls
    row = '  "crm-people", "bins-crm-api (people), bins to crm; portal-crm-api (people), portal to crm", '
    assert f'{row}"bins: Head of Service; crm: Head of Service; portal: Head of Service"' in calls


def test_a_week_is_looked_at(page: InterfacePage) -> None:
    assert all(f"ago({page.days}d)" in one.query for one in page.logs)


@pytest.mark.parametrize("data", ['a "b"', "back\\slash", '"]; print 1 //', "| take 1"])
def test_what_people_wrote_stays_a_text(data: str) -> None:
    carried = interface("rates", "payroll", "file", data=data)
    (table,) = page_of((carried,)).logs
    literals = re.sub(r'"(?:[^"\\]|\\.)*"', "TEXT", table.query)
    assert "let known = datatable(thing:string, interfaces:string, owners:string) [\n  TEXT, TEXT, TEXT\n];" in literals
    assert _text(data)[1:-1] in table.query


def test_where_only_files_of_departments_are_kept_there_is_no_page() -> None:
    shared = design(shared_case(())).shared_services
    assert shared is not None and shared.page is None
