"""The small architecture with a second region: what can stand twice stands there too, and its machines are copied."""

from __future__ import annotations

from dataclasses import replace

from every_kind import every_kind
from small_architecture import TAGS

from migration.model.architecture import (
    Architecture,
    LandingZone,
    PrivateEndpoint,
    ReplicationRules,
    ResourceGroup,
    SecondSite,
    SiteRecovery,
    Spoke,
    SubnetPlace,
    Workload,
    ZoneLink,
)

RECOVERY_ZONE = "privatelink.siterecovery.windowsazure.com"
BLOB_ZONE = "privatelink.blob.core.windows.net"
CONTAINERS_ZONE = "privatelink.ukwest.azurecontainerapps.io"
DESKTOP_ZONE = "privatelink.wvd.microsoft.com"
SECOND_GROUP = "rg-payroll-ukw"
SPOKE = "spoke-council-ukw"


def two_regions() -> Architecture:
    """The small architecture, most critical, with a second region."""
    small = every_kind()
    first, wave = small.stacks[:2]
    group = _group(SECOND_GROUP)
    return replace(
        small,
        landing_zone=_zone(small.landing_zone),
        stacks=(first, replace(wave, resource_groups=(*wave.resource_groups, group)), *small.stacks[2:]),
        workloads=tuple(_critical(one) for one in small.workloads),
    )


def _group(group_id: str) -> ResourceGroup:
    return ResourceGroup(id=group_id, name=f"{group_id}-prod", region="ukwest", subscription_key="council", tags=TAGS)


def _zone(zone: LandingZone) -> LandingZone:
    vault = next(one for one in zone.recovery_vaults if one.region == "uksouth")
    spoke = next(one for one in zone.spokes if one.region == "uksouth")
    copy = replace(vault, id="rsv-council-ukw", name="rsv-council-prod-ukw", region="ukwest", policies=())
    links = (*zone.private_dns.links, ZoneLink(name=f"link-{SPOKE}", network_id=SPOKE))
    dns = replace(
        zone.private_dns, links=links, zones=tuple({*zone.private_dns.zones, RECOVERY_ZONE, BLOB_ZONE, CONTAINERS_ZONE})
    )
    return replace(
        zone,
        resource_groups=(*zone.resource_groups, _group("rg-network-ukw"), _group("rg-vaults-ukw")),
        spokes=(*zone.spokes, _spoke(spoke)),
        private_dns=replace(dns, zones=tuple(sorted(dns.zones))),
        recovery_vaults=(*zone.recovery_vaults, replace(copy, resource_group="rg-vaults-ukw")),
        site_recoveries=(_recovery(),),
    )


def _spoke(spoke: Spoke) -> Spoke:
    subnets = tuple(replace(one, prefix=one.prefix.replace("10.65.", "10.97.")) for one in spoke.network.subnets)
    return replace(
        spoke,
        id=SPOKE,
        region="ukwest",
        resource_group="rg-network-ukw",
        hub_id="hub-ukw",
        network=replace(spoke.network, name="vnet-council-ukw", prefix="10.97.0.0/22", subnets=subnets),
        to_hub=replace(spoke.to_hub, remote_id="hub-ukw"),
        from_hub=replace(spoke.from_hub, remote_id=SPOKE),
        flow_log=None,
    )


def _recovery() -> SiteRecovery:
    return SiteRecovery(
        id="asr-council",
        organisation_id="council",
        subscription_key="council",
        vault="rsv-council-ukw",
        source_region="uksouth",
        target_region="ukwest",
        source_fabric="fabric-uks",
        target_fabric="fabric-ukw",
        source_container="container-uks",
        target_container="container-ukw",
        mapping="mapping-uks-to-ukw",
        network_mapping="network-council-uks-to-ukw",
        source_network="spoke-council-uks",
        target_network=SPOKE,
        rules=ReplicationRules(
            name="replication-critical",
            history_minutes=1440,
            crash_consistent_minutes=5,
            application_consistent_minutes=240,
        ),
        cache_account="stasrcouncila1",
        cache_resource_group="rg-vaults",
        endpoint=_endpoint("asr", "AzureSiteRecovery", RECOVERY_ZONE, "spoke-council-uks"),
        cache_endpoint=_endpoint("st-asr", "blob", BLOB_ZONE, "spoke-council-uks"),
        cache_rights={
            "blob-data-contributor": "cccccccc-0000-0000-0000-000000000001",
            "contributor": "cccccccc-0000-0000-0000-000000000002",
        },
        tags=TAGS,
    )


def _endpoint(what: str, group_id: str, zone: str, spoke: str = SPOKE) -> PrivateEndpoint:
    return PrivateEndpoint(
        name=f"pep-{what}-{spoke}",
        interface_name=f"nic-pep-{what}-{spoke}",
        place=SubnetPlace(network_id=spoke, subnet="snet-endpoints"),
        group_id=group_id,
        zones=(zone,),
    )


def _critical(one: Workload) -> Workload:
    """The workload as of a most critical application, where it can go on elsewhere."""
    files, second = replace(one.files, sku="Standard_GZRS") if one.files else None, _second(one)
    criticality = 1 if files or second or one.archive else 2
    return replace(one, recovery=replace(one.recovery, criticality=criticality), files=files, second=second)


def _second(one: Workload) -> SecondSite | None:
    place = SubnetPlace(network_id=SPOKE, subnet="snet-machines")
    found = SecondSite(kind="read-replica", region="ukwest", resource_group=SECOND_GROUP, name=f"{one.name}-ukw")
    if one.machine is not None:
        return replace(found, kind="site-recovery", replication="asr-council", subnet=place)
    if one.web is not None:
        return replace(
            found,
            kind="second-application",
            plan_name="asp-payroll-ukw",
            endpoint=replace(one.endpoint, place=replace(place, subnet="snet-endpoints")) if one.endpoint else None,
            integration=replace(place, subnet="snet-web"),
        )
    if one.kind == "sql-database" and one.endpoint is not None:
        endpoint = replace(one.endpoint, place=replace(place, subnet="snet-endpoints"))
        return replace(found, kind="failover-group", group="sqlfg-payroll-a1", endpoint=endpoint)
    if one.kind == "mysql-flexible" and one.endpoint is not None:
        return replace(found, endpoint=replace(one.endpoint, place=replace(place, subnet="snet-endpoints")))
    if one.kind == "sql-managed-instance":
        instances = replace(place, subnet="snet-instances")
        return replace(found, kind="failover-group", group="sqlfg-jobs-a1", subnet=instances)
    if one.containers is not None:
        return replace(
            found,
            kind="second-application",
            environment_name="cae-payroll-ukw",
            endpoint=_endpoint("ca", "managedEnvironments", CONTAINERS_ZONE),
            integration=replace(place, subnet="snet-containers"),
        )
    if one.volumes is not None:
        volumes = replace(place, subnet="snet-volumes")
        return replace(found, kind="copied-volumes", pool_name="anfpool-payroll-ukw", subnet=volumes)
    if one.desktops is not None:
        return replace(
            found,
            kind="second-desktops",
            application_group="vdag-payroll-ukw",
            desktop_workspace="vdws-payroll-ukw",
            endpoint=_endpoint("vd", "connection", DESKTOP_ZONE),
            feed=_endpoint("vd-feed", "feed", DESKTOP_ZONE),
        )
    if one.kind == "postgresql-flexible":
        return replace(found, subnet=replace(place, subnet="snet-data"))
    return None
