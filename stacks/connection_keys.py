"""The keys of connections to the sites: secrets of Pulumi, by the names that the architecture gives them."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi.runtime.config import is_config_secret

from migration.model.architecture import Architecture, Stack
from safeio.errors import InputError

CONFIG = "cloud-unless"


def key_names(architecture: Architecture, stack: Stack) -> tuple[str, ...]:
    """The names of the keys that a stack needs, as `pulumi config set --secret` takes them, sorted."""
    zone = architecture.landing_zone
    if stack.name != zone.stack:
        return ()
    wanted = {one.secret for hub in zone.hubs for gateway in hub.gateways for one in gateway.connections}
    return tuple(sorted(f"{CONFIG}:{name}" for name in wanted if name))


def connection_keys(architecture: Architecture, stack: Stack) -> Mapping[str, pulumi.Output[str]]:
    """The keys as Pulumi secrets, by the name that the architecture gives each. Raises InputError for one that is not
    set, or that stands in the config as plain text."""
    found: dict[str, pulumi.Output[str]] = {}
    config = pulumi.Config(CONFIG)
    for name in key_names(architecture, stack):
        # Asked first, so that a plain one never becomes a value of the program.
        key = config.get_secret(name.partition(":")[2]) if is_config_secret(name) else None
        if key is None:
            wrong = "there is no key for this connection, or it stands in the file as plain text"
            raise InputError(f"config {name}", wrong, f"Set it: pulumi config set --secret {name}")
        found[name.partition(":")[2]] = key
    return found
