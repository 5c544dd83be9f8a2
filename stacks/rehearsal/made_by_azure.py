"""What nobody makes: resources that Azure makes by itself, or with the resource they stand in."""

from __future__ import annotations

from stacks.rehearsal.resource_ids import ResourceId

# Remembered, not looked up, but for the rules of namespaces: list_namespace_keys in the examples of azure-native names
# RootManageSharedAccessKey for a namespace that has just been made.
_WITH_THEIR_HOLDER = frozenset(
    {
        ("microsoft.eventhub/namespaces/authorizationrules", "rootmanagesharedaccesskey"),
        ("microsoft.eventhub/namespaces/eventhubs/consumergroups", "$default"),
        ("microsoft.recoveryservices/vaults/backupfabrics", "azure"),
        ("microsoft.relay/namespaces/authorizationrules", "rootmanagesharedaccesskey"),
        ("microsoft.servicebus/namespaces/authorizationrules", "rootmanagesharedaccesskey"),
        ("microsoft.sql/servers/databases", "master"),
        ("microsoft.storage/storageaccounts/blobservices", "default"),
        ("microsoft.storage/storageaccounts/fileservices", "default"),
        ("microsoft.storage/storageaccounts/queueservices", "default"),
        ("microsoft.storage/storageaccounts/tableservices", "default"),
    }
)
_CONTAINERS = "microsoft.storage/storageaccounts/blobservices/containers"
_ENTRIES = "microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers"


def comes_with_its_holder(found: ResourceId) -> bool:
    """True for what is there as soon as the resource is that it stands in: the database "master" of a server, the
    services of a storage account, and its containers whose names begin with a dollar ($web, $logs). A machine is
    entered in a vault with its backup; what else is backed up is entered by a resource of its own."""
    kind, name = found.kind.casefold(), found.name.casefold()
    if kind == _ENTRIES:
        return name.startswith("iaasvmcontainer;")
    return (kind, name) in _WITH_THEIR_HOLDER or (kind == _CONTAINERS and name.startswith("$"))


def comes_by_itself(resource_id: str) -> bool:
    """True for the network watchers that Azure makes by itself in every subscription with a network, and their group.
    Source: learn.microsoft.com/azure/network-watcher/network-watcher-create."""
    _, group, rest = resource_id.casefold().partition("/resourcegroups/networkwatcherrg")
    return bool(group) and rest.rpartition("/")[0] in ("", "/providers/microsoft.network/networkwatchers")
