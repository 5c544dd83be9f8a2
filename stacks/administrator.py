"""The password that Windows machines and MySQL servers are made with: a secret of the program."""

from __future__ import annotations

import pulumi
from pulumi.runtime.config import is_config_secret

from safeio.errors import InputError

KEY = "cloud-unless:administrator-password"

_SET = f"Set it: pulumi config set --secret {KEY}"


def administrator_password() -> pulumi.Output[str]:
    """The password, as a Pulumi secret. Raises InputError when it is not set, or stands in the config as plain text."""
    namespace, name = KEY.split(":")
    config = pulumi.Config(namespace)
    # Asked first, so that a plain one never becomes a value of the program.
    if not is_config_secret(KEY):
        wrong = "there is no password for Windows machines and MySQL, or it stands in the file as plain text"
        raise InputError(f"config {KEY}", wrong, _SET)
    found = config.get_secret(name)
    if found is None:
        raise InputError(f"config {KEY}", "there is no password for Windows machines and MySQL", _SET)
    return found
