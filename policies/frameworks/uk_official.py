"""The principles of Azure's initiative for UK OFFICIAL and UK NHS, which keep the older numbers of the NCSC."""

from __future__ import annotations

from policies.frameworks.controls import Framework, controls

FRAMEWORK = Framework(
    key="uk-official",
    name="UK OFFICIAL and UK NHS, groups of Azure's initiative",
    source="Built-in initiative 3937f550-eedd-4639-9c5e-294358be442e, version 9.7.0: groups UK_NCSC_CSP_*, which "
    "follow the numbers that the principles had in 2016",
    checked_on="2026-11-22",
    controls=controls(
        ("1", "Data in transit protection"),
        ("2.1", "Physical location and legal jurisdiction", "not yet"),
        ("2.2", "Data centre security", "provider"),
        ("2.3", "Protection of stored data"),
        ("2.4", "Data sanitisation", "provider"),
        ("2.5", "Equipment disposal", "provider"),
        ("2.6", "Physical resilience and availability", "not yet"),
        ("3", "Separation between users", "provider"),
        ("4", "Governance framework", "people"),
        ("5.1", "Configuration and change management", "people"),
        ("5.2", "Vulnerability management"),
        ("5.3", "Protective monitoring"),
        ("5.4", "Incident management", "operation"),
        ("6", "Personnel security", "provider"),
        ("7", "Secure development", "code"),
        ("8", "Supply chain security", "people"),
        ("9.1", "Authentication to management interfaces and support", "directory"),
        ("9.2", "Separation and access control in management interfaces", "not yet"),
        ("10", "Identity and authentication"),
        ("11", "External interface protection"),
        ("12", "Secure service administration", "not yet"),
        ("13", "Audit information for users"),
        ("14", "Secure use of the service", "not yet"),
    ),
)
