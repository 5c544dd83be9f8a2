"""GOV-014: what is planned for a stack is in the stack."""

from __future__ import annotations

from collections.abc import Sequence

from policies.combining import any_true, worst
from policies.model import STACK, Answer, Context, Resource, Rule, failed, not_applicable, passed, unknown
from policies.planned import Workload, has_tag, stack_of, workloads
from policies.urns import are_of_one_stack
from policies.values import read

HOMES = {
    "app-service": "azure-native:web:WebApp",
    "arc": "azure-native:hybridcompute:Machine",
    "blob-archive": "azure-native:storage:StorageAccount",
    "container-app": "azure-native:app:ContainerApp",
    "file-share": "azure-native:storage:StorageAccount",
    "linux-vm": "azure-native:compute:VirtualMachine",
    "mysql-flexible": "azure-native:dbformysql:Server",
    "netapp-files": "azure-native:netapp:Account",
    "postgresql-flexible": "azure-native:dbforpostgresql:Server",
    "sql-database": "azure-native:sql:Server",
    "sql-managed-instance": "azure-native:sql:ManagedInstance",
    "sql-vm": "azure-native:compute:VirtualMachine",
    "virtual-desktop": "azure-native:desktopvirtualization:HostPool",
    "windows-vm": "azure-native:compute:VirtualMachine",
}
"""What each kind of workload becomes. Its disks and its interface alone are no machine."""


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where the architecture plans a workload for this stack, and the stack does not build it."""
    architecture = context.architecture or {}
    if stack_of(resource.stack, architecture) is None:
        return not_applicable("the stack is not one of the architecture")
    members = [one for one in context.graph.resources if are_of_one_stack(one, resource)]
    planned = (one for one in workloads(architecture) if read(one, "stack") == resource.stack)
    return worst(_is_built(one, members) for one in planned)


def _is_built(workload: Workload, members: Sequence[Resource]) -> Answer:
    kind, application = read(workload, "kind"), frozenset((str(read(workload, "application_id")),))
    homes = [one for one in members if one.type == HOMES.get(str(kind), one.type)]
    if any(one.component == read(workload, "id") for one in homes):
        return passed()
    tagged = any_true(has_tag(one, "application-id", application) for one in homes if one.component is None)
    if tagged is None:
        return unknown("tags", "which applications the resources are of is not known yet")
    wrong = f"{read(workload, 'id')} is planned for this stack, and the stack does not build it"
    return passed() if tagged else failed(None, wrong)


RULE = Rule(
    id="GOV-014",
    title="Every planned workload is built by its stack",
    severity="medium",
    why="On the night of the move the new home is missing: somebody took it out of the program, and nobody noticed.",
    applies_to=(STACK,),
    answer=answer,
    absent_means="Fail: a workload without a resource is not built.",
    remedy="Build what architecture.json says, or plan again without the workload.",
    frameworks={
        "ncsc-csp": ("5",),
        "caf": ("A3.a",),
    },
    parameters={},
    sources=("Published strategies of English councils: change must not become an outage",),
    plan=True,
)
