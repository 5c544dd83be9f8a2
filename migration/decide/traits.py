"""The words an application may carry as traits, and what each says. Any other word is reported, never guessed at."""

from __future__ import annotations

from collections.abc import Mapping

TRAITS: Mapping[str, str] = {
    "attached-hardware": "needs a card, dongle or cable in its server: no virtual machine or platform service",
    "custom-build": "written for the organisation: its application servers run its own software",
    "licence-not-portable": "its licence forbids platform services: virtual machines only",
    "licence-on-premise": "its licence forbids any cloud machine",
    "residency-on-premise": "law or contract keeps its data in the organisation's own buildings",
    "shared-files": "file platform that other applications on site need until they have moved",
    "shared-identity": "identity platform that other applications on site need until they have moved",
    "site-latency": "must answer devices on site faster than a line to the cloud can, or when that line is down",
    "stateless": "keeps nothing on its application servers: they can run in an App Service",
    "vendor-appliance": "a box that its supplier sells and supports as one piece",
    "web": "used through a browser: its application servers can run in an App Service",
}
