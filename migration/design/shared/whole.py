"""All that organisations share, as one value and a stack of its own; waves that use it come after it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from migration.design.inputs import SHARED, DesignInputs, subscription_keys
from migration.design.resource_counts import workload_resources
from migration.design.shared.demand import NO_KIND, Demand, api_management_from
from migration.design.shared.departments import Departments, settled_stores
from migration.design.shared.dropped import dropped
from migration.design.shared.files_between import file_exchange, transfers
from migration.design.shared.gateway import gateway
from migration.design.shared.insights import closed_to_insights
from migration.design.shared.messages import message_bus
from migration.design.shared.page import interface_page
from migration.design.shared.place import STACK, integration_group, site_of
from migration.design.shared_counts import shared_resources
from migration.model.architecture import (
    Architecture,
    DesignNote,
    InterfaceAnswer,
    SharedServices,
    Stack,
    SubnetPlace,
    Workload,
)
from migration.model.architecture.problems import MOST_RESOURCES
from migration.model.architecture.shared_services import Service, shared_parts
from migration.model.architecture.zone_stacks import stacks_under
from safeio.errors import InputError

IN_WORDS: Mapping[Service, str] = {
    "gateway": "called through the gateway",
    "bus": "carried by the message bus",
    "exchange": "files are put down in the exchange",
    "transfers": "carried by a pipeline across the edge of the cloud",
}


def with_shared_services(
    inputs: DesignInputs,
    found: Architecture,
    asked: Demand,
    stores: Departments,
    places: Mapping[str, SubnetPlace],
    known: Mapping[str, str],
) -> Architecture:
    """The architecture with its shared services. `known` are the addresses at which applications answer the gateway.
    Without an ask and without a store nothing is added. Raises InputError where they are too many for a stack."""
    made = found
    if asked.asks or stores.stores:
        made = _with_stack(inputs, found, asked, stores, places, known)
    told = (*stores.notes, *_notes(inputs, asked, bool(stores.stores)), *dropped(inputs.previous, made))
    return replace(made, notes=tuple(sorted((*found.notes, *told), key=_by_subject)))


def _with_stack(
    inputs: DesignInputs,
    found: Architecture,
    asked: Demand,
    stores: Departments,
    places: Mapping[str, SubnetPlace],
    known: Mapping[str, str],
) -> Architecture:
    shared = _shared(inputs, asked, places, known)
    workloads = settled_stores(stores, places)
    stack = _stack(inputs, found, shared, stores, workloads)
    layers = {"landing-zone": 0, "shared-services": 1, "wave": 2}
    before = {one.name for one in inputs.previous.stacks if STACK in one.depends_on} if inputs.previous else set()
    waves = [_after(one, found.workloads, shared.users, before) for one in found.stacks]
    return replace(
        found,
        stacks=tuple(sorted((*waves, stack), key=lambda one: layers[one.layer])),
        workloads=(*found.workloads, *workloads),
        shared_services=shared,
    )


def _shared(
    inputs: DesignInputs,
    asked: Demand,
    places: Mapping[str, SubnetPlace],
    known: Mapping[str, str],
) -> SharedServices:
    site = site_of(inputs, places)
    users = {name for one in asked.asks for name in (one.caller, one.called)}
    answers = [
        InterfaceAnswer(interface_id=one.interface.id, service=one.service, why=IN_WORDS[one.service])
        for one in asked.asks
    ]
    answers += [InterfaceAnswer(interface_id=name, service=None, why=why) for name, why in asked.without.items()]
    found = SharedServices(
        stack=STACK,
        gateway=gateway(site, asked, known),
        bus=message_bus(site, asked),
        exchange=file_exchange(site, asked),
        transfers=transfers(site, asked),
        users=tuple(sorted(users)),
        answers=tuple(sorted(answers, key=lambda one: one.interface_id)),
    )
    return replace(found, page=interface_page(site, shared_parts(found)))


def _stack(
    inputs: DesignInputs,
    found: Architecture,
    shared: SharedServices,
    stores: Departments,
    workloads: tuple[Workload, ...],
) -> Stack:
    groups = (*((integration_group(inputs),) if shared_parts(shared) else ()), *stores.groups)
    count = len(groups) + shared_resources(shared) + sum(workload_resources(one) for one in workloads)
    check_count(count)
    return Stack(
        name=STACK,
        layer="shared-services",
        subscription_key=subscription_keys(inputs.landing_zone)[SHARED],
        region=inputs.landing_zone.regions.primary,
        depends_on=stacks_under(found.landing_zone, SHARED),
        resource_groups=tuple(sorted(groups, key=lambda one: one.id)),
        resource_count=count,
    )


def check_count(count: int) -> None:
    """Raise InputError where the stack would have so many resources that it cannot be built at once."""
    if count > MOST_RESOURCES:
        wrong = f"the stack {STACK} has {count} resources for all interfaces, and a stack takes {MOST_RESOURCES}"
        remedy = "Retire interfaces that nobody needs, or write integration: none and connect the rest by hand."
        raise InputError("landing-zone.yaml shared_services", wrong, remedy)


def _after(stack: Stack, workloads: Sequence[Workload], users: Collection[str], before: Collection[str]) -> Stack:
    """A wave comes after the shared services where one of its applications uses them. One that is built stays as it
    was, and what stays on premise needs nothing built for it: `before` are the stacks that came after them so far."""
    inside = {name for one in workloads if one.stack == stack.name for name in (one.application_id, *one.also_serves)}
    uses = stack.wave_id is not None and not inside.isdisjoint(users)
    if stack.wave_state == "applied":
        uses = stack.name in before
    return replace(stack, depends_on=(*stack.depends_on, STACK)) if uses else stack


def _notes(inputs: DesignInputs, asked: Demand, has_stores: bool) -> Iterator[DesignNote]:
    apis = (*asked.of("gateway"), *asked.unanswered)
    if asked.of("gateway"):
        yield DesignNote(
            subject="shared services",
            message=f"API Management is built, because {len(apis)} interfaces ask for it, and it is built from "
            f"{api_management_from(inputs)} on. It costs more than most of what is built, and our tables have no price",
            remedy="If it is not worth its price, write shared_services: {integration: none} in landing-zone.yaml.",
        )
        yield from closed_to_insights(inputs)
    for application_id in sorted({one.called for one in asked.unanswered}):
        ids = ", ".join(one.interface.id for one in asked.unanswered if one.called == application_id)
        yield DesignNote(
            subject=application_id,
            message=f"the gateway has no API for {ids}: nobody has said where the application answers",
            remedy="Write its url under shared_services.backends in landing-zone.yaml.",
            left_out=True,
        )
    if has_stores and inputs.landing_zone.shared_services.files_criticality is None:
        yield DesignNote(
            subject="shared services",
            message="nobody has said how critical the files of departments are",
            remedy="Write shared_services: {files_criticality: 1 to 4} in landing-zone.yaml.",
        )
    unsaid = sorted(name for name, why in asked.without.items() if why == NO_KIND)
    if unsaid:
        yield DesignNote(
            subject="shared services",
            message=f"{len(unsaid)} interfaces use nothing that is shared: nobody has said of which kind they are",
            remedy="Write their kind in interfaces.csv.",
        )


def _by_subject(note: DesignNote) -> tuple[bool, str, str]:
    return not note.left_out, note.subject, note.message
