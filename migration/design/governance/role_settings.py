"""What taking on a role asks for, where people have looked up the settings that Azure made for it."""

from __future__ import annotations

from collections.abc import Mapping

from migration.design.governance.custom_roles import role_called
from migration.design.governance.eligibility import reach_of
from migration.design.inputs import DesignInputs
from migration.model.architecture import ManagementGroup, RoleSettings
from migration.model.governance import Asked, RoleSettingsEntry
from safeio.errors import InputError
from safeio.text import slug

WHERE = "landing-zone.yaml governance.role_settings"

WORDS: Mapping[Asked, str] = {
    "reason": "Justification",
    "second-factor": "MultiFactorAuthentication",
    "ticket": "Ticketing",
}
"""Azure's word for each. Source: authorization EnablementRules of azure-native 3.29.0."""


def role_settings(inputs: DesignInputs, groups: tuple[ManagementGroup, ...]) -> tuple[RoleSettings, ...]:
    """The settings of every role that people named, by id. Raises InputError for an unknown role or scope, and for one
    that is named twice."""
    found: dict[str, RoleSettings] = {}
    for entry in inputs.landing_zone.governance.role_settings:
        one = _settings(inputs, entry, groups)
        if one is None:
            continue
        if one.id in found:
            raise InputError(WHERE, f"{entry.role} at {entry.scope} is named twice", "Keep one entry.")
        found[one.id] = one
    return tuple(found[key] for key in sorted(found))


def _settings(
    inputs: DesignInputs, entry: RoleSettingsEntry, groups: tuple[ManagementGroup, ...]
) -> RoleSettings | None:
    """None where the subscription has no id yet: it follows when it has one."""
    file = inputs.landing_zone
    role, reach = role_called(file, entry.role, WHERE), reach_of(file, entry.scope, groups, WHERE)
    if reach is None:
        return None
    return RoleSettings(
        id=f"taking-on-{slug(entry.role)}-{slug(entry.scope)}",
        scope=reach.scope,
        management_group=reach.management_group,
        role_name=role.name,
        policy=entry.policy.lower(),
        hours=entry.hours,
        asks=tuple(sorted({WORDS[one] for one in entry.asks})),
    )
