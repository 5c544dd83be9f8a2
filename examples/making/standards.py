"""How the common standards count in the county, and what it accepts."""

STANDARDS = """\
# yaml-language-server: $schema=../../docs/schemas/standards.schema.json
# How the common standards count. A standard without a line here is mandatory, with its own parameters.
schema_version: 1
unknown: deny
expiring_days: 30
rules: {}
"""

SECOND_REGION = (
    (
        "directory-services",
        "Platform Manager",
        "WCC-RISK-118",
        ("vm-dc-dc01", "vm-dc-dc02", "vm-wm-dc01", "vm-wm-dc02"),
    ),
    (
        "finance-westmere",
        "Section 151 Officer",
        "WCC-RISK-119",
        ("vm-wm-fin-app01", "vm-wm-fin-app02", "vm-wm-fin-db01"),
    ),
    (
        "income-management",
        "Income Manager",
        "WCC-RISK-120",
        ("app-income-management-prod-linux", "psql-income-management-prod"),
    ),
    ("elections", "Electoral Services Manager", "WCC-RISK-121", ("vm-dc-elec-app01", "vm-dc-elec-db01")),
    (
        "children-care",
        "Director of Children's Services",
        "WCC-RISK-122",
        ("vm-wm-csc-app01", "vm-wm-csc-app02", "vm-wm-csc-app03", "vm-wm-csc-db01"),
    ),
    (
        "adult-care",
        "Director of Adult Care",
        "WCC-RISK-123",
        (
            "vm-wm-asc-app01",
            "vm-wm-asc-app02",
            "vm-wm-asc-app03",
            "vm-wm-asc-db01",
            "vm-wm-asc-web01",
            "vm-wm-asc-web02",
        ),
    ),
)
"""The most critical applications: who answers for the longer outage, the entry in the register of risks, and what runs
in one region. One exemption each, so that a workload that comes later is not exempt."""

REASON = (
    "The second region holds backups only. Running copies are built in a later phase; until then an outage of the "
    "region lasts as long as restoring it."
)


def _exemptions() -> str:
    return "".join(
        f"  # {application}\n" + "".join(_exemption(scope, owner, ticket) for scope in scopes)
        for application, owner, ticket, scopes in SECOND_REGION
    )


def _exemption(scope: str, owner: str, ticket: str) -> str:
    return (
        f"  - id: second-region-{scope}\n    rule_id: BCK-004\n    scope: {scope}\n    owner: {owner}\n"
        f"    approver: Joint Programme Board\n    ticket: {ticket}\n    reason: {REASON}\n"
        "    approved_on: 2026-11-16\n    expires: 2027-05-14\n"
    )


EXEMPTIONS = f"""\
# yaml-language-server: $schema=../../docs/schemas/exemptions.schema.json
# Fails that two people accept until a day, at most 180 days after it was approved.
schema_version: 1
exemptions:
{_exemptions()}"""
