"""What machines send to the workspace: one rule for each system, which every machine of the waves is joined to.

Only what people look at is sent, since each gigabyte costs: counters each minute, warnings, and who logs in. Names of
counters, facilities, levels and the filter on failed audits: Azure Monitor documentation, data collection rules for
virtual machines.
"""

from __future__ import annotations

from migration.design.inputs import DesignInputs
from migration.design.names import compose
from migration.design.tags import ENVIRONMENT, platform_tags
from migration.model.architecture import CollectionRule, Syslog, Workspace
from safeio.values import Day

LINUX, WINDOWS = "dcr-linux", "dcr-windows"

_GRAVE = ("Warning", "Error", "Critical", "Alert", "Emergency")
_LINUX_COUNTERS = (
    "Logical Disk(*)\\% Used Space",
    "Memory(*)\\% Used Memory",
    "Processor(*)\\% Processor Time",
)
_WINDOWS_COUNTERS = (
    "\\LogicalDisk(_Total)\\% Free Space",
    "\\Memory\\% Committed Bytes In Use",
    "\\Processor Information(_Total)\\% Processor Time",
)
_SYSLOG = (
    Syslog(name="logins", facilities=("auth", "authpriv"), levels=("Info", "Notice", *_GRAVE)),
    Syslog(name="system", facilities=("cron", "daemon", "kern", "syslog", "user"), levels=_GRAVE),
)
_EVENTS = (
    "Application!*[System[(Level=1 or Level=2 or Level=3)]]",
    "Security!*[System[(band(Keywords,4503599627370496))]]",
    "System!*[System[(Level=1 or Level=2 or Level=3)]]",
)


def collection_rules(inputs: DesignInputs, workspace: Workspace, review: Day) -> tuple[CollectionRule, ...]:
    """The rules, which stand beside the workspace: Azure wants them in its region. None where nothing is watched."""
    file = inputs.landing_zone
    if not file.watch.built:
        return ()
    tags = platform_tags(inputs, None, review)

    def name(os: str) -> str:
        return compose("data-collection-rule", f"{file.prefix}-{os}", ENVIRONMENT, workspace.region)

    return (
        CollectionRule(
            id=LINUX,
            name=name("linux"),
            os="Linux",
            subscription_key=workspace.subscription_key,
            resource_group=workspace.resource_group,
            region=workspace.region,
            counters=_LINUX_COUNTERS,
            syslog=_SYSLOG,
            tags=tags,
        ),
        CollectionRule(
            id=WINDOWS,
            name=name("windows"),
            os="Windows",
            subscription_key=workspace.subscription_key,
            resource_group=workspace.resource_group,
            region=workspace.region,
            counters=_WINDOWS_COUNTERS,
            events=_EVENTS,
            tags=tags,
        ),
    )


def rule_for(inputs: DesignInputs, os: str) -> str | None:
    """The id of the rule for machines of a system ("Linux", "Windows"). None where nothing is watched."""
    if not inputs.landing_zone.watch.built:
        return None
    return LINUX if os == "Linux" else WINDOWS
