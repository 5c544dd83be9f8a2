"""What the plan parts, as rows: applications in different waves with interfaces, and services that many call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_unless.tables import Column, Table

if TYPE_CHECKING:
    from migration.model import Plan
    from migration.plan.inputs import PlanInputs


def apart_table(inputs: PlanInputs, plan: Plan) -> Table:
    """Pairs with interfaces that move in different waves, the dearest first."""
    from migration.plan.apart import apart

    names = {application.id: application.name for application in inputs.estate.applications}
    return Table(
        name="apart",
        title="Interfaces between waves, the dearest first",
        columns=(
            Column(key="one", heading="Application", wrap=True),
            Column(key="other", heading="Apart from", wrap=True),
            Column(key="interfaces", heading="Interfaces", right=True),
            Column(key="weeks", heading="Weeks", right=True),
            Column(key="gib", heading="GiB meanwhile", right=True),
            Column(key="gbp", heading="Price £", right=True),
        ),
        rows=tuple(
            (names.get(one.one, one.one), names.get(one.other, one.other), one.interfaces, one.weeks, one.gib, one.gbp)
            for one in apart(inputs, plan)
        ),
        empty="No two applications with an interface are in different waves.",
    )


def shared_table(inputs: PlanInputs) -> Table:
    """The applications that many others call, by the threshold of programme.yaml or the usual one, and their place."""
    from migration.model import SharedServices
    from migration.plan.inputs import undivided
    from migration.plan.shared_services import shared_or_usual

    estate, asked = undivided(inputs).estate, inputs.folder.programme.shared_services or SharedServices()
    names = {application.id: application.name for application in estate.applications}
    return Table(
        name="shared",
        title=f"Services that {asked.dependants} applications or more call",
        columns=(
            Column(key="application", heading="Application", wrap=True),
            Column(key="callers", heading="Called by", right=True),
            Column(key="place", heading="Place"),
            Column(key="names", heading="Who calls it", wrap=True),
        ),
        rows=tuple(
            (
                names.get(one.application_id, one.application_id),
                len(one.callers),
                one.place,
                tuple(names.get(caller, caller) for caller in one.callers),
            )
            for one in shared_or_usual(inputs)
        ),
        empty="No application is called by so many others.",
    )
