"""STO-006: what is deleted from storage can be had back."""

from __future__ import annotations

from typing import Any

from policies.combining import worst
from policies.model import Answer, Context, Resource, Rule, failed, judged, not_applicable, unknown
from policies.pointing import Pointing, naming
from policies.values import is_true, is_unknown, number, read, same_text

BLOBS = "azure-native:storage:BlobServiceProperties"
CONTAINERS = "azure-native:storage:BlobContainer"
FILES = "azure-native:storage:FileServiceProperties"
SHARES = "azure-native:storage:FileShare"

KIND = "kind"
RETENTIONS = {
    BLOBS: ("deleteRetentionPolicy", "containerDeleteRetentionPolicy"),
    FILES: ("shareDeleteRetentionPolicy",),
}


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where blobs, containers or shares that are deleted are gone at once or too soon. An account in which the
    stack puts shares and no containers is asked about its shares only."""
    shares, containers = (_in_account(resource, context, token) for token in (SHARES, CONTAINERS))
    holds_blobs = _holds_blobs(read(resource.properties, KIND), shares, containers)
    asked = []
    if shares.certain or shares.possible:
        files = _is_kept(resource, context, FILES)
        open_still = unknown("accountName", "whether a share in the stack is in this account is not known yet")
        asked.append(open_still if not shares.certain and files.verdict == "fail" else files)
    if holds_blobs is not False:
        blobs = _is_kept(resource, context, BLOBS)
        open_still = unknown(KIND, "whether the account holds blobs is not known yet")
        asked.append(open_still if holds_blobs is None and blobs.verdict == "fail" else blobs)
    return worst(asked) if asked else not_applicable("the account holds no blobs, and the stack puts no shares in it")


def _holds_blobs(kind: Any, shares: Pointing, containers: Pointing) -> bool | None:
    if containers.certain:
        return True
    if shares.certain or same_text(kind, "FileStorage"):
        return None if containers.possible else False
    return None if is_unknown(kind) or shares.possible else True


def _is_kept(resource: Resource, context: Context, token: str) -> Answer:
    settings = _in_account(resource, context, token)
    if settings.certain:
        days = context.parameters["least_days"]
        return worst(_is_long(one, path, days) for one in settings.certain for path in RETENTIONS[token])
    path = RETENTIONS[token][0]
    if settings.possible:
        return unknown(path, "whether a setting in the stack is of this account is not known yet")
    return failed(path, "nothing in the stack says that what is deleted is kept")


def _is_long(setting: Resource, path: str, days: int) -> Answer:
    enabled, count, purge = (
        read(setting.properties, f"{path}.{name}") for name in ("enabled", "days", "allowPermanentDelete")
    )
    kept = number(count)
    long_enough = kept is not None and kept >= days
    return worst(
        (
            judged(enabled, is_true(enabled), f"{path}.enabled", "what is deleted is gone at once"),
            judged(count, long_enough, f"{path}.days", f"what is deleted is gone in fewer than {days} days"),
            judged(purge, not is_true(purge), f"{path}.allowPermanentDelete", "what is deleted may be purged at once"),
        )
    )


def _in_account(resource: Resource, context: Context, token: str) -> Pointing:
    return naming(context.graph, resource, (token,), "accountName", "accountName")


RULE = Rule(
    id="STO-006",
    title="Deleted blobs, containers and shares are kept for 14 days",
    severity="medium",
    why="A slip of the hand, or malware with an administrator's rights, deletes the case files of a "
    "service in a second. Kept for two weeks they are back within the hour.",
    applies_to=("azure-native:storage:StorageAccount",),
    answer=answer,
    absent_means="Fail: nothing in the stack then says that deleted blobs are kept; deleted shares are kept for 7 "
    "days.",
    remedy="Add storage.BlobServiceProperties with delete_retention_policy and "
    "container_delete_retention_policy, or for shares storage.FileServiceProperties with "
    "share_delete_retention_policy, each storage.DeleteRetentionPolicyArgs(enabled=True, days=14).",
    frameworks={
        "ncsc-csp": ("2.5",),
        "caf": ("B5.c",),
        "uk-gdpr": ("32(1)(c)",),
        "checkov": ("CKV2_AZURE_38",),
        "prowler": ("storage_ensure_soft_delete_is_enabled",),
    },
    parameters={"least_days": 14},
    sources=(
        "Documentation strings of azure-native 3.29.0, storage DeleteRetentionPolicyArgs",
        "Microsoft Learn, Soft delete for Azure file shares: on for 7 days in new accounts",
    ),
)
