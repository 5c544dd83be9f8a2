"""Files and tables that go from one application to another: put down in the cloud, or carried across its edge."""

from __future__ import annotations

from migration.design.inputs import SHARED
from migration.design.names import compose, guid_of, joined
from migration.design.regions import region_of
from migration.design.shared.demand import Ask, Demand, way_of
from migration.design.shared.place import EXCHANGE, FACTORY, PORTAL, QUEUES, Site, single_hyphens, unique_text
from migration.design.tags import ENVIRONMENT
from migration.model.architecture import ArrivalPlace, FileExchange, Transfer, Transfers

SOFT_DELETE_DAYS = 30
"""A file that was put down and deleted can be brought back for so long, as in every store."""

RUNTIME = "runtime-on-premise"


def file_exchange(site: Site, found: Demand) -> FileExchange | None:
    """The account in which applications of the cloud put down files for each other; None where none does."""
    asks = found.of("exchange")
    if not asks:
        return None
    places = [_place(one, sender, reader) for one in asks for sender, reader in one.sends]
    return FileExchange(
        id="exchange",
        name=compose("storage-account", SHARED, ENVIRONMENT, site.region, unique=unique_text(site.inputs, "exchange")),
        **site.where(),
        # What lies here is on its way: it stands in every building of the region, and is sent again if that is lost.
        sku="Standard_ZRS" if region_of(site.region).zones else "Standard_GRS",
        soft_delete_days=SOFT_DELETE_DAYS,
        endpoint=site.endpoint("st", EXCHANGE, "blob"),
        queue_endpoint=site.endpoint("st-queue", QUEUES, "queue"),
        topic_name=compose("system-topic", f"{SHARED}-arrivals", ENVIRONMENT, site.region),
        identity_name=compose("managed-identity", f"{SHARED}-arrivals", ENVIRONMENT, site.region),
        queue_right=guid_of(unique_text(site.inputs, "arrivals")),
        places=tuple(sorted(places, key=lambda one: one.id)),
        why=f"interfaces that pass files between applications in the cloud: {len(asks)}",
        tags=site.tags,
    )


def transfers(site: Site, found: Demand) -> Transfers | None:
    """The factory that carries files and tables across the edge of the cloud; None where nothing is carried."""
    asks = found.of("transfers")
    if not asks:
        return None
    pipelines = [_transfer(one, sender, reader) for one in asks for sender, reader in one.sends]
    return Transfers(
        id="transfers",
        name=compose("data-factory", SHARED, ENVIRONMENT, site.region, unique=unique_text(site.inputs, "transfers")),
        **site.where(),
        runtime_name=RUNTIME,
        endpoint=site.endpoint("adf", FACTORY, "dataFactory"),
        portal_endpoint=site.endpoint("adf-portal", PORTAL, "portal"),
        pipelines=tuple(sorted(pipelines, key=lambda one: one.id)),
        why=f"interfaces that pass files or tables across the edge of the cloud: {len(asks)}",
        tags=site.tags,
    )


def _place(one: Ask, sender: str, reader: str) -> ArrivalPlace:
    text = way_of(one, sender)
    return ArrivalPlace(
        id=f"arrivals-{text}",
        name=single_hyphens("storage-queue", f"files-{text}"),
        subscription=joined("event-subscription", f"evgs-{text}"),
        sender=sender,
        reader=reader,
        interface_ids=(one.interface.id,),
    )


def _transfer(one: Ask, sender: str, reader: str) -> Transfer:
    text = way_of(one, sender)
    what = one.interface.data or ("tables" if one.interface.kind == "database" else "files")
    return Transfer(
        id=f"transfer-{text}",
        name=joined("pipeline", text),
        sender=sender,
        reader=reader,
        interface_ids=(one.interface.id,),
        description=f"{what}: from {sender} to {reader}"[:500],
    )
