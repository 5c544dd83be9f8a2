"""Where an application gateway sends those who call one of its listeners, by the names that its parts go by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.combining import all_true, known
from policies.model import Resource
from policies.values import ABSENT, every, is_unknown, read, same_text


def sends_on_to_https(gateway: Resource, listener: Mapping[str, Any]) -> bool | None:
    """Whether all that a listener does is to send callers on to HTTPS; None where that is not known. A listener without
    rules sends nobody on."""
    name = read(listener, "name")
    rules = [
        (rule, _names(rule, "httpListener.id", name)) for _, rule in every(gateway.properties, "requestRoutingRules[]")
    ]
    if all(is_about is False for _, is_about in rules):
        return False
    return all_true(
        *(_leads_to_https(gateway, rule) if is_about else None for rule, is_about in rules if is_about is not False)
    )


def _leads_to_https(gateway: Resource, rule: Mapping[str, Any]) -> bool | None:
    found = read(rule, "redirectConfiguration.id")
    if found is ABSENT and read(rule, "urlPathMap") is not ABSENT:
        # Each path may lead elsewhere; paths are not looked at.
        return None
    redirect = _part(gateway, "redirectConfigurations[]", found)
    if not isinstance(redirect, Mapping):
        return known(redirect, False)
    url = read(redirect, "targetUrl")
    if url is not ABSENT:
        return known(url, isinstance(url, str) and url.casefold().startswith("https://"))
    target = _part(gateway, "httpListeners[]", read(redirect, "targetListener.id"))
    protocol = read({"target": target}, "target.protocol")
    return known(protocol, same_text(protocol, "Https"))


def _part(gateway: Resource, path: str, part_id: Any) -> Any:
    """The part of the gateway that an id ends in the name of; ABSENT where there is none."""
    if is_unknown(part_id):
        return part_id
    parts = [part for _, part in every(gateway.properties, path)]
    named = [part for part in parts if isinstance(part, Mapping) and _ends_in(part_id, read(part, "name"))]
    unread = [part for part in parts if is_unknown(part)]
    return (named or unread or [ABSENT])[0]


def _names(rule: Any, path: str, name: Any) -> bool | None:
    found = read({"rule": rule}, f"rule.{path}")
    return None if is_unknown(found) or is_unknown(name) else _ends_in(found, name)


def _ends_in(part_id: Any, name: Any) -> bool:
    return isinstance(part_id, str) and isinstance(name, str) and same_text(part_id.rpartition("/")[2], name)
