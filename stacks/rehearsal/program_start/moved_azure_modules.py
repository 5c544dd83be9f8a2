"""Where the modules of azure-native 2 are in azure-native 3. Needs nothing, since programs of other people load it."""

MOVED = {
    "cache": ("redis", "redisenterprise"),
    "devices": ("iothub", "deviceprovisioningservices"),
    "documentdb": ("cosmosdb", "mongocluster"),
    "insights": ("applicationinsights", "monitor"),
    "network": ("dns", "dnsresolver", "frontdoor", "privatedns", "trafficmanager"),
}
"""The modules that took over all of a module, or a part of it. Source: aliases of the resources in azure-native 3.29.0,
read 2026-11-22."""
