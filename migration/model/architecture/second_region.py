"""What stands ready in the second region, so that a workload goes on there when its own region is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from migration.model.architecture.network import PrivateEndpoint, SubnetPlace
from safeio.values import value

CopyKind = Literal[
    "site-recovery", "failover-group", "read-replica", "second-application", "copied-volumes", "second-desktops"
]
"""How the second one is kept: the disks are copied, the databases are in one group, a server follows another, the
application stands twice, volumes follow others, or people find a second pool of desktops."""


@value
class SecondSite:
    """A workload's part in the second region.

    `name` is what the second one is called: a replicated item of `replication` (the id of a SiteRecovery), a server, an
    application, a NetApp account or a pool of desktops. `group` is the name of the failover group that both servers
    answer to, `plan_name` that of the second App Service plan, `environment_name` of the second container environment,
    `pool_name` of the second NetApp pool, `application_group` and `desktop_workspace` of what people see of the second
    desktops, whose list is reached by `feed`. `integration` is a web application's way into the network, or the subnet
    of a container environment. `resource_group` is the id of a group of the workload's stack in that region.
    """

    kind: CopyKind
    region: str
    resource_group: str
    name: str
    replication: str | None = None
    group: str | None = None
    plan_name: str | None = None
    environment_name: str | None = None
    pool_name: str | None = None
    application_group: str | None = None
    desktop_workspace: str | None = None
    subnet: SubnetPlace | None = None
    endpoint: PrivateEndpoint | None = None
    integration: SubnetPlace | None = None
    feed: PrivateEndpoint | None = None


@value
class ReplicationRules:
    """How often a machine's disks are copied, in minutes, and how many minutes back people may go."""

    name: str
    history_minutes: int
    crash_consistent_minutes: int
    application_consistent_minutes: int


@value
class SiteRecovery:
    """How an organisation's machines are copied from a region to the second one by Azure Site Recovery.

    `vault` is the id of the recovery vault in the second region. A fabric is Site Recovery's word for a region, a
    container for the machines that are kept there. `cache_account` holds what has changed until it is sent; it stands
    in the source region, in `cache_resource_group`. `source_network` and `target_network` are ids of spokes. The vault
    and the cache are reached by endpoints in the source network; `cache_rights` are the names of the vault's rights
    there, by role. `stack` is the one that makes it, None: the first of the landing zone.
    """

    id: str
    organisation_id: str
    subscription_key: str
    vault: str
    source_region: str
    target_region: str
    source_fabric: str
    target_fabric: str
    source_container: str
    target_container: str
    mapping: str
    network_mapping: str
    source_network: str
    target_network: str
    rules: ReplicationRules
    cache_account: str
    cache_resource_group: str
    endpoint: PrivateEndpoint
    cache_endpoint: PrivateEndpoint
    cache_rights: Mapping[str, str]
    tags: Mapping[str, str]
    stack: str | None = None
