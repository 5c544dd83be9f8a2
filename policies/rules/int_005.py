"""INT-005: messages travel by TLS 1.2 or newer, on the council's network."""

from __future__ import annotations

from policies.combining import all_true, any_true, known, worst
from policies.model import Answer, Context, Parameter, Resource, Rule, judged, passed, unknown
from policies.pointing import naming
from policies.public_access import PUBLIC_ACCESS, is_private
from policies.values import ABSENT, every, read, same_text
from policies.versions import at_least

VERSION = "minimumTlsVersion"
RULE_SETS = {
    "azure-native:eventhub:Namespace": "azure-native:eventhub:NamespaceNetworkRuleSet",
    "azure-native:servicebus:Namespace": "azure-native:servicebus:NamespaceNetworkRuleSet",
}


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where a namespace takes older versions of TLS, or answers everybody on the internet."""
    return worst((_takes_new_tls(resource, context.parameters["lowest_version"]), _is_closed(resource, context)))


def _takes_new_tls(resource: Resource, least: str) -> Answer:
    found = read(resource.properties, VERSION)
    if found is ABSENT and at_least("1.2", least):
        return passed("absent, which means 1.2")
    return judged(found, at_least(found, least), VERSION, f"connections older than TLS {least} are taken")


def _is_closed(resource: Resource, context: Context) -> Answer:
    own = is_private(resource, "the namespace answers everybody on the internet")
    if own.verdict == "pass":
        return own
    sets = naming(context.graph, resource, (RULE_SETS[resource.type],), "namespaceName", "namespaceName")
    certain = any_true(_refuses_others(one) for one in sets.certain)
    if certain:
        return passed("networks that no rule names are refused")
    possible = any_true(_refuses_others(one) for one in sets.possible)
    if certain is None or possible is not False:
        return unknown(PUBLIC_ACCESS, "whether a set of network rules closes the namespace is not known yet")
    return own


def _refuses_others(rules: Resource) -> bool | None:
    access, action = read(rules.properties, PUBLIC_ACCESS), read(rules.properties, "defaultAction")
    masks = [one for _, one in every(rules.properties, "ipRules[].ipMask")]
    networks = [one for _, one in every(rules.properties, "virtualNetworkRules[]")]
    everybody = any_true(known(one, same_text(one, "0.0.0.0/0", "::/0")) for one in masks)
    # Without a rule the service lets everything in, whatever the default action is.
    has_rules = any_true(known(one, True) for one in (*masks, *networks))
    refuses = all_true(
        known(action, same_text(action, "Deny")), has_rules, None if everybody is None else not everybody
    )
    return any_true((known(access, same_text(access, "Disabled")), refuses))


RULE = Rule(
    id="INT-005",
    title="Messaging with TLS 1.2, and not open to the internet",
    severity="high",
    why="A key or a token that leaks then sends and reads messages between the council's systems from "
    "anywhere in the world.",
    applies_to=tuple(RULE_SETS),
    answer=answer,
    absent_means="Fail: a namespace answers the internet unless it is told otherwise. An absent minimum version "
    "means 1.2.",
    remedy='Set minimum_tls_version="1.2" and public_network_access="Disabled" with a private endpoint; or '
    'add a NamespaceNetworkRuleSet with default_action="Deny" and at least one rule.',
    frameworks={
        "ncsc-csp": ("1", "11"),
        "cyber-essentials": ("CE-FW-04",),
        "caf": ("B3.b",),
        "uk-gdpr": ("32(1)(a)",),
        "checkov": ("CKV_AZURE_205", "CKV_AZURE_204", "CKV_AZURE_223"),
    },
    parameters={"lowest_version": "1.2"},
    sources=(
        "Documentation strings of azure-native 3.29.0, servicebus and eventhub NamespaceArgs",
        "Microsoft Learn, Configure the minimum TLS version for a Service Bus namespace: 1.2 since 28 February 2025",
        "Microsoft Learn, Allow access to a Service Bus namespace from IP addresses: without rules everything flows in",
    ),
    remediation={VERSION: Parameter(name="lowest_version")},
)
