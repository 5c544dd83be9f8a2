"""An architecture that somebody edited: what is wrong with how the tenant is governed and watched is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from migration.model.architecture import Architecture, Governance, Watch
from migration.model.architecture.problems import problems
from tests.stacks.governed_architecture import governed_architecture

Edit = Callable[[Architecture], Architecture]


@cache
def designed() -> Architecture:
    """A county that governs and watches."""
    return governed_architecture()


def _governance(**fields: Callable[[Governance], Any]) -> Edit:
    def edit(found: Architecture) -> Architecture:
        governance = found.landing_zone.governance
        assert governance is not None
        changed = replace(governance, **{name: make(governance) for name, make in fields.items()})
        return replace(found, landing_zone=replace(found.landing_zone, governance=changed))

    return edit


def _watch(**fields: Callable[[Watch], Any]) -> Edit:
    def edit(found: Architecture) -> Architecture:
        watch = found.landing_zone.watch
        assert watch is not None
        changed = replace(watch, **{name: make(watch) for name, make in fields.items()})
        return replace(found, landing_zone=replace(found.landing_zone, watch=changed))

    return edit


def _first(found: tuple[Any, ...], **fields: Any) -> tuple[Any, ...]:
    return (replace(found[0], **fields), *found[1:])


def _machine(found: Architecture) -> Architecture:
    first = found.workloads[0]
    assert first.machine is not None
    return replace(
        found, workloads=_first(found.workloads, machine=replace(first.machine, collection_rule="dcr-linux"))
    )


def _exempted(found: Architecture) -> Architecture:
    one = found.policy_exemptions[0]
    return replace(found, policy_exemptions=(replace(one, assigned=_first(one.assigned, stack="gone")),))


EDITS: dict[str, Edit] = {
    "mg-root: it stands in itself": _governance(
        management_groups=lambda one: _first(one.management_groups, parent="mg-corp")
    ),
    "mg-root: there is no management group mg-gone": _governance(
        management_groups=lambda one: _first(one.management_groups, parent="mg-gone")
    ),
    "mg-root: 'bad/name' cannot be the name": _governance(
        management_groups=lambda one: _first(one.management_groups, name="bad/name")
    ),
    "mg-root: this id stands for more than one thing": _governance(
        management_groups=lambda one: (*one.management_groups, one.management_groups[0])
    ),
    "tenant-settings: there is no management group mg-gone": _governance(
        tenant_settings=lambda one: one.tenant_settings and replace(one.tenant_settings, default_group="mg-gone")
    ),
    "key-2: the subscription is placed twice": _governance(
        subscriptions=lambda one: (*one.subscriptions, replace(one.subscriptions[0], id="governed-again"))
    ),
    "governed-key-2: there is no subscription key-9": _governance(
        subscriptions=lambda one: _first(one.subscriptions, key="key-9")
    ),
    "policy-allowed-locations: there is no management group mg-gone": _governance(
        policies=lambda one: _first(one.policies, management_group="mg-gone")
    ),
    "there is no role role-gone": _governance(
        eligibilities=lambda one: tuple(replace(each, custom_role="role-gone") for each in one.eligibilities)
    ),
    "gone: there is no stack gone": _governance(stack=lambda one: "gone"),
    "alerts-go-to: nobody is told": _watch(action_group=lambda one: replace(one.action_group, emails=())),
    "alerts-go-to: its short name has not 1 to 12 characters": _watch(
        action_group=lambda one: replace(one.action_group, short_name="x" * 13)
    ),
    "alerts-key-2: there is no resource group rg-gone": _watch(
        subscriptions=lambda one: _first(one.subscriptions, resource_group="rg-gone")
    ),
    "alerts-key-2: its resource group rg-alerts-platform is in another subscription": _watch(
        subscriptions=lambda one: _first(one.subscriptions, resource_group="rg-alerts-platform")
    ),
    "vm-srv1: the data collection rule dcr-linux is not for Windows": _machine,
    "there is no stack gone": _exempted,
}


def test_what_is_designed_has_no_problem() -> None:
    assert problems(designed()) == ()


@pytest.mark.parametrize("says", EDITS)
def test_what_is_edited_is_found(says: str) -> None:
    found = [f"{one.subject}: {one.message}" for one in problems(EDITS[says](designed()))]
    assert any(says in one for one in found), found
