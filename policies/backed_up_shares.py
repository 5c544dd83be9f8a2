"""Whether a backup is of a file share, told from the items of Azure Backup in the stacks."""

from __future__ import annotations

from policies.combining import all_true, any_true, known
from policies.graph import Graph
from policies.model import Resource
from policies.origins import origins
from policies.pointing import azure_name, pointing_at
from policies.values import is_unknown, read, same_text

SHARE = "azure-native:storage:FileShare"
ITEM = "azure-native:recoveryservices:ProtectedItem"

NAME = "protectedItemName"
STATE = "properties.protectionState"
STOPPED = ("ProtectionStopped", "ProtectionPaused", "BackupsSuspended", "Invalid")


def is_backed_up(graph: Graph, account: Resource, share: Resource) -> bool | None:
    """Whether an item is about the share and is not stopped; None where that is not known yet. Items name the account
    by its id, and the share by its name."""
    items = pointing_at(graph, account, (ITEM,), "properties.sourceResourceId")
    certain = (all_true(_is_of(one, share), _runs(one)) for one in items.certain)
    possible = (all_true(None, _is_of(one, share), _runs(one)) for one in items.possible)
    return any_true((*certain, *possible))


def _runs(item: Resource) -> bool | None:
    found = read(item.properties, STATE)
    return known(found, not same_text(found, *STOPPED))


def _is_of(item: Resource, share: Resource) -> bool | None:
    """Whether an item about the account is of this share: AzureFileShare;SHARE, or its friendly name where the service
    has given the item a name of its own."""
    name, friendly = read(item.properties, NAME), read(item.properties, "properties.friendlyName")
    own = azure_name(share, "shareName")
    if share.urn in origins(item, NAME):
        return True
    if own is None:
        return None
    said = [one.rpartition(";")[2].casefold() for one in (name, friendly) if isinstance(one, str)]
    if own.casefold() in said:
        return True
    return None if is_unknown(name) or is_unknown(friendly) else False
