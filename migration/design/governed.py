"""Adds to an architecture what governs the tenant and what watches it, each in a stack of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from migration.design.governance.eligibility import ended
from migration.design.governance.exempted import with_exemptions
from migration.design.governance.whole import STACK as GOVERNANCE
from migration.design.governance.whole import governance, governance_resources
from migration.design.inputs import DesignInputs, subscription_keys
from migration.design.watch.whole import STACK as WATCH
from migration.design.watch.whole import watch, watch_groups, watch_resources
from migration.model.architecture import Architecture, DesignNote, Governance, ResourceGroup, Stack
from migration.model.architecture.problems import MOST_RESOURCES
from safeio.errors import InputError
from safeio.values import Day


def governed(inputs: DesignInputs, found: Architecture) -> Architecture:
    """The architecture with its governance, its watch and its exemptions in Azure. Raises InputError for what people
    wrote that cannot be built."""
    rules = governance(inputs)
    watching = watch(inputs, found.landing_zone, rules)
    zone = replace(found.landing_zone, governance=rules, watch=watching)
    groups = watch_groups(inputs, zone) if watching else ()
    first = [_stack(inputs, GOVERNANCE, (), (), governance_resources(rules))] if rules else []
    standing = _after_new_ones(found.stacks, rules)
    ground = [one for one in standing if one.layer == "landing-zone"]
    if watching is not None:
        needs = tuple(one.name for one in (*first, *ground))
        ground.append(_stack(inputs, WATCH, needs, groups, watch_resources(watching, groups)))
    rest = [one for one in standing if one.layer != "landing-zone"]
    notes = (*found.notes, *_ended(rules, inputs.as_of))
    return with_exemptions(replace(found, landing_zone=zone, stacks=(*first, *ground, *rest), notes=notes))


def _ended(rules: Governance | None, as_of: Day) -> Iterator[DesignNote]:
    """Nothing extends an eligibility by itself: people look at it again."""
    for one in rules.eligibilities if rules else ():
        if ended(one, as_of):
            yield DesignNote(
                subject="landing-zone.yaml",
                message=f"{one.principal} may no longer act as {one.role_name}: that ended after {one.days} days",
                remedy="Take the entry out and apply. To extend it, put it back after that.",
            )


def _after_new_ones(stacks: Sequence[Stack], rules: Governance | None) -> tuple[Stack, ...]:
    """Where subscriptions are asked for, the landing zone comes after the stack that asks."""
    if rules is None or not rules.new_subscriptions:
        return tuple(stacks)
    return tuple(
        replace(one, depends_on=(GOVERNANCE, *one.depends_on)) if one.layer == "landing-zone" else one for one in stacks
    )


def _stack(
    inputs: DesignInputs, name: str, needs: tuple[str, ...], groups: tuple[ResourceGroup, ...], count: int
) -> Stack:
    if count > MOST_RESOURCES:
        wrong = f"the stack {name} has {count} resources for all subscriptions, and a stack takes {MOST_RESOURCES}"
        remedy = "Switch fewer Defender plans or alerts on, or build from two programme folders with a prefix each."
        raise InputError("landing-zone.yaml subscriptions", wrong, remedy)
    return Stack(
        name=name,
        layer="landing-zone",
        subscription_key=subscription_keys(inputs.landing_zone)[None],
        region=inputs.landing_zone.regions.primary,
        depends_on=needs,
        resource_groups=groups,
        resource_count=count,
    )
