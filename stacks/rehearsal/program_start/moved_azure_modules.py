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

RENAMED = {("insights", "ConditionOperator"): ("monitor", "Operator")}
"""Names that mean something else now: what a module and a name were, and are. In azure-native 2 the words of this one
were GreaterThan and the like. Source: programs that give it to a MetricAlert, and the example of AlertRule in the
documents of azure-native 2; read 2026-11-23."""
