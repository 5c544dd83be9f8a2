"""CNT-005: what containers mount has a backup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policies.backed_up_shares import SHARE, is_backed_up
from policies.combining import any_true, at, fails_unless, of_each
from policies.graph import Graph
from policies.model import Answer, Context, Resource, Rule, failed, passed, unknown
from policies.origins import origins
from policies.pointing import azure_name, naming
from policies.values import ABSENT, every, is_unknown, read, same_text

ACCOUNT = "azure-native:storage:StorageAccount"
STORAGE = "azure-native:app:ManagedEnvironmentsStorage"
FILES = "properties.azureFile"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where an app keeps files on a share without a backup. What it keeps in itself is gone with it anyway."""
    volumes = every(resource.properties, "template.volumes[]")
    return of_each(
        ((where, one) for where, one in volumes if one is not ABSENT),
        lambda where, volume: _judge(where, volume, context.graph),
    )


def _judge(where: str, volume: Mapping[str, Any], graph: Graph) -> Answer:
    kind, name = (read({"volume": volume}, f"volume.{part}") for part in ("storageType", "storageName"))
    path = at(where, "storageType")
    if is_unknown(kind):
        return unknown(path, f"{path} is not known yet")
    if kind is ABSENT or same_text(kind, "EmptyDir", "Secret"):
        return passed("it holds nothing that is kept")
    if not same_text(kind, "AzureFile"):
        return failed(path, "Azure Backup takes no share of this kind")
    found = [] if is_unknown(name) else [one for one in graph.of_type(STORAGE) if _is_called(one, name)]
    if not found:
        return unknown(at(where, "storageName"), "what it mounts is not in the stack, or not known yet")
    backed_up = [one for storage in found for one in _shares(storage, graph)]
    good = None if None in backed_up or not backed_up else all(backed_up)
    return fails_unless(False if False in backed_up else good, at(where, "storageName"), "no backup is of its share")


def _is_called(storage: Resource, name: Any) -> bool:
    own = azure_name(storage, "storageName")
    return own is not None and same_text(name, own)


def _shares(storage: Resource, graph: Graph) -> Iterator[bool | None]:
    """Whether a backup is of the share that an environment's storage names; None where it cannot be found."""
    name = read(storage.properties, f"{FILES}.shareName")
    for account in graph.of_type(ACCOUNT):
        if any_true((_names(storage, account), account.urn in origins(storage, "properties"))):
            for share in naming(graph, account, (SHARE,), "accountName", "accountName").certain:
                own = azure_name(share, "shareName")
                if share.urn in origins(storage, "properties") or (own is not None and same_text(name, own)):
                    yield is_backed_up(graph, account, share)


def _names(storage: Resource, account: Resource) -> bool:
    own = azure_name(account, "accountName")
    return own is not None and same_text(read(storage.properties, f"{FILES}.accountName"), own)


RULE = Rule(
    id="CNT-005",
    title="What containers mount has a backup",
    severity="medium",
    why="A container is thrown away and made again at any time. What a service keeps, it keeps on a share that it "
    "mounts; when nobody backs that up, it is the only copy.",
    applies_to=("azure-native:app:ContainerApp", "azure-native:app:Job"),
    answer=answer,
    absent_means="Pass: an app that mounts nothing keeps nothing. Absent storage_type means a folder that goes with "
    "the container.",
    remedy="Put the files on a share of SMB that a recoveryservices.ProtectedItem names, or in a database, and mount "
    "nothing.",
    frameworks={
        "ncsc-csp": ("2.5",),
        "caf": ("B5.c",),
        "uk-gdpr": ("32(1)(c)",),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, app VolumeArgs and ManagedEnvironmentStoragePropertiesArgs",
        "MicrosoftDocs/azure-docs, support matrix of the backup of Azure Files, 2025-05-23: no shares of NFS",
    ),
)
