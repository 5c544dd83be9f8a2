"""An architecture as rows: its stacks, workloads and addresses, and what people should know of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from cloud_unless.tables import Column, Table
from safeio.errors import InputError

if TYPE_CHECKING:
    from migration.model.architecture import Architecture, Workload

SHOWN = 200  # a list longer than this is for a program, not for a screen

LISTS = ("stacks", "workloads", "addresses", "notes")
SHOWN_BY_DEFAULT = ("stacks", "notes")


def check_list_name(what: str | None) -> None:
    """Raise InputError when `what` is no list of an architecture."""
    if what is not None and what not in LISTS:
        raise InputError("--list", f"there is no list {what!r}", f"Use one of: {', '.join(LISTS)}")


def architecture_tables(architecture: Architecture, what: str | None = None) -> tuple[Table, ...]:
    """The tables of an architecture; with `what`, that one alone."""
    made = {
        "stacks": _stacks(architecture),
        "workloads": _workloads(architecture),
        "addresses": _addresses(architecture),
        "notes": _notes(architecture),
    }
    return tuple(
        replace(made[name], most=SHOWN, rest=f"all: cloud-unless design --list {name} --format csv")
        for name in ((what,) if what else SHOWN_BY_DEFAULT)
    )


def _stacks(architecture: Architecture) -> Table:
    workloads = Counter(one.stack for one in architecture.workloads)
    return Table(
        name="stacks",
        title="Stacks, in the order they are built",
        columns=(
            Column(key="stack", heading="Stack", wrap=True),
            Column(key="layer", heading="Layer", people=False),
            Column(key="wave_id", heading="Wave", unknown="–", people=False),
            Column(key="wave_state", heading="State", unknown="–"),
            Column(key="organisation_id", heading="Organisation", unknown="platform", wrap=True),
            Column(key="region", heading="Region"),
            Column(key="workloads", heading="Workloads", right=True),
            Column(key="resources", heading="Resources", right=True),
        ),
        rows=tuple(
            (
                one.name,
                one.layer,
                one.wave_id,
                one.wave_state,
                one.organisation_id,
                one.region,
                workloads[one.name],
                one.resource_count,
            )
            for one in architecture.stacks
        ),
    )


def _workloads(architecture: Architecture) -> Table:
    return Table(
        name="workloads",
        title="Workloads",
        columns=(
            Column(key="id", heading="Workload", wrap=True),
            Column(key="application_id", heading="Application", wrap=True),
            Column(key="kind", heading="Becomes"),
            Column(key="name", heading="Name in Azure", people=False),
            Column(key="stack", heading="Stack", wrap=True),
            Column(key="size", heading="Size", unknown="–", wrap=True),
            Column(key="zone", heading="Zone", unknown="–"),
            Column(key="address", heading="Address", unknown="–"),
            Column(key="replaces", heading="Replaces", people=False),
            Column(key="why", heading="Why", people=False),
            Column(key="recovery", heading="Recovery", people=False),
        ),
        rows=tuple(
            (
                one.id,
                one.application_id,
                one.kind,
                one.name,
                one.stack,
                one.size,
                one.zone,
                _address(one),
                one.replaces,
                one.why,
                one.recovery.why,
            )
            for one in architecture.workloads
        ),
        empty="Nothing is built: the plan moves nothing that needs it.",
    )


def _address(workload: Workload) -> str | None:
    return workload.subnet.address if workload.subnet else None


def _addresses(architecture: Architecture) -> Table:
    return Table(
        name="addresses",
        title="Address plan",
        columns=(
            Column(key="prefix", heading="Range"),
            Column(key="what", heading="What"),
            Column(key="id", heading="Id", wrap=True),
            Column(key="owner", heading="Owner", wrap=True),
            Column(key="region", heading="Region", unknown="–"),
            Column(key="inside", heading="Inside", unknown="–", people=False),
        ),
        rows=tuple(
            (one.prefix, one.what, one.id, one.owner, one.region, one.inside) for one in architecture.address_plan
        ),
    )


def _notes(architecture: Architecture) -> Table:
    return Table(
        name="notes",
        title="Before you approve it",
        columns=(
            Column(key="subject", heading="About", wrap=True),
            Column(key="message", heading="What", wrap=True),
            Column(key="remedy", heading="What to do", wrap=True),
            Column(key="left_out", heading="Left out", people=False),
        ),
        rows=tuple((one.subject, one.message, one.remedy, one.left_out) for one in architecture.notes),
        empty="Everything that the plan moves is built, and every tag is known.",
    )
