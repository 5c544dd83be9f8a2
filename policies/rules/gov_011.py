"""GOV-011: no versions of Azure's interfaces that are on trial, and none that nobody will renew."""

from __future__ import annotations

import re

from policies.model import EVERY, Answer, Context, Resource, Rule, failed, judged, not_applicable, passed
from policies.values import same_text
from policies.versions import interface_version

VERSION = "apiVersion"
"""Not a property: what a template asks for beside them, and a program in the type."""

_ON_TRIAL = re.compile(r"preview|alpha|beta", re.IGNORECASE)


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where a preview version is asked for, or where a program asks for another one than the provider's own. A
    template has to name a version; it fails for previews only."""
    left_out = context.parameters["types_left_out"]
    if left_out and same_text(resource.type, *left_out):
        return not_applicable("its type is left out in standards.yaml")
    asked = interface_version(resource)
    if asked is None:
        return passed()
    on_trial = isinstance(asked, str) and _ON_TRIAL.search(asked) is not None
    if on_trial or resource.api_version is not None:
        return judged(asked, not on_trial, VERSION, "it is built through a preview version")
    return failed(VERSION, "it is built through a version that was fixed in the program, and grows old there")


RULE = Rule(
    id="GOV-011",
    title="No preview and no pinned versions of Azure's interfaces",
    severity="low",
    why="A preview may change or end without notice, and has no support; on the day it does, nothing can be built.",
    applies_to=(EVERY,),
    answer=answer,
    absent_means="Pass: without a version in its type a resource takes the provider's own.",
    remedy="Take the type without a version, such as azure_native.storage.StorageAccount; in a template write a stable "
    "apiVersion. Name a type that exists as a preview only in standards.yaml under types_left_out.",
    frameworks={
        "ncsc-csp": ("5",),
        "caf": ("B4.a",),
    },
    parameters={"types_left_out": ()},
    sources=("Pulumi registry, azure-native: versions of resources in module names and in packages of their own",),
)
