"""What people of the county decided, exceptions and pinned dates, and the files they import."""

from __future__ import annotations

UNLESS = """\
# yaml-language-server: $schema=../../docs/schemas/unless.schema.json
# Exceptions to "cloud, unless". Each has an owner, an approver, evidence and a day on which it is looked at again.
schema_version: 1
exceptions:
  - application_id: cctv-control
    reason: The recorders hold capture cards for 140 analogue cameras, and video may not leave the control room live.
    evidence: Camera survey CS-118, section 4; police memorandum of 2025-09-12
    owner: Community Safety Manager
    approver: Joint Programme Board
    decided_on: 2026-09-16
    review_by: 2028-03-31
  - application_id: building-access
    reason: Door controllers are wired to serial cards in this machine and must work when the line is down.
    evidence: Facilities report FM-2026-031
    owner: Facilities Manager
    approver: Joint Programme Board
    decided_on: 2026-07-08
    review_by: 2029-12-31
  - application_id: adult-care
    reason: The supplier supports the case management system on virtual machines only until its next main release.
    evidence: Supplier's letter of 2026-06-02
    owner: Director of Adult Care
    approver: Joint Programme Board
    decided_on: 2026-09-16
    review_by: 2029-06-30
  - application_id: children-care
    reason: The same supplier and release as adult social care; virtual machines only until the next main release.
    evidence: Supplier's letter of 2026-06-02
    owner: Director of Children's Services
    approver: Joint Programme Board
    decided_on: 2026-09-16
    review_by: 2029-06-30
  - application_id: finance-westmere
    reason: The ledger's licence is bound to named virtual machines and may not run on a platform service.
    evidence: Licence schedule 7, clause 3
    owner: Section 151 Officer
    approver: Joint Programme Board
    decided_on: 2026-10-21
    review_by: 2029-03-31
"""

WAVES = """\
# yaml-language-server: $schema=../../docs/schemas/waves.schema.json
# What people have fixed. Of the commands only `plan import` writes here, and pins alone.
schema_version: 1
waves: []
pins:
  - {application_id: telephony, deadline: 2028-06-30}
  - {application_id: hr-payroll-westmere, never_with: [finance-westmere]}
  - {application_id: school-admissions, not_before: 2027-05-01}
"""

SOURCES = """\
# yaml-language-server: $schema=../../docs/schemas/sources.schema.json
# Files that `cloud-unless import` reads besides the registers in this folder, which are found by name.
schema_version: 1
imports:
  - {file: rvtools-county-hall.xlsx, format: rvtools, site: county-hall, seen_on: 2026-11-16}
  - {file: rvtools-riverside.xlsx, format: rvtools, site: riverside, seen_on: 2026-11-16}
  - {file: dependencies.csv, format: azure-dependencies, seen_on: 2026-11-16}
"""
