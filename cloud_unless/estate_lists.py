"""Which lists the estate has, the fields each shows, and how their columns are headed."""

from __future__ import annotations

from dataclasses import dataclass

FILE = "out/estate.lists"
"""Where the lists of the settled estate are kept; see kept_lists."""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One list: where it is in the estate, and its fields. `more` are for programs: a screen is too narrow for them."""

    attribute: str
    fields: tuple[str, ...]
    more: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[str, ...]:
        """All fields of a row, in order."""
        return (*self.fields, *self.more)


_PLACE = ("organisation_id", "site_id")
# In the order of the overview. The name is what `--list` takes.
LISTINGS = {
    "applications": Listing(
        attribute="applications",
        fields=("id", "organisation_ids", "function", "criticality", "owner", "mitigation_review"),
        more=("name", "service", "data_class", "personal_data", "users", "in_use_until", "replacement_product"),
    ),
    "servers": Listing(
        attribute="servers", fields=("id", "os_name", "used_gib"), more=(*_PLACE, "cpus", "memory_mib", "power")
    ),
    "hypervisors": Listing(attribute="hypervisors", fields=("id", "model", "os_name"), more=_PLACE),
    "clusters": Listing(attribute="clusters", fields=("id", *_PLACE)),
    "storage-arrays": Listing(
        attribute="storage_arrays", fields=("id", "model", "size_gib", "used_gib"), more=(*_PLACE, "vendor")
    ),
    "volumes": Listing(attribute="volumes", fields=("id", "site_id", "parent_id", "size_gib", "used_gib")),
    "shares": Listing(attribute="shares", fields=("id", "site_id", "parent_id", "size_gib", "used_gib")),
    "network-devices": Listing(attribute="network_devices", fields=("id", "site_id", "vendor", "model")),
    "databases": Listing(attribute="databases", fields=("id", "product", "version", "used_gib"), more=("parent_id",)),
    "software": Listing(attribute="software", fields=("id", "parent_id", "product", "version")),
    "deployments": Listing(attribute="deployments", fields=("application_id", "thing_id", "role", "environment")),
    "interfaces": Listing(
        attribute="interfaces",
        fields=("from_application", "to_application", "kind", "coupling", "data", "last_seen"),
        more=("declared", "observed", "seen_by", "first_seen", "bytes_per_day", "connections_per_day"),
    ),
    "flows": Listing(
        attribute="flows",
        fields=("caller", "called", "service", "process", "last_seen", "noise"),
        more=("from_id", "to_id", "port", "protocol", "from_process", "connections_per_day", "times_seen", "source"),
    ),
    "contracts": Listing(
        attribute="contracts",
        fields=("id", "supplier", "kind", "ends", "annual_gbp", "covers_ids"),
        more=("starts", "notice_days", "extension_months", "extension_gbp"),
    ),
    "licences": Listing(
        attribute="licences", fields=("product", "metric", "entitled", "deployed", "used", "annual_gbp", "renewal")
    ),
}

WITH_SUPPORT = ("servers", "hypervisors", "storage-arrays", "network-devices", "databases", "software")
"""The lists whose things have a support state. Their rows begin with the id."""

CONFLICTS = "conflicts"
CONFLICT_FIELDS = ("thing_id", "field", "value", "source", "other", "other_source")
"""Where two sources disagree: a list that the overview shows too."""

HEADINGS = {
    "organisation_id": "Organisation",
    "organisation_ids": "Organisations",
    "site_id": "Site",
    "parent_id": "On",
    "os_name": "Operating system",
    "cpus": "CPUs",
    "memory_mib": "Memory MiB",
    "size_gib": "Size GiB",
    "used_gib": "Used GiB",
    "annual_gbp": "£ a year",
    "covers_ids": "Covers",
    "application_id": "Application",
    "thing_id": "Thing",
    "from_application": "From",
    "to_application": "To",
    "caller": "From",
    "called": "To",
    "noise": "Left out as",
    "mitigation_review": "Review by",
    "criticality": "Crit.",
}
NUMBERS = (
    *("criticality", "cpus", "memory_mib", "size_gib", "used_gib", "entitled", "deployed", "used", "annual_gbp"),
    "port",
)
DATES = ("ends", "starts", "renewal", "in_use_until", "mitigation_review", "first_seen", "last_seen")
