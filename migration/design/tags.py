"""The nine tags that every resource carries, as far as their values are known."""

from __future__ import annotations

from collections.abc import Mapping

from inventory.model import Application
from migration.design.inputs import SHARED, DesignInputs
from migration.model.architecture.problems import LONGEST_TAG
from safeio.values import Day

TAGS = (
    "application-id",
    "migration-wave",
    "organisation",
    "owner",
    "service",
    "environment",
    "data-classification",
    "cost-centre",
    "review-date",
)

ENVIRONMENT = "prod"
"""The landing zone serves every environment and is looked after as production."""

LANDING_ZONE = "landing-zone"
SHARED_SERVICES = "shared-services"
"""The application and the wave of what all organisations share."""
STAYS = "stays"
"""The migration-wave of what does not move."""

PLATFORM = "platform"
"""The key of the platform's own cost centre in landing-zone.yaml."""


def platform_tags(
    inputs: DesignInputs, organisation_id: str | None, review: Day, layer: str = LANDING_ZONE
) -> Mapping[str, str]:
    """The tags of a part of the landing zone or of the shared services; `organisation_id` is whose it is, None and
    SHARED for the platform's own."""
    file = inputs.landing_zone
    owner = None if organisation_id == SHARED else organisation_id
    return _known(
        {
            "application-id": layer,
            "migration-wave": layer,
            "organisation": owner or file.platform_organisation,
            "owner": file.platform_owner,
            "service": "cloud platform",
            "environment": ENVIRONMENT,
            "data-classification": "official",
            "cost-centre": file.cost_centres.get(owner or PLATFORM),
            "review-date": review.isoformat(),
        }
    )


def application_tags(
    inputs: DesignInputs, application: Application, organisation_id: str, wave_id: str | None, env: str, review: Day
) -> Mapping[str, str]:
    """The tags of what an application becomes. What nobody has said is left out."""
    return _known(
        {
            "application-id": application.id,
            "migration-wave": wave_id or STAYS,
            "organisation": organisation_id,
            "owner": application.owner,
            "service": application.service,
            "environment": env,
            "data-classification": application.data_class,
            "cost-centre": inputs.landing_zone.cost_centres.get(organisation_id),
            "review-date": review.isoformat(),
        }
    )


def missing_tags(tags: Mapping[str, str]) -> tuple[str, ...]:
    """The tags that are not there, in the order of TAGS."""
    return tuple(tag for tag in TAGS if tag not in tags)


def _known(values: Mapping[str, str | None]) -> Mapping[str, str]:
    return {tag: text[:LONGEST_TAG].strip() for tag, text in values.items() if text and text.strip()}
