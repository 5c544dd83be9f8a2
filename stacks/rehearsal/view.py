"""The simulated Azure as one run of the engine sees it, with what a preview has announced."""

from __future__ import annotations

from stacks.rehearsal.azure import Azure
from stacks.rehearsal.made import FROM_BEFORE, NO_SUBSCRIPTION, Made, made


class View:
    """What one run of the engine sees: Azure, and beside it what this run's preview would make.

    Only a resource whose id is known before it is made can be found when it is announced; the others are `nameless`, by
    urn, with the id of their subscription.
    """

    def __init__(self, azure: Azure) -> None:
        self.azure = azure
        self.announced = Azure()
        self.nameless: dict[str, Made] = {}
        self.lock = azure.lock

    def find(self, resource_id: str) -> Made | None:
        """The resource with this id, announced or there."""
        return self.announced.find(resource_id) or self.azure.find(resource_id)

    def is_from_before(self, resource_id: str) -> bool:
        """True where this is, or stands in, a resource group that is taken to be there from before: one that no
        program made. It is put on record, so that nobody can make it later."""
        group_id = _group(resource_id)
        if not self.azure.assumes or group_id is None:
            return False
        group = self.find(group_id)
        if group is None:
            if group_id.casefold() in self.azure.made_later or self._made_elsewhere(group_id):
                return False
            group = made(group_id, "azure-native:resources:ResourceGroup", FROM_BEFORE, {}, {})
            self.azure.add(group)
        return group.urn == FROM_BEFORE

    def _made_elsewhere(self, group_id: str) -> bool:
        """True where a program made a group of this name in another subscription, and also uses the one in this id:
        then it is a mistake. A subscription that it only writes down may well be its own."""
        subscription, _, rest = group_id.casefold().partition("/resourcegroups/")
        own = [one.id.casefold() for one in (*self.announced.all(), *self.azure.all()) if one.urn != FROM_BEFORE]
        used = NO_SUBSCRIPTION in subscription or any(one.startswith(f"{subscription}/") for one in own)
        return used and any(one.endswith(f"/resourcegroups/{rest}") for one in own)

    def of_kind(self, kind: str) -> tuple[Made, ...]:
        """The resources of one Azure type, announced or there; one that is both counts as announced."""
        announced = self.announced.of_kind(kind)
        known = {one.id.casefold() for one in announced}
        return announced + tuple(one for one in self.azure.of_kind(kind) if one.id.casefold() not in known)


def _group(resource_id: str) -> str | None:
    """The id of the resource group in an id; None where there is none."""
    steps = resource_id.split("/")
    whole = len(steps) >= 5 and steps[1].casefold() == "subscriptions" and steps[3].casefold() == "resourcegroups"
    return "/".join(steps[:5]) if whole and steps[4] else None
