"""Builds ARM templates for the tests of their reader."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from policies.model import Resource
from policies.readers import Source, parse_resources

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
WHERE = "main.json"


def body(kind: str, name: str = "a", properties: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A resource of a template."""
    made = {"type": kind, "apiVersion": "2023-01-01", "name": name, **more}
    return made if properties is None else {**made, "properties": dict(properties)}


def account(name: str = "a", properties: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A storage account."""
    return body("Microsoft.Storage/storageAccounts", name, properties or {}, **more)


def template(*resources: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A template of these resources."""
    return {"$schema": SCHEMA, "contentVersion": "1.0.0.0", "resources": list(resources), **more}


def read(found: Mapping[str, Any]) -> Source:
    """What the reader makes of a template."""
    return parse_resources(json.dumps(found).encode(), WHERE)


def made(found: Mapping[str, Any]) -> dict[str, Resource]:
    """The resources of a template by their names."""
    return {one.name: one for one in read(found).resources}


def only(found: Mapping[str, Any]) -> Resource:
    """The one resource of a template."""
    (one,) = read(found).resources
    return one
