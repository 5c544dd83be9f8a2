"""What a secret looks like: the names it goes by, and the shapes of texts that hold one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from policies.values import is_true

_ENDINGS = (
    *("password", "passwd", "pwd", "passphrase", "passkey", "secret", "securevalue", "protectedsettings"),
    *("connectionstring", "privatekey", "accesskey", "accountkey", "sharedkey", "apikey", "appkey", "applicationkey"),
    *("primarykey", "secondarykey", "masterkey", "storagekey", "secretkey", "saskey", "workspacekey", "webhookkey"),
    *("authorizationkey", "authenticationkey", "functionkey", "bitlockerkey", "sastoken", "accesstoken", "authtoken"),
    *("refreshtoken", "bearertoken", "repositorytoken", "registrationtoken", "securitytoken"),
)
"""How the names of secrets end, in small letters and digits only. A bare "key" is not among them: most are names."""

_WHOLE = ("token", "sas", "sasuri", "sasurl")

_NOT_SECRET = ("applicationinsights", "appinsights")
"""Names that begin so hold a connection string that only says where telemetry goes."""

_CONTAINERS = ("secrets", "appsettings", "connectionstrings", "environmentvariables", "env")
"""Lists and maps that may hold secrets, so that not knowing them is not knowing whether they do."""

_TEXTS = re.compile(
    r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----"
    r"|\b(?:AccountKey|SharedAccessKey|SharedSecretKey) ?= ?[^;\s]{8}"
    r"|(?:^|[;,]) ?(?:Password|Pwd) ?= ?[^;,\s]"
    r"|://[^/\s:@]{1,200}:[^/\s@]{1,200}@"
    r"|[?&]sig=[A-Za-z0-9%/+=]{20}",
    re.IGNORECASE,
)
"""A private key, a connection string with its key or password, a login in an address, a shared access signature."""

_REFERENCE = re.compile(
    r"@(?:\{|[A-Za-z.]{1,40}\().*|\[.*\]|https://[a-z0-9-]{1,63}\.vault\.azure\.net/[^?]*", re.IGNORECASE | re.DOTALL
)
"""A text that says where a secret is: @Microsoft.KeyVault(...), an expression of a template, an address in a vault."""

_BY_IDENTITY = re.compile(r"\bAuthentication ?= ?\"?Active Directory (?:Default|Managed Identity|MSI)\b", re.IGNORECASE)
"""A connection string that needs no secret, since the workload's own identity logs in."""

PAIR = ("name", "value")
"""How the members of a setting are called."""

_LONGEST = 1_000_000


@lru_cache(maxsize=4096)  # a stack has thousands of resources, and few names of properties
def names_secret(name: str) -> bool:
    """True for a name under which a secret is expected, however it is written ("DB_PASSWORD", "clientSecret")."""
    plain = re.sub(r"[^a-z0-9]", "", name.casefold())
    return plain in _WHOLE or (plain.endswith(_ENDINGS) and not plain.startswith(_NOT_SECRET))


@lru_cache(maxsize=4096)
def may_hold_secrets(name: str) -> bool:
    """True for the name of a list or map that may hold secrets."""
    return name.casefold() in _CONTAINERS


@lru_cache(maxsize=4096)
def says_nothing(name: str) -> bool:
    """True for a name that tells nothing of whether a secret stands there, as most."""
    return not (name in PAIR or names_secret(name) or may_hold_secrets(name))


def holds_secrets(found: Mapping[str, Any], steps: tuple[str, ...]) -> bool:
    """True for a pair of name and value whose value is a secret: by its name, because it says so itself, or since it
    stands among `secrets`. `steps` lead to it."""
    name = found.get("name")
    named = isinstance(name, str) and names_secret(name)
    return named or is_true(found.get("secret")) or (bool(steps) and steps[-1].casefold() == "secrets")


def looks_secret(text: str) -> bool:
    """True for a text that holds a secret, whatever its name. Of a very long text the beginning is looked at."""
    # Every shape has one of these marks, and most texts have none.
    return ("=" in text or "@" in text or "-----" in text) and _TEXTS.search(text[:_LONGEST]) is not None


def is_reference(text: str) -> bool:
    """True for a text that only says where a secret is kept, or how to do without one."""
    start = text.strip()[:_LONGEST]
    if _REFERENCE.fullmatch(start):
        return True
    return _BY_IDENTITY.search(start) is not None and not looks_secret(start)
