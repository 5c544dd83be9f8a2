"""Why a workload is on no platform service, as it was decided and recorded."""

from __future__ import annotations

from migration.design.inputs import DesignInputs
from migration.model.architecture import CloudException, Workload

PLATFORM: frozenset[str] = frozenset(
    {
        "app-service",
        "blob-archive",
        "container-app",
        "file-share",
        "mysql-flexible",
        "netapp-files",
        "postgresql-flexible",
        "sql-database",
        "sql-managed-instance",
        "virtual-desktop",
    }
)
"""Kinds that are platform services: they need no reason."""


def reasons_for(inputs: DesignInputs, workload: Workload) -> tuple[str, ...]:
    """The reasons that keep its application from a platform service; none for what is on one."""
    if workload.kind in PLATFORM:
        return ()
    decided = (one for one in inputs.dispositions if one.application_id == workload.application_id)
    return tuple(reason.says for one in decided for reason in one.reasons if "replatform" in reason.blocks)


def exception_for(inputs: DesignInputs, workload: Workload) -> CloudException | None:
    """The exception that its application's decision stands on; None where it needs none."""
    needed = {one.unless_id for one in inputs.dispositions if one.application_id == workload.application_id}
    found = next((one for one in inputs.unless if one.application_id in needed), None)
    if found is None:
        return None
    return CloudException(owner=found.owner, approver=found.approver, review_by=found.review_by)
