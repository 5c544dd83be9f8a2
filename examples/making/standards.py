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
# Fails that two people accept until a day, at most 180 days after it was approved. The county accepts none.
schema_version: 1
exemptions: []
"""
