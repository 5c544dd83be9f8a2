"""The contributing outcomes of the NCSC Cyber Assessment Framework 3.2."""

from __future__ import annotations

from policies.frameworks.controls import Framework, controls

FRAMEWORK = Framework(
    key="caf",
    name="NCSC Cyber Assessment Framework, version 3.2",
    source="https://www.ncsc.gov.uk/collection/cyber-assessment-framework, titles of the contributing outcomes as in "
    "co-cddo/domains-webcaf of 31 July 2026. Version 4.0 adds outcomes and renumbers A2.b as A2.c and parts of C",
    checked_on="2026-11-22",
    controls=controls(
        ("A1.a", "Board direction", "people"),
        ("A1.b", "Roles and responsibilities", "people"),
        ("A1.c", "Decision-making", "people"),
        ("A2.a", "Risk management process", "people"),
        ("A2.b", "Assurance"),
        ("A3.a", "Asset management"),
        ("A4.a", "Supply chain", "people"),
        ("B1.a", "Policies, processes and procedures are developed", "people"),
        ("B1.b", "Policies, processes and procedures are put to work", "people"),
        ("B2.a", "Identity verification, authentication and authorisation"),
        ("B2.b", "Device management", "devices"),
        ("B2.c", "Privileged user management"),
        ("B2.d", "Identity and access management"),
        ("B3.a", "Understanding data"),
        ("B3.b", "Data in transit"),
        ("B3.c", "Stored data"),
        ("B3.d", "Mobile data", "devices"),
        ("B3.e", "Media and equipment sanitisation", "provider"),
        ("B4.a", "Secure by design"),
        ("B4.b", "Secure configuration"),
        ("B4.c", "Secure management"),
        ("B4.d", "Vulnerability management"),
        ("B5.a", "Resilience preparation", "operation"),
        ("B5.b", "Design for resilience"),
        ("B5.c", "Backups"),
        ("B6.a", "Cyber security culture", "people"),
        ("B6.b", "Cyber security training", "people"),
        ("C1.a", "Monitoring coverage"),
        ("C1.b", "Securing logs"),
        ("C1.c", "Generating alerts"),
        ("C1.d", "Identifying security incidents", "operation"),
        ("C1.e", "Monitoring tools and skills", "people"),
        ("C2.a", "System abnormalities for attack detection", "operation"),
        ("C2.b", "Proactive attack discovery", "operation"),
        ("D1.a", "Response plan"),
        ("D1.b", "Response and recovery capability", "operation"),
        ("D1.c", "Testing and exercising", "operation"),
        ("D2.a", "Incident root cause analysis", "operation"),
        ("D2.b", "Using incidents to drive improvements", "operation"),
    ),
)
