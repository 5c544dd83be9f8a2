"""Who does a step: owners of applications, and teams with a skill that serve an organisation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inventory.model import Application
from migration.model import Programme, Team
from migration.reports.wording import listed
from migration.runbooks.step import Person


def owners(applications: Sequence[Application]) -> tuple[Person, ...]:
    """The owners of these applications, each named once with all that is theirs; unknown owners last."""
    found: dict[str, list[str]] = {}
    for one in applications:
        found.setdefault(one.owner or "", []).append(one.name or one.id)
    return tuple(
        Person(role=f"owner of {listed(names)}", name=owner or None)
        for owner, names in sorted(found.items(), key=lambda item: (not item[0], item))
    )


def team(programme: Programme, skill: str, organisations: Iterable[str]) -> Person:
    """The teams that have a skill and serve one of these organisations; of no organisation, all that have it."""
    asked = set(organisations)
    able = [
        one for one in programme.teams if one.skills.get(skill, 0) > 0 and (not asked or asked.intersection(one.serves))
    ]
    names = [_team_name(programme, one) for one in sorted(able, key=lambda one: one.id)]
    return Person(role=f"{skill} team", name=listed(names) or None)


def _team_name(programme: Programme, found: Team) -> str:
    organisations = {one.id: one.name for one in programme.organisations}
    provider = organisations.get(found.provider or "", found.provider)
    return f"{found.id} ({provider})" if provider else found.id
