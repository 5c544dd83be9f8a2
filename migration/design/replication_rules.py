"""The ways through the firewalls by which a server in one region copies itself to its second one in the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from migration.design.drafts import Draft
from migration.design.names import joined
from migration.model.architecture import NetworkRule, Spoke, SubnetPlace

PORTS: Mapping[str, tuple[str, ...]] = {
    "sql-managed-instance": ("5022", "11000-11999"),
    "postgresql-flexible": ("5432",),
}
"""By which ports the servers of a kind keep up with each other, where both stand inside subnets of their own. Sources:
sql-docs 5730c7df of 2024-09-08, to configure a failover group of instances; azure-docs 01923a54, private networking of
PostgreSQL flexible server. Other kinds are copied by Azure itself, outside the council's networks."""

Places = tuple[Mapping[str, SubnetPlace], Mapping[str, SubnetPlace]]
"""Where everything stands in the first and in the second region, by tenant id."""


def replication_rules(
    drafts: Sequence[Draft], spokes: Sequence[Spoke], standing: Places, taken: Sequence[NetworkRule] = ()
) -> tuple[NetworkRule, ...]:
    """One rule each way for every pair of servers, sorted by name. `taken` are rules whose names are gone."""
    prefixes = {(one.id, subnet.name): subnet.prefix for one in spokes for subnet in one.network.subnets}
    ours = {one.name.casefold() for one in taken}
    found: dict[str, NetworkRule] = {}
    for draft in drafts:
        workload = draft.workload
        if workload.second is None or workload.kind not in PORTS:
            continue
        first, second = (prefixes[at[workload.id].network_id, at[workload.id].subnet] for at in standing)
        for word, source, target in (("there", first, second), ("back", second, first)):
            name = joined("security-rule", f"copies-of-{workload.id}-{word}")
            name = joined("security-rule", f"our-{name}") if name.casefold() in ours else name
            found[name] = NetworkRule(
                name=name,
                origin="copies",
                protocol="TCP",
                sources=(source,),
                destinations=(target,),
                ports=PORTS[workload.kind],
                why=f"{workload.id} and its second one in {workload.second.region} keep up with each other",
                application_ids=(draft.application.id,),
            )
    return tuple(found[name] for name in sorted(found))
