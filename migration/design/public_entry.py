"""Which applications residents reach, and the entry that stands before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inventory.model import Application
from migration.design.gathered import PRODUCTION
from migration.design.inputs import DesignInputs
from migration.design.names import compose
from migration.model.architecture import DesignNote, FilterRules, PublicEntry, Workload

TRAIT = "public"
"""Said by a person: residents reach it from the internet."""

LINK_REGION = "uksouth"
"""Where the private links of Front Door stand: UK West has none. A link reaches an application in any region. Source:
azure-docs 0408c35d of 2023-05-17, Private Link in Front Door Premium."""

RULES = (
    FilterRules(name="Microsoft_DefaultRuleSet", version="2.1"),
    FilterRules(name="Microsoft_BotManagerRuleSet", version="1.0"),
)
"""What requests are looked through for: known attacks, and programs that pose as people. Sources: Microsoft's blog on
network security of 2022-12-09 for 2.1; PSRule for Azure, Azure.FrontDoorWAF.RuleGroups (1.0 at least), read
2026-11-22."""


def public_entry(inputs: DesignInputs, application: Application, environment: str, what: str) -> PublicEntry | None:
    """The entry of a web application in production that people marked; None for every other. `what` is what its names
    are made of."""
    if TRAIT not in application.traits or environment != PRODUCTION:
        return None
    region, unique = inputs.landing_zone.regions.primary, f"{inputs.landing_zone.tenant_id} {what} entry"
    return PublicEntry(
        profile_name=compose("front-door", what, environment, region),
        endpoint_name=compose("front-door-endpoint", what, environment, region, unique=unique),
        filter_name=compose("front-door-filter", what, environment, region),
        rules=RULES,
        link_region=LINK_REGION,
    )


def entry_notes(applications: Sequence[Application], workloads: Sequence[Workload]) -> Iterator[DesignNote]:
    """One note for each entry, which people must open, and for each application that should have one and has none."""
    for one in workloads:
        if one.entry is not None:
            yield DesignNote(
                subject=one.id,
                message="residents do not reach it before people allow its private link and give it the council's name",
                remedy="Once it stands, follow docs/targets.md: an entry for residents.",
            )
    built = {one.application_id for one in workloads}
    open_to_all = {one.application_id for one in workloads if one.entry is not None}
    wanted = {application.id for application in applications if TRAIT in application.traits}
    for application_id in sorted(wanted & (built - open_to_all)):
        yield DesignNote(
            subject=application_id,
            message="residents reach it, and no entry is built: it becomes no App Service in production",
            remedy="Keep the entry it has, or build one by hand; the trait web leads to an App Service.",
        )
