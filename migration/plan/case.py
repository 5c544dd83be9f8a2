"""A plan beside the inputs it must keep to, indexed for the checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from inventory.model import Application
from migration.model import CashFlow, Disposition, Initiative, InitiativeSlot, Move, MoveGroup, Plan
from migration.money.by_year import flow_by_year
from migration.plan.footprint import Footprint, footprint
from migration.plan.inputs import PlanInputs
from migration.plan.moves import kept_moves
from migration.plan.parts import pins_of
from migration.plan.whole_or_parts import as_planned


@dataclass(frozen=True)
class Case:
    """What a check reads. `group_of` gives an application's group in the plan."""

    inputs: PlanInputs
    plan: Plan
    stand: Footprint
    applications: Mapping[str, Application]
    dispositions: Mapping[str, Disposition]
    groups: Mapping[str, MoveGroup]
    moves: Mapping[str, Move]
    group_of: Mapping[str, str]
    initiatives: Mapping[str, Initiative]
    slots: Mapping[str, InitiativeSlot]

    def move_of(self, application_id: str) -> Move | None:
        """The move of an application, or None when it has none."""
        return self.moves.get(self.group_of.get(application_id, ""))

    def moves_on(self, application_id: str) -> bool:
        """Whether it was decided that an application does not stay where it is."""
        decided = self.dispositions.get(application_id)
        return decided is not None and decided.route != "retain"

    @cached_property
    def fixed(self) -> frozenset[str]:
        """The groups whose date people fixed, by a pin or by approving their wave, whatever the plan claims."""
        pinned = {pin.application_id for pin in pins_of(self.inputs) if pin.cut_over}
        own = {group.id for group in self.plan.groups if not pinned.isdisjoint(group.application_ids)}
        return frozenset(own | kept_moves(self.inputs).keys())

    @cached_property
    def rows(self) -> tuple[CashFlow, ...]:
        """The money of what counts of the plan, worked out once. What is checked of it are sums of financial years."""
        return flow_by_year(self.countable(), self.inputs.costs, self.inputs.estate, self.inputs.folder)

    def countable(self) -> Plan:
        """The plan without moves and slots that the inputs do not know: those are reported, and cost nothing."""
        priced = {costs.group_id for costs in self.inputs.costs}
        return replace(
            self.plan,
            moves=tuple(move for move in self.plan.moves if move.group_id in priced),
            initiatives=tuple(slot for slot in self.plan.initiatives if slot.initiative_id in self.initiatives),
        )


def case(inputs: PlanInputs, plan: Plan) -> Case:
    """Index a plan and its inputs, with whole what the plan moves whole. Its groups hold only applications that are
    there, and copy today's volume, whatever the plan says of that."""
    inputs = as_planned(inputs, plan)
    volumes = {group.id: group.data_gib for group in inputs.groups}
    known = {application.id for application in inputs.estate.applications}
    return Case(
        inputs=inputs,
        plan=plan,
        stand=footprint(inputs.estate),
        applications={a.id: a for a in inputs.estate.applications},
        dispositions={d.application_id: d for d in inputs.dispositions},
        groups={
            group.id: replace(
                group,
                application_ids=tuple(app for app in group.application_ids if app in known),
                data_gib=volumes.get(group.id, group.data_gib),
            )
            for group in plan.groups
        },
        moves={move.group_id: move for move in plan.moves},
        group_of={app: group.id for group in plan.groups for app in group.application_ids},
        initiatives={i.id: i for i in inputs.folder.initiatives},
        slots={slot.initiative_id: slot for slot in plan.initiatives},
    )
