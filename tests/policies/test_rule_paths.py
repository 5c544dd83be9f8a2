"""A finding names the property that decided, in the list where it stands."""

from __future__ import annotations

import pytest
from cases_reading import case_files, found_in, rule_of

WANTED = [
    ("BCK-003", "databases with full backups of a week", "properties.subProtectionPolicy[0].retentionPolicy"),
    ("CNT-003", "the add-on is off", "addonProfiles.azurepolicy.enabled"),
    ("GOV-001", "in Ireland", "location"),
    ("GOV-002", "one copy abroad", "locations[1].locationName"),
    ("GOV-002", "a backup vault that copies", "properties.storageSettings[0].type"),
    ("GOV-003", "one is missing", "tags.owner"),
    ("GOV-007", "no owner", "metadata.owner"),
    ("IAM-003", "everything, in the second set", "permissions[1].actions[0]"),
    ("NET-001", "the second rule is bad", "securityRules[1].destinationPortRange"),
    ("NET-001", "a rule of its own", "destinationPortRange"),
    ("NET-003", "one subnet inside its network has none", "subnets[1].networkSecurityGroup.id"),
    ("NET-006", "a public address", "ipConfigurations[0].publicIPAddress"),
    ("NET-011", "no zones", "zones"),
    ("NET-013", "a listener with plain HTTP", "httpListeners[0].protocol"),
    ("NET-013", "an old TLS policy", "sslPolicy.policyName"),
    ("NET-013", "an old TLS policy for some listeners", "sslProfiles[1].sslPolicy.minProtocolVersion"),
    ("NET-013", "no TLS policy", "sslPolicy"),
    ("NET-014", "the second is on the internet", "dhcpOptions.dnsServers[1]"),
    ("NET-015", "inside a range in use on premise", "addressSpace.addressPrefixes[1]"),
    ("STO-006", "blobs go at once", "deleteRetentionPolicy.enabled"),
    ("STO-006", "containers go after a week", "containerDeleteRetentionPolicy.days"),
    ("STO-006", "may be purged", "deleteRetentionPolicy.allowPermanentDelete"),
    ("STO-009", "SFTP", "isSftpEnabled"),
]


@pytest.mark.parametrize(("rule_id", "name", "path"), WANTED, ids=[f"{rule}: {name}" for rule, name, _ in WANTED])
def test_the_finding_names_the_property(rule_id: str, name: str, path: str) -> None:
    (case,) = [case for file in case_files() if file.rule == rule_id for case in file.cases if case.name == name]
    assert found_in(case, rule_of(rule_id)).property == path
