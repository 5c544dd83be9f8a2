"""Where an application gateway sends those who call one of its listeners, by the names that its parts go by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.combining import all_true, known
from policies.model import Resource
from policies.values import ABSENT, UNKNOWN, every, is_unknown, read, same_text


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
    if read(rule, "urlPathMap") is not ABSENT:
        # Each path may lead elsewhere; paths are not looked at.
        return None
    redirect = {"to": _part(gateway, "redirectConfigurations[]", read(rule, "redirectConfiguration.id"))}
    url = read(redirect, "to.targetUrl")
    if url is not ABSENT:
        return known(url, isinstance(url, str) and url.casefold().startswith("https://"))
    target = _part(gateway, "httpListeners[]", read(redirect, "to.targetListener.id"))
    protocol = read({"to": target}, "to.protocol")
    return known(protocol, same_text(protocol, "Https"))


def _part(gateway: Resource, path: str, part_id: Any) -> Any:
    """The part of the gateway that an id ends in the name of. ABSENT where there is none, UNKNOWN where a part whose
    name is not known may be it."""
    if is_unknown(part_id):
        return part_id
    parts = [(part, read({"part": part}, "part.name")) for _, part in every(gateway.properties, path)]
    named = [part for part, name in parts if _ends_in(part_id, name)]
    if not named and isinstance(part_id, str) and any(is_unknown(name) for _, name in parts):
        return UNKNOWN
    return named[0] if named else ABSENT


def _names(rule: Any, path: str, name: Any) -> bool | None:
    found = read({"rule": rule}, f"rule.{path}")
    return None if is_unknown(found) or is_unknown(name) else _ends_in(found, name)


def _ends_in(part_id: Any, name: Any) -> bool:
    return isinstance(part_id, str) and isinstance(name, str) and same_text(part_id.rpartition("/")[2], name)
