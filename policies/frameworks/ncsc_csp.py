"""The fourteen Cloud Security Principles of the NCSC, with their numbered parts."""

from __future__ import annotations

from policies.frameworks.controls import Framework, controls

FRAMEWORK = Framework(
    key="ncsc-csp",
    name="NCSC Cloud Security Principles, version 2.1",
    source="https://www.ncsc.gov.uk/collection/cloud/the-cloud-security-principles (reviewed 7 June 2023), headings",
    checked_on="2026-11-22",
    controls=controls(
        ("1", "Data in transit protection"),
        ("2", "Asset protection and resilience", "provider"),
        ("2.1", "Physical location and legal jurisdiction"),
        ("2.2", "Data centre security", "provider"),
        ("2.3", "Data encryption"),
        ("2.4", "Data sanitisation and equipment disposal", "provider"),
        ("2.5", "Physical resilience and availability"),
        ("3", "Separation between customers", "provider"),
        ("4", "Governance framework"),
        ("5", "Operational security"),
        ("5.1", "Vulnerability management"),
        ("5.2", "Protective monitoring"),
        ("5.3", "Incident management", "operation"),
        ("5.4", "Configuration and change management", "people"),
        ("6", "Personnel security", "provider"),
        ("6.1", "People and security culture", "provider"),
        ("6.2", "Technical controls for service administration", "provider"),
        ("7", "Secure development", "code"),
        ("8", "Supply chain security", "people"),
        ("9", "Secure user management"),
        ("10", "Identity and authentication"),
        ("11", "External interface protection"),
        ("12", "Secure service administration"),
        ("13", "Audit information and alerting for customers"),
        ("13.1", "Audit information", "not yet"),
        ("13.2", "Security alerts", "not yet"),
        ("14", "Secure use of the service"),
        ("14.1", "Security by design and by default", "provider"),
        ("14.2", "Help customers meet their security responsibilities", "provider"),
    ),
)
