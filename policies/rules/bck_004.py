"""BCK-004: the most critical workloads can go on in a second region."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from policies.combining import all_true, any_true
from policies.environments import PRODUCTION, is_production, tag_of
from policies.graph import Graph
from policies.model import Answer, Context, Resource, Rule, failed, not_applicable, passed, unknown
from policies.planned import Workload, workloads
from policies.pointing import pointing_at
from policies.regions import plain_region
from policies.values import ABSENT, UNKNOWN, is_unknown, number, read, same_text

MACHINE = "azure-native:compute:VirtualMachine"
SQL_DATABASE = "azure-native:sql:Database"
POSTGRESQL = "azure-native:dbforpostgresql:Server"
ACCOUNT = "azure-native:storage:StorageAccount"
WEB = "azure-native:web:WebApp"
MYSQL = "azure-native:dbformysql:Server"
CONTAINERS = "azure-native:app:ContainerApp"
DESKTOPS = "azure-native:desktopvirtualization:HostPool"
INSTANCE = "azure-native:sql:ManagedInstance"
VOLUME = "azure-native:netapp:CapacityPoolVolume"

PAIRS = "managedInstancePairs[]"

COPIED_BY: Mapping[str, tuple[tuple[str, str], ...]] = {
    MACHINE: (
        (
            "azure-native:recoveryservices:ReplicationProtectedItem",
            "properties.providerSpecificDetails.fabricObjectId",
        ),
    ),
    SQL_DATABASE: (("azure-native:sql:FailoverGroup", "databases[]"), (SQL_DATABASE, "sourceDatabaseId")),
    INSTANCE: tuple(
        ("azure-native:sql:InstanceFailoverGroup", f"{PAIRS}.{end}ManagedInstanceId") for end in ("primary", "partner")
    ),
    POSTGRESQL: ((POSTGRESQL, "sourceServerResourceId"),),
    MYSQL: ((MYSQL, "sourceServerResourceId"),),
    VOLUME: ((VOLUME, "dataProtection.replication.remoteVolumeResourceId"),),
}
"""What keeps a second one running, and where it names the first."""

COPY_OF: Mapping[str, str] = {
    SQL_DATABASE: "sourceDatabaseId",
    POSTGRESQL: "sourceServerResourceId",
    MYSQL: "sourceServerResourceId",
    VOLUME: "dataProtection.replication.remoteVolumeResourceId",
}
"""Where a second one names the first, which says that it is one."""

STAND_TWICE = (MACHINE, WEB, CONTAINERS, DESKTOPS)
"""Kinds of which another one elsewhere is enough. Of the others it would have other data."""

TWO_REGIONS = ("GRS", "RAGRS", "GZRS", "RAGZRS")


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where a most critical workload in production stands in one region only."""
    planned = context.graph.once((RULE.id, "workloads"), lambda: _planned(context.architecture or {}))
    workload = planned.get(resource.component)
    if workload is None:
        return not_applicable("it is no workload of the architecture")
    criticality = number(read(workload, "recovery.criticality"))
    if criticality is None:
        return unknown(None, "nobody has said how critical its application is")
    production = is_production(resource, context.parameters["production"])
    if criticality > context.parameters["criticality"] or production is False:
        return not_applicable("its application is not among the most critical ones, or it is not in production")
    second = any_true((_is_copied(resource, context), _stands_twice(resource, context)))
    if second:
        return passed()
    if second is None or production is None:
        return unknown(None, "whether it runs in a second region too is not known yet")
    return failed(None, "it runs in one region; when that is lost, it must be built again from its backups")


def _is_copied(resource: Resource, context: Context) -> bool | None:
    if resource.type == ACCOUNT:
        sku = read(resource.properties, "sku.name")
        return None if is_unknown(sku) else isinstance(sku, str) and sku.rpartition("_")[2].upper() in TWO_REGIONS
    copies = (_points(resource, context, token, path) for token, path in COPIED_BY.get(resource.type, ()))
    return any_true((_is_copy(resource), *copies))


def _is_copy(resource: Resource) -> bool:
    """Whether it follows another one. Where that stands may not be known yet."""
    path = COPY_OF.get(resource.type)
    found = ABSENT if path is None else read(resource.properties, path)
    return is_unknown(found) or isinstance(found, str)


def _points(resource: Resource, context: Context, token: str, path: str) -> bool | None:
    found = pointing_at(context.graph, resource, (token,), path)
    return True if found.certain else None if found.possible else False


def _stands_twice(resource: Resource, context: Context) -> bool | None:
    """Whether there is another one for the same application in another region, where that is enough."""
    if resource.type not in STAND_TWICE:
        return False
    application, here = tag_of(resource, "application-id"), read(resource.properties, "location")
    others = (one for one in _maybe_of(application, resource.type, context.graph) if one.urn != resource.urn)
    return any_true(
        all_true(
            _both(application, tag_of(one, "application-id"), same_text),
            _both(here, read(one.properties, "location"), _are_apart),
        )
        for one in others
    )


def _planned(architecture: Mapping[str, Any]) -> dict[Any, Workload]:
    """The workloads by their ids; of two with one id the first."""
    return {read(one, "id"): one for one in reversed(workloads(architecture))}


def _maybe_of(application: Any, token: str, graph: Graph) -> Sequence[Resource]:
    """The resources of a type whose application may be this one."""
    by_application = graph.once((RULE.id, token), lambda: _by_application(token, graph))
    if is_unknown(application):
        return graph.of_type(token)
    same = by_application.get(application.casefold(), ()) if isinstance(application, str) else ()
    return (*same, *by_application.get(UNKNOWN, ()))


def _by_application(token: str, graph: Graph) -> dict[Any, list[Resource]]:
    found: dict[Any, list[Resource]] = defaultdict(list)
    for one in graph.of_type(token):
        tag = tag_of(one, "application-id")
        found[UNKNOWN if is_unknown(tag) else tag.casefold() if isinstance(tag, str) else ABSENT].append(one)
    return found


def _both(one: Any, other: Any, judge: Callable[[str, str], bool]) -> bool | None:
    if is_unknown(one) or is_unknown(other):
        return None
    return isinstance(one, str) and isinstance(other, str) and judge(one, other)


def _are_apart(one: str, other: str) -> bool:
    return plain_region(one) != plain_region(other)


RULE = Rule(
    id="BCK-004",
    title="The most critical workloads have a second region",
    severity="medium",
    why="When a region is lost, a service that stands there alone is away for days: everybody in the country restores "
    "from backups at once.",
    applies_to=(
        MACHINE,
        SQL_DATABASE,
        POSTGRESQL,
        MYSQL,
        ACCOUNT,
        WEB,
        CONTAINERS,
        VOLUME,
        INSTANCE,
        DESKTOPS,
    ),
    answer=answer,
    absent_means="Fail: backups in a second region are no second copy that runs.",
    remedy="Replicate it (Site Recovery, a failover group, a replica, geo-redundant storage, copied volumes), build it "
    "twice where it holds no data, or let two people accept the longer outage in exemptions.yaml.",
    frameworks={
        "ncsc-csp": ("2.5",),
        "caf": ("B5.b",),
        "uk-gdpr": ("32(1)(b)", "32(1)(c)"),
    },
    parameters={"criticality": 1, "production": PRODUCTION},
    sources=(
        "Types of azure-native 3.29.0: recoveryservices A2AEnableProtectionInput, sql FailoverGroup and "
        "InstanceFailoverGroup, dbforpostgresql Server, storage SkuName, netapp ReplicationObject",
    ),
    plan=True,
)
