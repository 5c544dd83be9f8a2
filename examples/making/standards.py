"""How the common standards count in the county, and what it accepts."""

STANDARDS = """\
# yaml-language-server: $schema=../../docs/schemas/standards.schema.json
# How the common standards count. A standard without a line here is mandatory, with its own parameters.
schema_version: 1
unknown: deny
expiring_days: 30
rules: {}
"""

EXEMPTIONS = """\
# yaml-language-server: $schema=../../docs/schemas/exemptions.schema.json
# Fails that two people accept until a day, at most 180 days after it was approved.
schema_version: 1
exemptions:
  - id: EX-001
    rule_id: NET-020
    scope: hub-uks
    owner: Head of Digital
    approver: Senior Information Risk Owner
    ticket: CHG-0117
    reason: No council pays for a plan against floods before residents are served from here. Looked at again then.
    approved_on: 2026-11-02
    expires: 2027-04-30
  - id: EX-002
    rule_id: NET-020
    scope: hub-ukw
    owner: Head of Digital
    approver: Senior Information Risk Owner
    ticket: CHG-0117
    reason: No council pays for a plan against floods before residents are served from here. Looked at again then.
    approved_on: 2026-11-02
    expires: 2027-04-30
  - id: EX-003
    rule_id: STO-005
    scope: st-file-services-prod
    owner: Head of Digital
    approver: Senior Information Risk Owner
    ticket: CHG-0131
    reason: Azure Backup works with keys alone. No share can be mounted with one; only Azure's own services come in.
    approved_on: 2026-11-02
    expires: 2027-04-30
  - id: EX-004
    rule_id: BCK-005
    scope: st-file-services-prod
    owner: Head of Digital
    approver: Senior Information Risk Owner
    ticket: CHG-0132
    reason: The share wm-corporate-files is larger than the vault takes. It is split before it moves in 2028.
    approved_on: 2026-11-02
    expires: 2027-04-30
"""
