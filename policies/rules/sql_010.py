"""SQL-010: Redis is private, takes encrypted connections only, and logs programs in through Entra ID."""

from __future__ import annotations

from policies.combining import worst
from policies.model import Answer, Context, Parameter, Resource, Rule, judged, passed, unknown
from policies.origins import origins
from policies.public_access import is_private
from policies.values import ABSENT, is_false, is_true, is_unknown, read, same_text
from policies.versions import at_least

CACHE = "azure-native:redis:Redis"
CLUSTER = "azure-native:redisenterprise:RedisEnterprise"
DATABASE = "azure-native:redisenterprise:Database"

PLAIN_PORT = "enableNonSslPort"
VERSION = "minimumTlsVersion"
SUBNET = "subnetId"
PLAIN = "answers without encryption"
KEYS = "access keys open it"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where a cache, or a database of the managed Redis, answers the internet, plain connections or keys."""
    if resource.type == DATABASE:
        return worst((_is_encrypted(resource), _has_no_keys(resource, "accessKeysAuthentication")))
    tls = _takes_new_tls(resource, context.parameters["lowest_version"])
    if resource.type == CLUSTER:
        return worst((tls, is_private(resource, "it answers on the public network")))
    return worst(
        (
            _has_no_plain_port(resource),
            tls,
            _has_no_keys(resource, "disableAccessKeyAuthentication"),
            _is_inside(resource),
        )
    )


def _has_no_plain_port(cache: Resource) -> Answer:
    found = read(cache.properties, PLAIN_PORT)
    return passed("absent, which means off") if found is ABSENT else judged(found, is_false(found), PLAIN_PORT, PLAIN)


def _is_encrypted(database: Resource) -> Answer:
    path = "clientProtocol"
    found = read(database.properties, path)
    if found is ABSENT:
        return passed("absent, which means encrypted")
    return judged(found, same_text(found, "Encrypted"), path, PLAIN)


def _takes_new_tls(resource: Resource, least: str) -> Answer:
    found = read(resource.properties, VERSION)
    return judged(found, at_least(found, least), VERSION, f"connections older than TLS {least} are taken")


def _has_no_keys(resource: Resource, path: str) -> Answer:
    found = read(resource.properties, path)
    off = is_true(found) if resource.type == CACHE else same_text(found, "Disabled")
    return judged(found, off, path, KEYS)


def _is_inside(cache: Resource) -> Answer:
    subnet = read(cache.properties, SUBNET)
    if isinstance(subnet, str) or (is_unknown(subnet) and origins(cache, SUBNET)):
        return passed("a cache in a subnet of ours has no public side")
    own = is_private(cache, "it answers on the public network")
    if is_unknown(subnet) and own.verdict == "fail":
        return unknown(SUBNET, "whether the cache stands in a subnet is not known yet")
    return own


RULE = Rule(
    id="SQL-010",
    title="Redis private, encrypted, and without keys",
    severity="high",
    why="A cache holds what residents have just looked at, and the tickets of those who are logged in. A "
    "key that leaks opens all of it from anywhere.",
    applies_to=(CACHE, CLUSTER, DATABASE),
    answer=answer,
    absent_means="Fail: a cache is public and takes keys unless it is told otherwise, and which versions of TLS "
    "absent stands for goes by its age. The plain port is off, and a database encrypted, until it is "
    "changed.",
    remedy='Set public_network_access="Disabled" with a private endpoint, minimum_tls_version="1.2", '
    "enable_non_ssl_port=False and disable_access_key_authentication=True; in the managed Redis "
    'client_protocol="Encrypted" and access_keys_authentication="Disabled".',
    frameworks={
        "ncsc-csp": ("1", "10", "11"),
        "cyber-essentials": ("CE-FW-04",),
        "caf": ("B4.a",),
        "uk-gdpr": ("32",),
        "checkov": ("CKV_AZURE_89", "CKV_AZURE_91", "CKV_AZURE_148"),
    },
    parameters={"lowest_version": "1.2"},
    sources=(
        "Documentation strings of azure-native 3.29.0, redis RedisArgs and redisenterprise DatabaseArgs",
        "hashicorp/terraform-provider-azurerm, redis_cache: the defaults",
    ),
    remediation={PLAIN_PORT: False, VERSION: Parameter(name="lowest_version")},
)
