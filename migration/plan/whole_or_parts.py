"""Applications whose move is weighed whole against in parts: offered both ways, then as a plan has them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from migration.model import GroupCosts, MoveGroup, Part, Plan
from migration.plan.inputs import PlanInputs, settled_groups, undivided
from migration.plan.joint import Either
from migration.plan.parts import divided_estate, ids_of


def weighed(inputs: PlanInputs, groups: tuple[MoveGroup, ...]) -> tuple[Either, ...]:
    """The applications in parts that may move whole as well; `groups` are those of the estate without parts.

    Both ways must be moves of this application alone. One that people gave a part of a date, or that has a part in an
    approved or applied wave, moves in parts.
    """
    asked = inputs.folder.programme.splitting
    if asked is None:
        return ()
    alone = {group.application_ids[0] for group in groups if len(group.application_ids) == 1}
    apart = {group.application_ids[0] for group in inputs.groups if len(group.application_ids) == 1}
    pinned = {pin.application_id for pin in inputs.folder.pins}
    settled = settled_groups(inputs.previous, inputs.folder.waves)
    found = []
    for app, parts in sorted(_by_whole(inputs.parts).items()):
        ids = {part.id for part in parts}
        free = asked.way(app) == "weighed" and app in alone and ids <= apart
        if free and ids.isdisjoint(pinned) and ids.isdisjoint(settled):
            found.append(Either(app, tuple(sorted(ids))))
    return tuple(found)


def with_wholes(
    inputs: PlanInputs, eithers: tuple[Either, ...], groups: tuple[MoveGroup, ...], costs: tuple[GroupCosts, ...]
) -> PlanInputs:
    """The inputs with these applications both ways; `groups` and `costs` are those of their moves as a whole."""
    if not eithers:
        return inputs
    whole, both, parts = undivided(inputs), {either.whole for either in eithers}, _by_whole(inputs.parts)
    return replace(
        inputs,
        estate=divided_estate(whole.estate, parts, both),
        dispositions=tuple(
            replace(one, application_id=app)
            for one in whole.dispositions
            for app in ids_of(one.application_id, parts, both)
        ),
        groups=tuple(sorted((*inputs.groups, *groups), key=lambda group: group.application_ids)),
        costs=(*inputs.costs, *costs),
        eithers=eithers,
    )


def chosen(inputs: PlanInputs, wholes: Collection[str]) -> PlanInputs:
    """The inputs in which these applications move whole, and the others that were weighed in parts."""
    if not inputs.eithers:
        return inputs
    gone = {
        group for either in inputs.eithers for group in (either.parts if either.whole in wholes else (either.whole,))
    }
    kept = tuple(part for part in inputs.parts if part.id not in gone)
    whole, parts = undivided(inputs), _by_whole(kept)
    return replace(
        inputs,
        estate=divided_estate(whole.estate, parts),
        dispositions=tuple(one for one in inputs.dispositions if one.application_id not in gone),
        groups=tuple(group for group in inputs.groups if group.id not in gone),
        costs=tuple(costs for costs in inputs.costs if costs.group_id not in gone),
        parts=kept,
        whole=whole if kept else None,
        eithers=(),
    )


def as_planned(inputs: PlanInputs, plan: Plan) -> PlanInputs:
    """The inputs as a plan has them: whole what it moves whole."""
    return chosen(inputs, {app for group in plan.groups for app in group.application_ids}) if inputs.eithers else inputs


def _by_whole(parts: Collection[Part]) -> Mapping[str, tuple[Part, ...]]:
    wholes = sorted({part.application_id for part in parts})
    return {app: tuple(part for part in parts if part.application_id == app) for app in wholes}
