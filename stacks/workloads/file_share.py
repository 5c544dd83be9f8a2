"""Azure Files: a storage account with shares, reached by a private endpoint.

People sign in with Kerberos tickets from Entra ID: nobody mounts a share with a key that everybody knows. An
administrator of the tenant must consent once to the account's own application.

Azure Backup works with the account's keys alone. Where shares are backed up, the keys are on, and still of no use to
mount a share: only tickets are taken for that. Azure Backup comes in as one of the services that Azure trusts, while
the account stays closed to the internet.

Sources: MicrosoftDocs azure-docs, support matrix of the backup of Azure Files, 2025-05-23, and its troubleshooting,
03e5750a (UserErrorStorageKeyBasedAuthenticationNotPermitted); SMB file shares, 2023-09-29: without NTLMv2 no key mounts
a share; restrictions of storage firewalls, 2025-06-18: trusted services come in where public access is off.
"""

from __future__ import annotations

import pulumi
from pulumi_azure_native import storage

from migration.model.architecture import FileStore, Workload
from stacks.components.closed_account import Account, closed_account
from stacks.components.diagnostics import send_logs
from stacks.components.service_alerts import watched_store
from stacks.workloads.endpoint import build_endpoint
from stacks.workloads.share_backup import back_up_shares
from stacks.workloads.surroundings import Surroundings

LINKS_LAST = "1.00:00:00"
"""A day. Links signed with a key end then; Azure Backup makes some for itself and wants 8 hours (troubleshooting of the
backup of Azure Files, 03e5750a)."""


class FileShare(pulumi.ComponentResource):
    """A storage account with its shares.

    Makes 5 resources (account, file service, diagnostic setting, private endpoint, its names) and 1 for each share;
    where shares are backed up 1 more (the account's entry in the vault) and 1 for each of those.
    """

    def __init__(self, workload: Workload, around: Surroundings) -> None:
        options = pulumi.ResourceOptions(provider=around.provider)
        super().__init__("cloud-unless:workload:FileShare", workload.id, None, options)
        decided = workload.files
        assert decided is not None
        group = around.groups[workload.resource_group]
        account = _account(workload, decided, around, self)
        service = _file_service(workload, decided, account, group, self)
        shares = {
            share.name: storage.FileShare(
                f"{workload.id}-{share.name}",
                share_name=share.name,
                account_name=account.name,
                resource_group_name=group,
                share_quota=share.quota_gib,
                enabled_protocols="SMB",
                # A share that comes before the file service's settings could be deleted for good.
                opts=pulumi.ResourceOptions(parent=self, protect=True, depends_on=[service]),
            )
            for share in decided.shares
        }
        copied = {share.name: shares[share.name] for share in decided.shares if share.backed_up}
        if copied:
            back_up_shares(workload, account, copied, around, self)
        self.watched = watched_store(account.id)
        inside = pulumi.ResourceOptions(parent=self)
        send_logs(f"{workload.id}-logs", "file-service", service.id, around.foundation.target, inside)
        build_endpoint(workload, account.id, around, inside)
        self.register_outputs({})


def _account(
    workload: Workload, decided: FileStore, around: Surroundings, parent: pulumi.Resource
) -> storage.StorageAccount:
    account = Account(
        name=workload.name,
        group=around.groups[workload.resource_group],
        region=workload.region,
        sku=decided.sku,
        tags=workload.tags,
    )
    closed = closed_account(account, trusts_azure=decided.account_keys)
    if decided.sku.startswith("Premium"):
        closed.kind = "FileStorage"
    if decided.account_keys:
        closed.allow_shared_key_access = True
        closed.sas_policy = storage.SasPolicyArgs(sas_expiration_period=LINKS_LAST, expiration_action="Block")
    closed.azure_files_identity_based_authentication = storage.AzureFilesIdentityBasedAuthenticationArgs(
        directory_service_options="AADKERB"
    )
    return storage.StorageAccount(
        f"{workload.id}-account", closed, opts=pulumi.ResourceOptions(parent=parent, protect=True)
    )


def _file_service(
    workload: Workload,
    decided: FileStore,
    account: storage.StorageAccount,
    group: pulumi.Input[str],
    parent: pulumi.Resource,
) -> storage.FileServiceProperties:
    return storage.FileServiceProperties(
        f"{workload.id}-file-service",
        file_services_name="default",
        account_name=account.name,
        resource_group_name=group,
        share_delete_retention_policy=storage.DeleteRetentionPolicyArgs(enabled=True, days=decided.soft_delete_days),
        protocol_settings=storage.ProtocolSettingsArgs(
            smb=storage.SmbSettingArgs(
                versions="SMB3.1.1;",
                authentication_methods="Kerberos;",
                kerberos_ticket_encryption="AES-256;",
                channel_encryption="AES-256-GCM;",
            )
        ),
        opts=pulumi.ResourceOptions(parent=parent),
    )
