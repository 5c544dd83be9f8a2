"""What of each kind of workload stands ready in the second region."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from migration.design.drafts import LATER, NOWHERE, Draft
from migration.design.endpoints import CONTAINERS, endpoint
from migration.design.inputs import DesignInputs
from migration.design.names import compose, joined
from migration.design.recovery import is_copied
from migration.design.second_region import recovery_id
from migration.model.architecture import SecondSite
from migration.model.architecture.name_kinds import NameKind

SERVERS: Mapping[str, NameKind] = {
    "postgresql-flexible": "postgresql-server",
    "mysql-flexible": "mysql-server",
    "sql-database": "sql-server",
    "sql-managed-instance": "managed-instance",
}
"""Database servers, and what the second one's name is the name of."""


def second_site(inputs: DesignInputs, draft: Draft) -> SecondSite | None:
    """What stands ready for a workload in the second region; None where nothing does. Its place comes later."""
    kind, region = draft.workload.kind, inputs.landing_zone.regions.secondary
    if region is None or not is_copied(inputs, draft.application, draft.environment, kind):
        return None
    return MAKERS[kind](inputs, draft, region)


def _machine(_inputs: DesignInputs, draft: Draft, region: str) -> SecondSite:
    return SecondSite(
        kind="site-recovery",
        region=region,
        resource_group=LATER,
        name=joined("replicated-item", f"{draft.workload.name}-copy"),
        replication=recovery_id(draft.organisation_id),
        subnet=NOWHERE,
    )


def _replica(inputs: DesignInputs, draft: Draft, region: str) -> SecondSite:
    """A server that follows the first. It stands where its like does: in a subnet, or behind an endpoint."""
    what, environment, workload = draft.application.id, draft.environment, draft.workload
    found = SecondSite(
        kind="read-replica",
        region=region,
        resource_group=LATER,
        name=compose(SERVERS[workload.kind], what, environment, region, unique=_unique(inputs, draft)),
    )
    if workload.endpoint is None:
        return replace(found, subnet=NOWHERE)
    short = workload.id.partition("-")[0]
    return replace(found, endpoint=endpoint(short, what, environment, region, NOWHERE, workload.endpoint.group_id))


def _joined(inputs: DesignInputs, draft: Draft, region: str) -> SecondSite:
    """The same, with one name for both servers. The name is of neither region: it follows the databases."""
    first, unique = inputs.landing_zone.regions.primary, _unique(inputs, draft)
    group = compose("sql-failover-group", draft.application.id, draft.environment, first, unique=unique)
    return replace(_replica(inputs, draft, region), kind="failover-group", group=group)


def _application(inputs: DesignInputs, draft: Draft, region: str) -> SecondSite:
    web = draft.workload.web
    assert web is not None
    what, environment = f"{draft.application.id}-{web.os.lower()}", draft.environment
    return SecondSite(
        kind="second-application",
        region=region,
        resource_group=LATER,
        name=compose("web-app", what, environment, region, unique=_unique(inputs, draft)),
        plan_name=compose("app-service-plan", what, environment, region),
        endpoint=endpoint("app", what, environment, region, NOWHERE, "sites"),
        integration=NOWHERE,
    )


def _containers(_inputs: DesignInputs, draft: Draft, region: str) -> SecondSite:
    what, environment = draft.application.id, draft.environment
    return SecondSite(
        kind="second-application",
        region=region,
        resource_group=LATER,
        name=compose("container-app", what, environment, region),
        environment_name=compose("container-environment", what, environment, region),
        endpoint=endpoint("ca", what, environment, region, NOWHERE, CONTAINERS),
        integration=NOWHERE,
    )


def _volumes(_inputs: DesignInputs, draft: Draft, region: str) -> SecondSite:
    what, environment = draft.application.id, draft.environment
    return SecondSite(
        kind="copied-volumes",
        region=region,
        resource_group=LATER,
        name=compose("netapp-account", what, environment, region),
        pool_name=compose("netapp-pool", what, environment, region),
        subnet=NOWHERE,
    )


def _desktops(_inputs: DesignInputs, draft: Draft, region: str) -> SecondSite:
    what, environment = draft.application.id, draft.environment
    return SecondSite(
        kind="second-desktops",
        region=region,
        resource_group=LATER,
        name=compose("host-pool", what, environment, region),
        application_group=compose("application-group", what, environment, region),
        desktop_workspace=compose("desktop-workspace", what, environment, region),
        endpoint=endpoint("vd", what, environment, region, NOWHERE, "connection"),
        feed=endpoint("vd-feed", what, environment, region, NOWHERE, "feed"),
    )


def _unique(inputs: DesignInputs, draft: Draft) -> str:
    return f"{inputs.landing_zone.tenant_id} {draft.workload.id} second"


MAKERS: Mapping[str, Callable[[DesignInputs, Draft, str], SecondSite]] = {
    "windows-vm": _machine,
    "linux-vm": _machine,
    "sql-vm": _machine,
    "sql-database": _joined,
    "sql-managed-instance": _joined,
    "postgresql-flexible": _replica,
    "mysql-flexible": _replica,
    "app-service": _application,
    "container-app": _containers,
    "netapp-files": _volumes,
    "virtual-desktop": _desktops,
}
"""How the second one of each kind is drafted. Storage has none: its copies are its own."""
