"""Whether a service answers on the public network, by the one setting that most services have for it."""

from __future__ import annotations

from policies.model import Answer, Resource, judged, unknown
from policies.values import read, same_text

PUBLIC_ACCESS = "publicNetworkAccess"


def is_private(resource: Resource, wrong: str, path: str = PUBLIC_ACCESS) -> Answer:
    """A pass where public access is off, else a fail that says what is `wrong`, also where the setting is absent. A
    network security perimeter makes it unknown: its rules are not looked at. `path` is where the setting stands."""
    found = read(resource.properties, path)
    if same_text(found, "SecuredByPerimeter"):
        return unknown(path, "a network security perimeter decides, and its rules are not looked at")
    return judged(found, same_text(found, "Disabled"), path, wrong)
