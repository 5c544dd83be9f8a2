"""The articles of the UK GDPR that the security and the place of processing touch."""

from __future__ import annotations

from policies.frameworks.controls import Framework, controls

FRAMEWORK = Framework(
    key="uk-gdpr",
    name="UK GDPR, articles about security, accountability and transfers",
    source="https://www.legislation.gov.uk/eur/2016/679/contents; other articles are about rights and lawfulness, "
    "which no stack shows. The choice and the short titles are ours",
    checked_on="2026-11-22",
    controls=controls(
        ("5(1)(a)", "Lawfulness, fairness and transparency", "people"),
        ("5(1)(b)", "Purpose limitation", "people"),
        ("5(1)(c)", "Data minimisation", "people"),
        ("5(1)(d)", "Accuracy", "people"),
        ("5(1)(e)", "Storage limitation"),
        ("5(1)(f)", "Integrity and confidentiality"),
        ("5(2)", "Accountability"),
        ("24", "Responsibility of the controller", "people"),
        ("25", "Data protection by design and by default", "people"),
        ("28", "Processors", "people"),
        ("30", "Records of processing"),
        ("32", "Security of processing"),
        ("32(1)(a)", "Pseudonymisation and encryption"),
        ("32(1)(b)", "Confidentiality, integrity, availability and resilience"),
        ("32(1)(c)", "Restoring availability in time"),
        ("32(1)(d)", "Testing the measures regularly", "operation"),
        ("33", "Telling the Commissioner of a breach"),
        ("34", "Telling people of a breach", "operation"),
        ("35", "Data protection impact assessment", "people"),
        ("44", "General principle for transfers"),
        ("44-46", "Transfers to other countries"),
    ),
)
