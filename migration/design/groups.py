"""The resource groups of the stacks: one for each application and environment in a stack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from migration.dates import add_months
from migration.design.drafts import Draft
from migration.design.frozen import APPLIED, frozen_stacks
from migration.design.inputs import DesignInputs, subscription_keys
from migration.design.landing_zone import REVIEW_MONTHS
from migration.design.names import compose
from migration.design.second_region import second_group_id
from migration.design.stacks import StackGroup, StackPlace
from migration.design.tags import application_tags
from migration.model.architecture import ResourceGroup, Workload
from safeio.values import Day


def stack_groups(
    inputs: DesignInputs, drafts: Sequence[Draft], places: Mapping[str, StackPlace]
) -> tuple[StackGroup, ...]:
    """The groups, sorted. An application in more than one stack has a numbered group in each further one."""
    numbers = _kept_numbers(inputs)
    taken: dict[tuple[str, str], set[int]] = defaultdict(set)
    for (application_id, environment, _), number in numbers.items():
        taken[application_id, environment].add(number)
    found = _built(inputs)
    applied = frozen_stacks(inputs, APPLIED)
    for draft in sorted(drafts, key=lambda one: (one.application.id, one.environment, places[one.workload.id].stack)):
        place = places[draft.workload.id]
        key = (draft.application.id, draft.environment, place.stack)
        if key in found or draft.workload.id in applied:
            continue
        if key not in numbers:
            used = taken[key[:2]]
            numbers[key] = next(number for number in range(1, len(used) + 2) if number not in used)
            used.add(numbers[key])
        group = _group(inputs, draft, place, numbers[key])
        found[key] = StackGroup(
            stack=place.stack,
            organisation_id=draft.organisation_id,
            application_id=draft.application.id,
            environment=draft.environment,
            group=group,
        )
    return tuple(found[key] for key in sorted(found))


def with_second_groups(groups: Sequence[StackGroup], workloads: Sequence[Workload]) -> tuple[StackGroup, ...]:
    """The groups, and beside each that has a workload with a second site its group in the second region."""
    wanted = {(one.stack, one.resource_group): one.second.region for one in workloads if one.second is not None}
    found = list(groups)
    for one in groups:
        region = wanted.get((one.stack, one.group.id))
        if region is not None:
            found.append(replace(one, group=_second(one, region)))
    return tuple(found)


def _second(one: StackGroup, region: str) -> ResourceGroup:
    ending = one.group.id.removeprefix(_group_id(one.application_id, one.environment))
    number = int(ending[1:]) if ending else None
    return replace(
        one.group,
        id=second_group_id(one.group.id, region),
        name=compose("resource-group", one.application_id, one.environment, region, number=number),
        region=region,
    )


def _built(inputs: DesignInputs) -> dict[tuple[str, str, str], StackGroup]:
    """The groups of the workloads that are built, as they are, by application, environment and stack."""
    found: dict[tuple[str, str, str], StackGroup] = {}
    applied = frozen_stacks(inputs, APPLIED)
    for one in inputs.previous.workloads if inputs.previous else ():
        stack = applied.get(one.id)
        if stack is None or stack.organisation_id is None or one.id in inputs.decommission:
            continue
        environment = one.tags["environment"]
        found[one.application_id, environment, stack.name] = StackGroup(
            stack=stack.name,
            organisation_id=stack.organisation_id,
            application_id=one.application_id,
            environment=environment,
            group=next(group for group in stack.resource_groups if group.id == one.resource_group),
        )
    return found


def tags_of(inputs: DesignInputs, draft: Draft, wave_id: str | None) -> Mapping[str, str]:
    """The tags of a workload in a stack of the wave."""
    review = _review(inputs, draft)
    return application_tags(inputs, draft.application, draft.organisation_id, wave_id, draft.environment, review)


def _group(inputs: DesignInputs, draft: Draft, place: StackPlace, number: int) -> ResourceGroup:
    region, what = inputs.landing_zone.regions.primary, draft.application.id
    shown = number if number > 1 else None
    return ResourceGroup(
        id=f"{_group_id(what, draft.environment)}-{number}" if shown else _group_id(what, draft.environment),
        name=compose("resource-group", what, draft.environment, region, number=shown),
        region=region,
        subscription_key=subscription_keys(inputs.landing_zone)[draft.organisation_id],
        tags=tags_of(inputs, draft, place.wave_id),
    )


def _group_id(application_id: str, environment: str) -> str:
    return f"rg-{application_id}-{environment}"


def _kept_numbers(inputs: DesignInputs) -> dict[tuple[str, str, str], int]:
    """The number of each group of the previous architecture, by application, environment and stack."""
    found: dict[tuple[str, str, str], int] = {}
    for one in inputs.previous.workloads if inputs.previous else ():
        environment = one.tags.get("environment", "")
        ending = one.resource_group.removeprefix(_group_id(one.application_id, environment))
        found[one.application_id, environment, one.stack] = int(ending[1:]) if ending[1:].isdigit() else 1
    return found


def _review(inputs: DesignInputs, draft: Draft) -> Day:
    """When people look at it again: as its exception says, else a year after it moves."""
    said = {one.application_id: one.review_by for one in inputs.unless}
    return said.get(draft.application.id) or add_months(draft.cut_over or inputs.plan.as_of, REVIEW_MONTHS)
