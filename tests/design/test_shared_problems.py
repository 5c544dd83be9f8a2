"""What is wrong with shared services in an edited architecture is found before anything is built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from design_cases import landing_zone
from shared_cases import shared_case

from migration.design.architecture import design
from migration.model.architecture import Architecture
from migration.model.architecture.problems import problems
from migration.model.governance import WatchSection

Edit = Callable[[Architecture], Architecture]


@pytest.fixture(scope="module")
def sound() -> Architecture:
    """Shared services of every kind, and somebody who watches."""
    return design(shared_case(file=landing_zone(watch=WatchSection())))


def shared(**parts: Callable[[Any], Any]) -> Edit:
    """Edits parts of the shared services, each by its name."""

    def edit(one: Architecture) -> Architecture:
        assert one.shared_services is not None
        found = {name: change(getattr(one.shared_services, name)) for name, change in parts.items()}
        return replace(one, shared_services=replace(one.shared_services, **found))

    return edit


def without_zone(one: Architecture) -> Architecture:
    dns = one.landing_zone.private_dns
    kept = tuple(zone for zone in dns.zones if "servicebus" not in zone)
    return replace(one, landing_zone=replace(one.landing_zone, private_dns=replace(dns, zones=kept)))


def without_watch(one: Architecture) -> Architecture:
    return replace(one, landing_zone=replace(one.landing_zone, watch=None))


def without_stack(one: Architecture) -> Architecture:
    return replace(one, stacks=tuple(stack for stack in one.stacks if stack.layer != "shared-services"))


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (shared(gateway=lambda one: replace(one, name="-" * 60)), "cannot be the name of a api-management"),
        (shared(bus=lambda one: replace(one, resource_group="rg-elsewhere")), "no resource group rg-elsewhere"),
        (shared(bus=lambda one: replace(one, queues=(*one.queues, one.queues[0]))), "more than one thing"),
        (shared(gateway=lambda one: replace(one, backends=())), "there is no backend backend-crm"),
        (shared(gateway=lambda one: replace(one, key_vault="kv-county-uks")), "may read none in a key vault"),
        (shared(gateway=lambda one: replace(one, private_zone="x.azure-api.net")), "no private zone x.azure-api.net"),
        (
            shared(gateway=lambda one: replace(one, place=replace(one.place, subnet="snet-shared-endpoints-prod-uks"))),
            "which is not for apis",
        ),
        (shared(gateway=lambda one: replace(one, place=replace(one.place, subnet="none"))), "there is no subnet none"),
        (shared(answers=lambda all_: (*all_, all_[0])), "more than one answer"),
        (shared(bus=lambda one: replace(one, tags={})), "it has no application-id"),
        (shared(alerts=lambda all_: (replace(all_[0], part="nothing"),)), "there is no nothing in the stack"),
        (shared(alerts=lambda all_: (all_[0], all_[0])), "more than one thing"),
        (shared(alerts=lambda all_: (replace(all_[0], resource_group="rg-x"),)), "there is no resource group rg-x"),
        (shared(alerts=lambda all_: (replace(all_[0], tags={}),)), "it has no application-id"),
        (shared(page=lambda one: replace(one, resource_group="rg-x")), "there is no resource group rg-x"),
        (shared(page=lambda one: replace(one, name="interfaces")), "cannot be the name of a workbook"),
        (without_watch, "its alerts tell nobody"),
        (without_zone, "there is no private zone privatelink.servicebus.windows.net"),
        (without_stack, "there is no stack shared-services"),
    ],
)
def test_a_fault_is_told(edit: Edit, says: str, sound: Architecture) -> None:
    assert any(says in one.message for one in problems(edit(sound)))
