"""What the devices cost on which data travels where a line is too slow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from migration.model import CostItem, MoveGroup, Programme
from migration.money.payers import Weights
from migration.money.pence import in_parts
from migration.plan.footprint import Footprint
from migration.plan.seeding import copying


def device_items(
    group: MoveGroup, programme: Programme, stand: Footprint, payers: Mapping[str, Weights]
) -> Iterator[CostItem]:
    """The price of a group's devices, split equally between all who pay for its applications, when they are ordered."""
    device = programme.copying.device
    copied = copying(group, programme, stand) if device is not None else None
    if device is None or copied is None or not copied.devices:
        return
    organisations = sorted({organisation for app in group.application_ids for organisation in payers[app]})
    number = sum(copied.devices.values())
    equal = [Decimal(1)] * len(organisations)
    each = in_parts(device.gbp * number, equal) if device.gbp is not None else (None,) * len(organisations)
    for organisation, gbp in zip(organisations, each, strict=True):
        yield CostItem(
            what=f"{group.id}: devices that carry its data ({number})",
            organisation_id=organisation,
            spend="revenue",
            every="once",
            starts="seeding_from",
            gbp=gbp,
            source="programme.yaml copying.device",
        )
