"""NET-013: an application gateway filters attacks, and takes HTTPS with new versions of TLS only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policies.combining import all_true, any_true, at, fails_unless, known, of_each, worst
from policies.gateway_listeners import sends_on_to_https
from policies.graph import Graph
from policies.model import Answer, Context, Resource, Rule, failed, judged, passed, unknown
from policies.references import names_one
from policies.values import ABSENT, every, is_true, is_unknown, read, same_text

POLICY = "azure-native:network:WebApplicationFirewallPolicy"
FIREWALL = "firewallPolicy.id"
LISTENERS = "httpListeners[]"

GOOD_POLICIES = ("AppGwSslPolicy20170401S", "AppGwSslPolicy20220101", "AppGwSslPolicy20220101S")
GOOD_VERSIONS = ("TLSv1_2", "TLSv1_3")


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where attacks are not filtered, where versions of TLS before 1.2 are taken, or where a listener answers
    plain HTTP with more than the way to HTTPS."""

    def judge(where: str, listener: Mapping[str, Any]) -> Answer:
        return _takes_https(resource, where, listener)

    filters = any_true((_has_policy(resource, context.graph), _has_own_firewall(resource)))
    return worst(
        (
            fails_unless(filters, FIREWALL, "attacks are not filtered"),
            *(_takes_new_tls(where, policy) for where, policy in _tls_policies(resource)),
            of_each(every(resource.properties, LISTENERS), judge),
        )
    )


def _has_policy(resource: Resource, graph: Graph) -> bool | None:
    of_all = names_one(resource, FIREWALL, read(resource.properties, FIREWALL), POLICY, graph)
    listeners = every(resource.properties, f"{LISTENERS}.{FIREWALL}")
    of_each_one = [names_one(resource, where, found, POLICY, graph) for where, found in listeners]
    return any_true((of_all, bool(of_each_one) and all_true(*of_each_one)))


def _has_own_firewall(resource: Resource) -> bool | None:
    enabled = read(resource.properties, "webApplicationFirewallConfiguration.enabled")
    mode = read(resource.properties, "webApplicationFirewallConfiguration.firewallMode")
    return all_true(known(enabled, is_true(enabled)), known(mode, same_text(mode, "Prevention")))


def _tls_policies(resource: Resource) -> Iterator[tuple[str, Any]]:
    yield "sslPolicy", read(resource.properties, "sslPolicy")
    for where, policy in every(resource.properties, "sslProfiles[].sslPolicy"):
        if policy is not ABSENT:
            yield where, policy


def _takes_new_tls(where: str, policy: Any) -> Answer:
    if is_unknown(policy):
        return unknown(where, f"{where} is not known yet")
    if not isinstance(policy, Mapping):
        return failed(where, "absent: which versions of TLS are taken goes by the age of the gateway")
    name, least = read(policy, "policyName"), read(policy, "minProtocolVersion")
    wrong = "versions of TLS before 1.2 are taken"
    if name is not ABSENT:
        return judged(name, same_text(name, *GOOD_POLICIES), at(where, "policyName"), wrong)
    return judged(least, same_text(least, *GOOD_VERSIONS), at(where, "minProtocolVersion"), wrong)


def _takes_https(resource: Resource, where: str, listener: Mapping[str, Any]) -> Answer:
    path = at(where, "protocol")
    found = read(listener, "protocol")
    if same_text(found, "Https"):
        return passed()
    if is_unknown(found):
        return unknown(path, f"{path} is not known yet")
    return fails_unless(sends_on_to_https(resource, listener), path, "the listener answers plain HTTP")


RULE = Rule(
    id="NET-013",
    title="Application gateways with a firewall, HTTPS and TLS 1.2",
    severity="high",
    why="The gateway is the front door of the council's web services. Without a filter well-known attacks "
    "reach the programs behind it, and over HTTP or old TLS anybody on the way reads what residents "
    "send.",
    applies_to=("azure-native:network:ApplicationGateway",),
    answer=answer,
    absent_means="Fail: without a policy nothing is filtered, and the versions of TLS go by the API version that "
    "the gateway was made with.",
    remedy="Set firewall_policy, "
    'ssl_policy=network.ApplicationGatewaySslPolicyArgs(policy_type="Predefined", '
    'policy_name="AppGwSslPolicy20220101S"), and for each listener protocol="Https", or a '
    "redirect_configuration to one in its rule.",
    frameworks={
        "ncsc-csp": ("1", "11"),
        "cyber-essentials": ("CE-FW-01",),
        "caf": ("B3.b",),
        "uk-gdpr": ("32(1)(a)",),
        "mcsb": ("NS-6",),
        "checkov": ("CKV_AZURE_120", "CKV_AZURE_217", "CKV_AZURE_218"),
    },
    parameters={},
    sources=(
        "Enums of azure-native 3.29.0, network.ApplicationGatewaySslPolicyName and ApplicationGatewaySslProtocol",
        "Microsoft Learn, Application Gateway TLS policy overview: the default goes by the API version",
    ),
)
