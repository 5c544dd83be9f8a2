"""Where people sign in to machines: which hubs have a Bastion, and of which tier."""

from __future__ import annotations

from migration.design.inputs import DesignInputs
from migration.design.names import compose
from migration.design.regions import region_of
from migration.design.tags import ENVIRONMENT
from migration.model.architecture import Bastion
from migration.model.connections import BastionTier
from migration.model.landing_zone import LandingZoneFile, Profile

# Illustrative: Standard lets people use the programs of their own desk. A Bastion is paid for by the hour, used or not,
# so a district has none until it asks for one.
TIERS: dict[Profile, BastionTier] = {"county": "Standard", "district": "none"}


def bastion_tier(file: LandingZoneFile) -> BastionTier:
    """The tier that people wrote, else that of the profile."""
    return file.bastion.tier if file.bastion else TIERS[file.profile]


def bastion(inputs: DesignInputs, region: str) -> Bastion | None:
    """The Bastion of a region's hub, or None. Without a word of people it stands where the machines are."""
    file = inputs.landing_zone
    tier = bastion_tier(file)
    wanted = (file.bastion.regions if file.bastion else ()) or (file.regions.primary,)
    if tier == "none" or region not in wanted:
        return None
    return Bastion(
        name=compose("bastion", file.prefix, ENVIRONMENT, region),
        tier=tier,
        public_ip=compose("public-ip", f"{file.prefix}-bastion", ENVIRONMENT, region),
        zones=region_of(region).zones,
    )


def people_from(file: LandingZoneFile) -> tuple[str, ...]:
    """The ranges from which people come to a Bastion: Azure's word for the internet where nobody said less."""
    return (file.bastion.people_from if file.bastion else ()) or ("Internet",)
