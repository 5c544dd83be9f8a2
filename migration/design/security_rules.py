"""Who may talk to whom: the rules of each kind of subnet. Nothing comes in from the internet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from migration.model.architecture import SecurityRule
from safeio.values import value

MANAGEMENT_PORTS = ("22", "3389", "5985", "5986")
LAST = 4096
"""The highest priority number that Azure takes: this rule is asked last."""

UNNUMBERED = 0
"""Stands where the place of a rule among the others gives its number."""


@value
class Neighbours:
    """The prefixes that rules name. `own` are the subnets of the network by what they are for, `pools` all ranges of
    the cloud."""

    network: str
    own: Mapping[str, tuple[str, ...]]
    bastion: str
    firewall: str
    pools: tuple[str, ...]
    on_premise: tuple[str, ...]


def spoke_rules(purpose: str, near: Neighbours) -> tuple[SecurityRule, ...]:
    """The rules of one kind of subnet of a spoke, in order of priority."""
    here = near.own[purpose]
    # A web subnet only sends: its applications are reached through their endpoints.
    makers = {
        "machines": _machines,
        "endpoints": _endpoints,
        "data": _data,
        "instances": _instances,
        "containers": _containers,
        "volumes": _volumes,
        "apis": _apis,
    }
    rules = makers[purpose](here, near) if purpose in makers else []
    kept = [rule for rule in rules if rule.sources]
    return (*(_numbered(rule, 100 + 10 * at) for at, rule in enumerate(kept)), _deny_rest(here))


def _machines(here: Sequence[str], near: Neighbours) -> list[SecurityRule]:
    return [
        _allow("allow-management-from-bastion", (near.bastion,), here, ("22", "3389"), "people manage machines here"),
        _deny("deny-management", here, MANAGEMENT_PORTS, "one machine that is taken over must not manage the next"),
        _allow("allow-own-network", (near.network,), here, ("*",), "the parts of an application talk to each other"),
        _allow("allow-firewall", (near.firewall,), here, ("443",), "the firewall answers for what it has let through"),
        _allow("allow-web-from-cloud", near.pools, here, ("443",), "applications of other organisations exchange data"),
        _allow("allow-web-from-on-premise", near.on_premise, here, ("443",), "staff use applications from their desks"),
        _allow("allow-load-balancer", ("AzureLoadBalancer",), here, ("*",), "Azure asks machines whether they live"),
    ]


def _endpoints(here: Sequence[str], near: Neighbours) -> list[SecurityRule]:
    users = (*near.own.get("machines", ()), *near.own.get("web", ()))
    return [
        _allow("allow-databases", users, here, ("1433", "3306"), "only machines and web applications reach a database"),
        _allow("allow-own-network", (near.network,), here, ("443", "445"), "files, secrets and web applications"),
        _allow("allow-web-from-cloud", near.pools, here, ("443",), "applications of other organisations exchange data"),
        _allow("allow-on-premise", near.on_premise, here, ("443", "445"), "staff open files and web pages at a desk"),
    ]


def _instances(here: Sequence[str], near: Neighbours) -> list[SecurityRule]:
    """Azure adds what it needs to look after an instance by itself, as the subnet is given to the service."""
    users = (*near.own["machines"], *near.own["web"])
    # A client is sent on from 1433 to one of the others: learn.microsoft.com/azure/azure-sql, connection types.
    ports = ("1433", "11000-11999")
    return [
        _allow("allow-databases", users, here, ports, "only machines and web applications reach a database"),
        _allow("allow-load-balancer", ("AzureLoadBalancer",), here, ("*",), "Azure asks instances whether they live"),
        _allow("allow-own-subnet", here, here, ("*",), "the parts of an instance talk to each other"),
    ]


def _containers(here: Sequence[str], _near: Neighbours) -> list[SecurityRule]:
    return [
        _allow("allow-load-balancer", ("AzureLoadBalancer",), here, ("*",), "Azure asks apps whether they live"),
        _allow("allow-own-subnet", here, here, ("*",), "the parts of an environment talk to each other"),
    ]


def _volumes(here: Sequence[str], near: Neighbours) -> list[SecurityRule]:
    return [_allow("allow-files", near.own["machines"], here, ("2049",), "only machines reach files by NFS")]


def _apis(here: Sequence[str], near: Neighbours) -> list[SecurityRule]:
    """What API Management needs inside a network. Source: learn.microsoft.com/azure/api-management, virtual network
    configuration reference: 3443 from the service, 6390 from the load balancer."""
    azure = ("ApiManagement",)
    return [
        _allow("allow-service-management", azure, here, ("3443",), "Azure looks after the gateway"),
        _allow(
            "allow-load-balancer", ("AzureLoadBalancer",), here, ("6390",), "Azure asks the gateway whether it lives"
        ),
        _allow("allow-apis-from-cloud", near.pools, here, ("443",), "applications call each other through the gateway"),
        _allow("allow-apis-from-on-premise", near.on_premise, here, ("443",), "so do those that stay on premise"),
    ]


def _data(here: Sequence[str], near: Neighbours) -> list[SecurityRule]:
    users = (*near.own["machines"], *near.own["web"])
    ports = ("5432", "6432")
    return [
        _allow("allow-databases", users, here, ports, "only machines and web applications reach a database"),
        _allow("allow-own-subnet", here, here, ports, "a standby keeps up with its server"),
    ]


def bastion_rules(here: str, people: Sequence[str]) -> tuple[SecurityRule, ...]:
    """The rules Azure Bastion needs. `people` are where they come from, empty while no Bastion is built.

    Source: learn.microsoft.com/azure/bastion/bastion-nsg of 2026-02-24."""
    network = ("VirtualNetwork",)
    within = ("8080", "5701")
    rules = [
        _allow("allow-gateway-manager", ("GatewayManager",), (here,), ("443",), "Azure controls Bastion"),
        _allow("allow-load-balancer", ("AzureLoadBalancer",), (here,), ("443",), "Azure asks Bastion whether it lives"),
        _allow("allow-bastion", network, network, within, "the parts of Bastion talk to each other"),
        _out("allow-machines", ("*",), network, ("22", "3389"), "Bastion opens sessions on machines"),
        _out("allow-azure", ("*",), ("AzureCloud",), ("443",), "Bastion writes its logs"),
        _out("allow-bastion-out", network, network, within, "the parts of Bastion talk to each other"),
        _out("allow-certificates", ("*",), ("Internet",), ("80",), "Bastion checks certificates"),
        _allow("allow-people", people, (here,), ("443",), "people sign in here, with the factors that Entra ID asks"),
    ]
    rules = [rule for rule in rules if rule.sources]
    return (*(_numbered(rule, 100 + 10 * at) for at, rule in enumerate(rules)), _deny_rest((here,)))


def resolver_rules(here: str, askers: Sequence[str]) -> tuple[SecurityRule, ...]:
    """The rules of a resolver's subnet: `askers` may ask for names, which goes by UDP or, when long, by TCP."""
    asked = _allow("allow-names", askers, (here,), ("53",), "the firewall and the sites ask for names")
    rules = [replace(asked, protocol="*")] if askers else []
    return (*(_numbered(rule, 100 + 10 * at) for at, rule in enumerate(rules)), _deny_rest((here,)))


def _allow(name: str, sources: Sequence[str], to: Sequence[str], ports: Sequence[str], why: str) -> SecurityRule:
    return SecurityRule(
        name=name,
        priority=UNNUMBERED,
        direction="Inbound",
        access="Allow",
        protocol="*" if "*" in ports else "Tcp",
        sources=tuple(sources),
        destinations=tuple(to),
        ports=tuple(ports),
        why=why,
    )


def _out(name: str, sources: Sequence[str], to: Sequence[str], ports: Sequence[str], why: str) -> SecurityRule:
    return replace(_allow(name, sources, to, ports, why), direction="Outbound")


def _deny(name: str, to: Sequence[str], ports: Sequence[str], why: str) -> SecurityRule:
    return replace(_allow(name, ("*",), to, ports, why), access="Deny", protocol="*")


def _deny_rest(here: Sequence[str]) -> SecurityRule:
    return _numbered(_deny("deny-all-else", here, ("*",), "what is not allowed above is not wanted"), LAST)


def _numbered(rule: SecurityRule, priority: int) -> SecurityRule:
    return replace(rule, priority=priority)
