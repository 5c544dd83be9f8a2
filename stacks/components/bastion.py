"""Where people sign in to machines, in the hub."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import network as azure

from migration.model.architecture import Bastion
from stacks.components.diagnostics import send_logs
from stacks.components.network import Place
from stacks.components.public_address import build_public_address


def build_bastion(
    place: Place, bastion: Bastion, subnet: pulumi.Input[str], after: pulumi.Resource
) -> azure.BastionHost:
    """Make a Bastion, once what changes the network before is done (`after`). Makes 4 resources: Bastion, address, and
    a diagnostic setting for each."""
    address = build_public_address(place, bastion.public_ip, bastion.zones)
    more = bastion.tier != "Basic"
    made = azure.BastionHost(
        f"{place.id}-bastion",
        bastion_host_name=bastion.name,
        resource_group_name=place.resource_group,
        location=place.region,
        sku=azure.SkuArgs(name=bastion.tier),
        zones=list(bastion.zones) or None,
        ip_configurations=[
            azure.BastionHostIPConfigurationArgs(
                name="people",
                private_ip_allocation_method="Dynamic",
                public_ip_address=azure.SubResourceArgs(id=address.id),
                subnet=azure.SubResourceArgs(id=subnet),
            )
        ],
        # People's own programs for remote desktops, signed in to with Entra ID.
        enable_tunneling=more,
        # A link that anybody who has it can open would go round Entra ID.
        enable_shareable_link=False,
        enable_ip_connect=False,
        enable_file_copy=False,
        tags=place.tags,
        opts=pulumi.ResourceOptions.merge(place.options, pulumi.ResourceOptions(depends_on=[after])),
    )
    send_logs(f"{place.id}-bastion-logs", "bastion", made.id, place.target, place.options)
    return made
