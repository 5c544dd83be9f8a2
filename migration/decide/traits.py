"""The words an application may carry as traits, and what each says. Any other word is reported, never guessed at."""

from __future__ import annotations

from collections.abc import Mapping

TRAITS: Mapping[str, str] = {
    "archive": "its files are kept and hardly read: they go to an archive in blob storage",
    "attached-hardware": "needs a card, dongle or cable in its server: no virtual machine or platform service",
    "containers": "comes as container images: its servers become apps in Azure Container Apps",
    "custom-build": "written for the organisation: its application servers run its own software",
    "desktops": "people sign in to its servers and work there: Azure Virtual Desktop",
    "licence-not-portable": "its licence forbids platform services: virtual machines only",
    "licence-on-premise": "its licence forbids any cloud machine",
    "nfs-files": "its servers reach their files by NFS: Azure NetApp Files",
    "public": "residents reach it from the internet: an entry with a filter stands before its App Service",
    "residency-on-premise": "law or contract keeps its data in the organisation's own buildings",
    "shared-files": "file platform that other applications on site need until they have moved",
    "shared-identity": "identity platform that other applications on site need until they have moved",
    "site-latency": "must answer devices on site faster than a line to the cloud can, or when that line is down",
    "sql-instance": "uses what only a whole SQL Server instance has: SQL Managed Instance",
    "stateless": "keeps nothing on its application servers: they can run in an App Service",
    "vendor-appliance": "a box that its supplier sells and supports as one piece",
    "web": "used through a browser: its application servers can run in an App Service",
}

TARGET_TRAITS = ("archive", "containers", "desktops", "nfs-files", "sql-instance", "stateless", "web")
"""Traits that choose what its things become on the route that is taken."""
