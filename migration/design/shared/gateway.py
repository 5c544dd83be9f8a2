"""API Management: one API for each thing that an application tells others, and where the gateway finds it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from migration.design.drafts import Draft
from migration.design.inputs import SHARED, DesignInputs
from migration.design.names import compose, guid_of, joined, short_hash
from migration.design.regions import region_of
from migration.design.shared.demand import Ask, Demand, what_of
from migration.design.shared.insights import gateway_insights
from migration.design.shared.place import GATEWAY, Site, unique_text
from migration.design.tags import ENVIRONMENT
from migration.model.architecture import ApiGateway, Backend, GatewayApi
from migration.model.shared_services import BackendEntry
from safeio.errors import InputError
from safeio.field_errors import nearest

WHERE = "landing-zone.yaml shared_services.backends"

UNITS = 1
"""Of the gateway. A second one doubles the price; load tests decide. Illustrative."""

_URL = re.compile(r"https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?")
_SECRET = re.compile(r"[A-Za-z0-9-]{1,127}")
"""Names of secrets. Source: learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates."""


def addresses(inputs: DesignInputs, drafts: Sequence[Draft]) -> Mapping[str, str]:
    """Where the gateway finds an application, by its id: as people say, else where its web application answers."""
    found: dict[str, str] = {}
    for draft in sorted(drafts, key=lambda one: one.workload.id):
        if draft.workload.web is not None and draft.environment == ENVIRONMENT:
            for name in (draft.application.id, *draft.workload.also_serves):
                found.setdefault(name, f"https://{draft.workload.name}.azurewebsites.net")
    return found | {one.application_id: one.url for one in inputs.landing_zone.shared_services.backends if one.url}


def check_backends(inputs: DesignInputs) -> None:
    """Raise InputError for a backend that people wrote and that cannot be called."""
    known = {one.id for one in inputs.estate.applications}
    said = [one.application_id for one in inputs.landing_zone.shared_services.backends]
    for one in inputs.landing_zone.shared_services.backends:
        if one.application_id not in known:
            near = nearest(one.application_id, sorted(known))
            remedy = f"Did you mean {near!r}?" if near else "Write the id of an application."
            raise InputError(WHERE, f"there is no application {one.application_id[:60]!r}", remedy)
        if said.count(one.application_id) > 1:
            raise InputError(WHERE, f"{one.application_id} stands twice", "Keep one.")
        if one.url is not None and not _URL.fullmatch(one.url):
            remedy = "Write it as https://host/path, in small letters, without a question mark."
            raise InputError(WHERE, f"{one.url[:80]!r} is not an address that a gateway may call", remedy)
        if one.secret is not None and not _SECRET.fullmatch(one.secret):
            remedy = "Write the name of a secret in the shared key vault: letters, digits and hyphens. Never its value."
            raise InputError(WHERE, f"the secret of {one.application_id} cannot have this name", remedy)


def gateway(site: Site, found: Demand, known: Mapping[str, str]) -> ApiGateway | None:
    """The gateway; None where no API is asked for. `known` are the addresses of the applications that it calls."""
    asks = found.of("gateway")
    if not asks:
        return None
    inputs = site.inputs
    said = {one.application_id: one for one in inputs.landing_zone.shared_services.backends}
    backends = tuple(_backend(name, known[name], said.get(name)) for name in sorted({one.called for one in asks}))
    secrets = any(one.secret for one in backends)
    return ApiGateway(
        id="gateway",
        name=gateway_name(inputs),
        **site.where(),
        tier=inputs.landing_zone.shared_services.api_management_tier,
        units=UNITS,
        place=site.places[GATEWAY],
        publisher=inputs.programme.name[:100],
        contact=min(inputs.landing_zone.contacts.security),
        private_zone=gateway_zone(inputs),
        backends=backends,
        apis=_apis(asks),
        key_vault=shared_key_vault(inputs) if secrets else None,
        secrets_right=guid_of(unique_text(inputs, "secrets")) if secrets else None,
        insights=gateway_insights(inputs, site.region),
        why=f"interfaces that ask for an API: {len(asks) + len(found.unanswered)}",
        tags=site.tags,
    )


def gateway_name(inputs: DesignInputs) -> str:
    """What Azure calls the gateway."""
    region = inputs.landing_zone.regions.primary
    return compose("api-management", SHARED, ENVIRONMENT, region, unique=unique_text(inputs, "gateway"))


def gateway_zone(inputs: DesignInputs) -> str:
    """The private DNS zone with the gateway's own name. The landing zone makes it, before there is a gateway."""
    return f"{gateway_name(inputs)}.azure-api.net"


def shared_key_vault(inputs: DesignInputs) -> str:
    """The id of the key vault of the shared spoke."""
    region = inputs.landing_zone.regions.primary
    return f"kv-{SHARED}-{region_of(region).short}"


def _apis(asks: Sequence[Ask]) -> tuple[GatewayApi, ...]:
    """One API for each kind of data of an application: data is given out once and used many times. An interface of
    which nobody has said the data has one of its own."""
    bundles: dict[tuple[str, str], list[Ask]] = defaultdict(list)
    for one in asks:
        bundles[one.called, what_of(one) or one.interface.id].append(one)
    found: dict[str, GatewayApi] = {}
    for (called, what), members in sorted(bundles.items()):
        text = f"{called}-{what}"
        name = joined("gateway-api", f"{text}-{short_hash(f'{called} {what}')}" if text in found else text)
        data = members[0].interface.data
        found[text] = GatewayApi(
            id=f"api-{name}",
            name=name,
            display_name=f"{called}: {data}"[:100] if data else name,
            path=name,
            backend=f"backend-{called}",
            interface_ids=tuple(sorted(one.interface.id for one in members)),
        )
    return tuple(sorted(found.values(), key=lambda one: one.id))


def _backend(application_id: str, url: str, said: BackendEntry | None) -> Backend:
    secret = said.secret if said else None
    return Backend(
        id=f"backend-{application_id}",
        name=joined("gateway-backend", application_id),
        application_id=application_id,
        url=url,
        secret=secret,
        named_value=joined("named-value", f"{application_id}-key") if secret else None,
    )
