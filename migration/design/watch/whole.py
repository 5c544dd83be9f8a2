"""All that watches: alerts, the logs of management groups, and locks on what all organisations stand on."""

from __future__ import annotations

from migration.dates import add_months
from migration.design.inputs import DesignInputs
from migration.design.landing_zone import REVIEW_MONTHS
from migration.design.names import joined
from migration.design.watch.alerts import (
    action_group,
    alert_groups,
    metric_alerts,
    place_of,
    subscription_alerts,
)
from migration.model.architecture import Governance, GroupLog, LandingZone, Lock, ResourceGroup, Watch

STACK = "watch"


def watch(inputs: DesignInputs, zone: LandingZone, governance: Governance | None) -> Watch | None:
    """What watches the landing zone; None where people say that somebody else does."""
    if not inputs.landing_zone.watch.built:
        return None
    review = add_months(inputs.plan.as_of, REVIEW_MONTHS)
    return Watch(
        stack=STACK,
        action_group=action_group(inputs, review),
        subscriptions=subscription_alerts(inputs, zone, review),
        metrics=metric_alerts(inputs, zone, review),
        group_logs=_group_logs(zone, governance),
        locks=_locks(zone) if inputs.landing_zone.watch.locks else (),
    )


def watch_groups(inputs: DesignInputs, zone: LandingZone) -> tuple[ResourceGroup, ...]:
    """The resource groups of the stack that watches, by id."""
    found = alert_groups(inputs, zone, add_months(inputs.plan.as_of, REVIEW_MONTHS))
    return tuple(sorted(found, key=lambda one: one.id))


def watch_resources(found: Watch, groups: tuple[ResourceGroup, ...]) -> int:
    """How many Azure resources it becomes."""
    alerts = sum(len(one.alerts) for one in found.subscriptions)
    return len(groups) + 1 + alerts + len(found.metrics) + len(found.group_logs) + len(found.locks)


def _group_logs(zone: LandingZone, governance: Governance | None) -> tuple[GroupLog, ...]:
    place = place_of(zone, zone.workspace.resource_group)
    if governance is None or place is None:
        return ()
    workspace = f"{place}/providers/Microsoft.OperationalInsights/workspaces/{zone.workspace.name}"
    return tuple(
        GroupLog(
            id=f"log-{one.id}",
            management_group=one.id,
            group_name=one.name,
            setting=zone.workspace.diagnostic_setting,
            workspace=workspace,
        )
        for one in governance.management_groups
    )


def _locks(zone: LandingZone) -> tuple[Lock, ...]:
    """On the groups of hubs, names, logs and vaults: nobody works there every day, and much stands on them."""
    wanted = {one.resource_group: "the hub that every network goes through" for one in zone.hubs}
    wanted |= {zone.private_dns.resource_group: "the names that every network asks for"}
    wanted |= {zone.workspace.resource_group: "the logs"}
    wanted |= {one.resource_group: "keys, secrets and backups" for one in zone.key_vaults}
    wanted |= {one.resource_group: "keys, secrets and backups" for one in zone.recovery_vaults}
    keys = {one.id: one.subscription_key for one in zone.resource_groups}
    found = []
    for group, why in sorted(wanted.items()):
        place = place_of(zone, group)
        if place is not None:
            found.append(
                Lock(
                    id=f"lock-{group}",
                    name=joined("lock", f"lock-{group}"),
                    subscription_key=keys[group],
                    scope=place,
                    why=f"Holds {why}.",
                )
            )
    return tuple(found)
