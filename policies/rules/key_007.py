"""KEY-007: no secret stands in plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from policies.model import EVERY, Answer, Context, Resource, Rule, failed, passed, unknown
from policies.secret_shapes import holds_secrets, is_reference, looks_secret, may_hold_secrets, names_secret
from policies.values import UNKNOWN

_VALUES = {
    "azure-native:keyvault:Secret": ("properties",),
    "azure-native:web:WebAppConnectionStrings": ("properties", "*"),
    "azure-native:web:WebAppConnectionStringsSlot": ("properties", "*"),
}
"""Where these types keep secrets under the plain name `value`."""

Steps = tuple[str, ...]

Found = tuple[str, bool, Any]
"""A path, whether a secret is expected there, and what stands there."""


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where a text is a secret, by its name or by what it looks like, and is not marked as one."""
    not_known: Answer | None = None
    for where, expected, found in _leaves(resource):
        if isinstance(found, str) and _is_plain_secret(found, expected):
            return failed(where, f"{where} is a secret in plain text")
        if found is UNKNOWN and expected and not_known is None:
            not_known = unknown(where, f"{where} is not known yet, and is not marked as a secret")
    return not_known or passed()


def _is_plain_secret(found: str, expected: bool) -> bool:
    return bool(found.strip()) and not is_reference(found) and (expected or looks_secret(found))


def _leaves(resource: Resource) -> Iterator[Found]:
    # The engine's own notes on a resource, such as __defaults, are not sent to the cloud.
    sent = {name: member for name, member in resource.properties.items() if not name.startswith("__")}
    return _below("", False, sent, (), _VALUES.get(resource.type))


def _below(where: str, expected: bool, found: Any, steps: Steps, shape: Steps | None) -> Iterator[Found]:
    if isinstance(found, Mapping):
        pair = expected or holds_secrets(found, steps) or _fits(steps, shape)
        for name, member in found.items():
            wanted = names_secret(name) or (pair and (name == "value" or "protectedSettings" in steps))
            place = f"{where}.{name}" if where else name
            yield from _below(place, wanted, member, (*steps, name), shape)
    elif isinstance(found, Sequence) and not isinstance(found, str):
        for number, member in enumerate(found):
            yield from _below(f"{where}[{number}]", expected, member, steps, shape)
    else:
        missing = found is UNKNOWN and (may_hold_secrets(steps[-1]) or _fits(steps, shape))
        yield where, expected or missing, found


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
