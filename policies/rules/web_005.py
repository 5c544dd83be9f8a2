"""WEB-005: internal web applications are private, and go out through the council's own network."""

from __future__ import annotations

from policies.combining import worst
from policies.environments import tag_of
from policies.model import Answer, Context, Resource, Rule, failed, not_applicable, passed, unknown
from policies.origins import origins
from policies.pointing import naming
from policies.values import is_true, is_unknown, read, same_text

ACCESS = ("publicNetworkAccess", "siteConfig.publicNetworkAccess")
SUBNET = "virtualNetworkSubnetId"
ROUTES = ("outboundVnetRouting.allTraffic", "outboundVnetRouting.applicationTraffic", "siteConfig.vnetRouteAllEnabled")
CONNECTIONS = (
    "azure-native:web:WebAppSwiftVirtualNetworkConnection",
    "azure-native:web:WebAppSwiftVirtualNetworkConnectionSlot",
)


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where an application answers on the internet, or goes out past the council's firewall. Applications for the
    public are named in standards.yaml."""
    public = _is_for_the_public(resource, context.parameters["public_applications"])
    if public:
        return not_applicable("the application is for the public")
    found = worst((_is_private(resource), _routes_all(resource), _is_in_network(resource, context)))
    if public is None and found.verdict == "fail":
        return unknown("tags", "whether the application is for the public is not known yet")
    return found


def _is_for_the_public(resource: Resource, names: tuple[str, ...]) -> bool | None:
    if not names:
        return False
    found = tag_of(resource, "application-id")
    return None if is_unknown(found) else same_text(found, *names)


def _is_private(resource: Resource) -> Answer:
    found = [(path, read(resource.properties, path)) for path in ACCESS]
    for path, one in found:
        if same_text(one, "Enabled"):
            return failed(path, "the application answers on the public network")
    for path, one in found:
        if is_unknown(one):
            return unknown(path, f"{path} is not known yet")
    if any(same_text(one, "Disabled") for _, one in found):
        return passed()
    return failed(ACCESS[0], "the application answers on the public network")


def _routes_all(resource: Resource) -> Answer:
    found = [(path, read(resource.properties, path)) for path in ROUTES]
    if any(is_true(one) for _, one in found):
        return passed()
    for path, one in found:
        if is_unknown(one):
            return unknown(path, f"{path} is not known yet")
    return failed(ROUTES[0], "what the application sends does not all go through the virtual network")


def _is_in_network(resource: Resource, context: Context) -> Answer:
    found = read(resource.properties, SUBNET)
    comes_from_somewhere = is_unknown(found) and bool(origins(resource, SUBNET))
    if comes_from_somewhere or (isinstance(found, str) and found.strip()):
        return passed()
    connections = naming(context.graph, resource, CONNECTIONS, "name", "name")
    if connections.certain:
        return passed()
    if is_unknown(found) or connections.possible:
        return unknown(SUBNET, "whether the application joins a subnet is not known yet")
    return failed(SUBNET, "the application does not join a subnet")


RULE = Rule(
    id="WEB-005",
    title="Internal apps private and VNet-integrated",
    severity="medium",
    why="An application for staff that answers on the internet is one stolen login away from everybody. One that "
    "goes out past the firewall can send data anywhere unseen.",
    applies_to=("azure-native:web:WebApp", "azure-native:web:WebAppSlot"),
    answer=answer,
    absent_means="Fail: an application is public and goes out by itself unless it is told otherwise.",
    remedy='Set public_network_access="Disabled", virtual_network_subnet_id and '
    "outbound_vnet_routing=OutboundVnetRoutingArgs(all_traffic=True), and add a private endpoint. Name an "
    "application for the public in standards.yaml under public_applications.",
    frameworks={
        "ncsc-csp": ("11",),
        "cyber-essentials": ("CE-FW-04",),
        "caf": ("B4.a",),
        "uk-gdpr": ("32",),
        "checkov": (
            "CKV_AZURE_221",
            "CKV_AZURE_222",
        ),
        "prowler": (
            "app_function_not_publicly_accessible",
            "app_function_vnet_integration_enabled",
        ),
    },
    parameters={"public_applications": ()},
    sources=(
        "Documentation strings of azure-native 3.29.0, WebAppArgs.public_network_access, OutboundVnetRoutingArgs",
        "MicrosoftDocs/azure-docs, app-service/overview-private-endpoint (2025-01-31): disable public access beside it",
    ),
)
