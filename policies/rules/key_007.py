"""KEY-007: no secret stands in plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from policies.model import EVERY, Answer, Context, Resource, Rule, failed, passed, unknown
from policies.secret_shapes import (
    PAIR,
    holds_secrets,
    is_reference,
    looks_secret,
    may_hold_secrets,
    names_secret,
    says_nothing,
)
from policies.values import UNKNOWN, is_unknown

_VALUES = {
    "azure-native:keyvault:Secret": ("properties",),
    "azure-native:web:WebAppConnectionStrings": ("properties", "*"),
    "azure-native:web:WebAppConnectionStringsSlot": ("properties", "*"),
}
"""Where these types keep secrets under the plain name `value`."""

_SETTINGS = ("azure-native:web:WebAppApplicationSettings", "azure-native:web:WebAppApplicationSettingsSlot")
"""Types that are nothing but settings, as names with texts."""

Steps = tuple[str, ...]

Expected = Literal["secret", "perhaps", "setting", "other"]
"""What a text may be: a secret by its name; one whose name is not known; a setting, which is a secret where it looks
like one; anything else, where a value that is not known is most often an id."""

_BY_NAME: tuple[Expected, ...] = ("secret", "perhaps")
"""Where a text may be a secret that does not look like one."""

Found = tuple[str, Expected, Any]
"""A path, what is expected there, and what stands there."""


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where a text is a secret, by its name or by what it looks like, and is not marked as one."""
    open_still: Answer | None = None
    for where, expected, found in _leaves(resource):
        if isinstance(found, str) and _is_plain_secret(found, expected):
            return failed(where, f"{where} is a secret in plain text")
        if open_still is None and _may_be_secret(found, expected):
            open_still = unknown(where, f"whether {where} is a secret is not known yet, and it is not marked as one")
    return open_still or passed()


def _is_plain_secret(found: str, expected: Expected) -> bool:
    # The cheapest question first: most texts neither look like a secret nor stand where one is expected.
    return (expected == "secret" or looks_secret(found)) and bool(found.strip()) and not is_reference(found)


def _may_be_secret(found: Any, expected: Expected) -> bool:
    return expected == "perhaps" if isinstance(found, str) else found is UNKNOWN and expected != "other"


def _leaves(resource: Resource) -> list[Found]:
    """What stands in the resource, but for the many texts that cannot be a secret."""
    # The engine's own notes on a resource, such as __defaults, are not sent to the cloud.
    sent = {name: member for name, member in resource.properties.items() if not name.startswith("__")}
    leaves: list[Found] = []
    _add(leaves, "", "setting" if resource.type in _SETTINGS else "other", sent, (), _VALUES.get(resource.type))
    return leaves


def _add(leaves: list[Found], where: str, expected: Expected, found: Any, steps: Steps, shape: Steps | None) -> None:
    if isinstance(found, str):
        if expected in _BY_NAME or looks_secret(found):
            leaves.append((where, expected, found))
    elif isinstance(found, Mapping):
        pair = _of_pair(found, expected, steps, shape) if "value" in found else expected
        usual = _of_member("", expected, pair, steps)
        for name, member in found.items():
            meant = usual if says_nothing(name) else _of_member(name, expected, pair, steps)
            # Most members are texts that say nothing; a call or a place for each would double the time.
            if not isinstance(member, str):
                _add(leaves, f"{where}.{name}" if where else name, meant, member, (*steps, name), shape)
            elif meant in _BY_NAME or looks_secret(member):
                leaves.append((f"{where}.{name}" if where else name, meant, member))
    elif isinstance(found, Sequence):
        for number, member in enumerate(found):
            _add(leaves, f"{where}[{number}]", expected, member, steps, shape)
    else:
        leaves.append((where, "secret" if found is UNKNOWN and _fits(steps, shape) else expected, found))


def _of_pair(found: Mapping[str, Any], expected: Expected, steps: Steps, shape: Steps | None) -> Expected:
    """What the member `value` of an object is, by the object's other members and by where it stands."""
    if expected == "secret" or holds_secrets(found, steps) or _fits(steps, shape):
        return "secret"
    return "perhaps" if is_unknown(found.get("name")) else expected


def _of_member(name: str, expected: Expected, pair: Expected, steps: Steps) -> Expected:
    if names_secret(name) or "protectedSettings" in steps:
        return "secret"
    if name in PAIR:
        return pair if name == "value" else "other"
    if expected == "other":
        return "setting" if may_hold_secrets(name) else "other"
    return "other" if expected == "secret" else expected


def _fits(steps: Steps, shape: Steps | None) -> bool:
    return (
        shape is not None
        and len(steps) == len(shape)
        and all(want in ("*", have) for want, have in zip(shape, steps, strict=True))
    )


RULE = Rule(
    id="KEY-007",
    title="No plaintext secret in inputs",
    severity="critical",
    why="A password in plain text stands in the state file, in every preview and in the logs of the build, for "
    "everybody who may read them, and stays there after it is removed.",
    applies_to=(EVERY,),
    answer=answer,
    absent_means="Pass: what is not there is not told.",
    remedy='Take the value from config.require_secret("...") or wrap it in pulumi.Output.secret(...); better, let the '
    "workload read it from a key vault with its managed identity.",
    frameworks={
        "ncsc-csp": ("2.3",),
        "cyber-essentials": ("CE-SC-02",),
        "caf": ("B3.c",),
        "uk-gdpr": ("32",),
        "checkov": ("CKV_AZURE_45",),
    },
    parameters={},
    sources=(
        "Names: the arguments of azure-native 3.29.0 whose names end in password, secret, key, token or the like",
        "MicrosoftDocs, Connection strings in Application Insights: these are not secrets",
    ),
)
