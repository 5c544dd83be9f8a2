"""How residents reach an application from the internet."""

from __future__ import annotations

from safeio.values import value


@value
class FilterRules:
    """A set of rules by which requests are looked through, as the service names it."""

    name: str
    version: str


@value
class PublicEntry:
    """A Front Door of the tier Premium with a filter before it. It reaches the application by a private link, which
    stands in `link_region` and takes effect once people have allowed it at the application. `filter_name` is the name
    of its web application firewall policy."""

    profile_name: str
    endpoint_name: str
    filter_name: str
    rules: tuple[FilterRules, ...]
    link_region: str
