"""The types that hold data: what is deleted with one of them is gone."""

from __future__ import annotations

STATEFUL = (
    "azure-native:compute:Disk",
    "azure-native:cosmosdb:DatabaseAccount",
    "azure-native:dataprotection:BackupVault",
    "azure-native:dbformysql:Server",
    "azure-native:dbforpostgresql:Database",
    "azure-native:dbforpostgresql:Server",
    "azure-native:keyvault:Vault",
    "azure-native:netapp:CapacityPoolVolume",
    "azure-native:recoveryservices:Vault",
    "azure-native:servicebus:Namespace",
    "azure-native:sql:Database",
    "azure-native:sql:ManagedInstance",
    "azure-native:sql:Server",
    "azure-native:storage:FileShare",
    "azure-native:storage:StorageAccount",
)
