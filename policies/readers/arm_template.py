"""ARM templates, written by hand or built from Bicep, read without Azure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from policies.model import Resource, Warned
from policies.readers.arm_bodies import arguments_of, arm_type
from policies.readers.arm_names import Outer
from policies.readers.arm_open import finished, is_open
from policies.readers.arm_parameters import Handed, check_names, plain_given
from policies.readers.arm_resources import DEPLOYMENT, Gathered, Stated, gather, given_values
from policies.readers.arm_scope import Scope
from policies.readers.arm_size import MOST_CHARACTERS, TooLargeError
from policies.readers.folded import Folded, folded
from safeio.errors import InputError
from safeio.text import clean

NAME = "ARM template"

MARK = b'"contentVersion"'
"""What stands in every template, so that one is known before it can be read."""

NESTED = "azure-native:resources:Deployment"
"""The type of a deployment whose resources stand in another file."""

LONGEST_ID = 2_000
"""Characters of an id, with the names in it that are not known."""

MOST_IDS = 50
"""Ids that are looked for in one text; the text says where a value comes from, and few come from so many."""

_SITE, _SITE_CONFIG = "microsoft.web/sites", "microsoft.web/sites/config"
_NAME_CAP = 200
_ID_START, _ID_END = re.compile("/subscriptions/"), re.compile(r"[^\w.-]")
_OPEN = re.compile("\ue000\ue002?(.*?)(?: of [^\ue001]*)?\ue001")


def recognises(data: Mapping[str, Any]) -> bool:
    """True for a template of any scope, and for what carries one inside."""
    return _is_template(data) or _carried(data) is not None


def _is_template(data: Mapping[str, Any]) -> bool:
    found = data.get("resources")
    if "contentVersion" in data or "deploymenttemplate" in str(data.get("$schema", "")).casefold():
        return found is not None
    return isinstance(found, list) and bool(found) and all(_is_stated(one) for one in found)


def _is_stated(found: Any) -> bool:
    return isinstance(found, Mapping) and "apiVersion" in found and "/" in str(found.get("type", ""))


def _carried(data: Mapping[str, Any]) -> tuple[str, Mapping[str, Any], Any] | None:
    """The template inside a blueprint's artefact, a template spec or the body of a request to deploy: its JSON pointer,
    itself, and the parameters given to it."""
    properties = data.get("properties")
    for name in ("template", "mainTemplate"):
        found = properties.get(name) if isinstance(properties, Mapping) else None
        if isinstance(found, Mapping) and isinstance(properties, Mapping) and _is_template(found):
            return f"/properties/{name}", found, properties.get("parameters")
    return None


def resources(
    data: Mapping[str, Any], where: str, handed: Handed | None = None
) -> tuple[tuple[Resource, ...], tuple[Warned, ...]]:
    """The resources of the template, those of the deployments inside it too.

    A parameter has the value that is `handed` over, or its default, else it is not known; what is a secure string is
    secret. Functions that ask Azure are not known. A resource whose condition cannot be told is `conditional`. Raises
    InputError for what is no template, for parameters that it does not have, and for more than anybody writes.
    """
    pointer, data, given = ("", data, None) if _is_template(data) else _carried(data) or ("", data, None)
    stack = re.sub(r"[^\w.-]", "-", where)
    whole_subscription = "subscriptionDeploymentTemplate" in str(data.get("$schema", ""))
    place = f"/subscriptions/{stack}" + ("" if whole_subscription else f"/resourceGroups/{stack}")
    found = Gathered(stated=[], left_out=[], linked=[])
    check_names(handed or {}, data, where)
    scope = Scope(data, place, given_values({**plain_given(given), **(handed or {})}, place))
    try:
        gather(data, scope, where, Outer(pointer=pointer), found)
    except TooLargeError:
        wrong = f"its values come to more than {MOST_CHARACTERS // 1_000_000} million characters"
        raise InputError(where, wrong, "Split it into several.") from None
    stated = _with_site_configs(found.stated)
    urns = _urns(stated, stack)
    ids = {one.id.casefold(): urn for one, urn in zip(stated, urns, strict=True)}
    made = tuple(_resource(one, urn, stack, ids) for one, urn in zip(stated, urns, strict=True))
    return made, tuple(_warnings(found, where))


def _warnings(found: Gathered, where: str) -> Iterable[Warned]:
    for kind, count in sorted(Counter(found.left_out).items()):
        what = "1 resource" if count == 1 else f"{count:,} resources"
        yield Warned(about=where, message=f"leaves out {what} of {clean(kind, 100)}: its condition is false by default")
    for name, address in sorted(set(found.linked)):
        # What follows "?" may be a key to the file.
        place = "an address that is not known yet" if is_open(address) else clean(address.partition("?")[0], _NAME_CAP)
        told = f"deployment {clean(_readable(name), 100)} takes from {place} what is not looked at: nothing is fetched"
        yield Warned(about=where, message=f"{told}. Download that file and check it too")


def _with_site_configs(stated: Sequence[Stated]) -> list[Stated]:
    """The resources, with the settings of a web site that stand in a resource of their own put into the site."""
    settings = {
        one.parent: one
        for one in stated
        if one.kind.casefold() == _SITE_CONFIG and one.parent is not None and one.names[-1].casefold() == "web"
    }
    return [
        _with_site_config(one, settings[one.id]) if one.kind.casefold() == _SITE and one.id in settings else one
        for one in stated
    ]


def _with_site_config(site: Stated, config: Stated) -> Stated:
    given = Folded(config.body).get("properties")
    properties = Folded(site.body).get("properties")
    if not isinstance(given, Mapping) or not isinstance(properties, Mapping | None) or config.conditional:
        return site
    own = dict(properties or {})
    kept = Folded(own).get("siteConfig")
    plain = {name: one for name, one in own.items() if name.casefold() != "siteconfig"}
    merged = {**(kept if isinstance(kept, Mapping) else {}), **given}
    body = {name: one for name, one in site.body.items() if name.casefold() != "properties"}
    written = {**site.pointers, "siteConfig": f"{config.pointers['']}/properties"}
    return replace(site, body={**body, "properties": {**plain, "siteConfig": merged}}, pointers=written)


def _urns(stated: Sequence[Stated], stack: str) -> list[str]:
    made: Counter[str] = Counter()
    found = []
    for one in stated:
        urn = f"urn:pulumi:{stack}::template::{_token(one)}::{_shown_name(one)}"
        made[urn] += 1
        found.append(urn if made[urn] == 1 else f"{urn}#{made[urn]}")
    return found


def _token(one: Stated) -> str:
    if one.kind.casefold() == DEPLOYMENT:
        return NESTED
    found = arm_type(_plain_kind(one), _own_names(one))
    return clean(one.kind, 200).replace(":", "-") if found is None else found.token


def _plain_kind(one: Stated) -> str:
    """The type, also of what is put on another resource: "X/y/providers/locks" is a lock."""
    if "/providers/" not in one.kind:
        return one.kind
    base, _, extension = one.kind.partition("/providers/")
    return f"{one.names[len(base.split('/')) - 1]}/{extension}"


def _own_names(one: Stated) -> tuple[str, ...]:
    base, mark, _ = one.kind.partition("/providers/")
    return one.names[len(base.split("/")) :] if mark else one.names


def _shown_name(one: Stated) -> str:
    return clean("/".join(_readable(name) for name in one.names), _NAME_CAP)


def _readable(name: str) -> str:
    """A name as people see it, with what is not known in braces: "{parameters('name')}-nsg"."""
    return _OPEN.sub(r"{\1}", name) if is_open(name) else name


def _resource(one: Stated, urn: str, stack: str, ids: Mapping[str, str]) -> Resource:
    found = arm_type(_plain_kind(one), _own_names(one))
    given = dict(one.body)
    if found is not None:
        given = arguments_of(found, _own_names(one), one.body)
        _, mark, group = one.deployment.partition("/resourceGroups/")
        given |= {"resourceGroupName": group} if mark and "resourceGroupName" not in given else {}
        given |= {found.scope: one.scope or one.deployment} if found.scope else {}
    own_id = finished(one.id)
    return Resource(
        type=_token(one),
        raw_type=one.kind,
        name=_shown_name(one),
        urn=urn,
        stack=stack,
        properties=folded(finished(given)),
        outputs={},
        id=own_id if isinstance(own_id, str) else None,
        depends_on=tuple(sorted({urn for text in one.depends_on for urn in _named(text, ids)})),
        property_depends_on=_origins(one, given, ids),
        conditional=one.conditional,
        api_version=finished(Folded(one.body).get("apiVersion")),
        pointers=one.pointers,
    )


def _origins(one: Stated, given: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """For each argument, the resources of the template that its value comes from."""
    made = {
        name: tuple(sorted({urn for text in _texts(found) for urn in _named(text, ids)}))
        for name, found in given.items()
    }
    # The name of what it stands in is that resource's own name.
    parent = ids.get((one.parent or "").casefold())
    if parent is not None:
        made |= {name: (parent,) for name, found in given.items() if found == one.names[-2] and name.endswith("Name")}
        made |= {name: (parent,) for name in ("name",) if given.get(name) == one.names[-2]}
    return {name: urns for name, urns in made.items() if urns}


def _named(text: str, ids: Mapping[str, str]) -> Iterable[str]:
    """The resources whose ids stand in the text; of one inside another only the inner one."""
    plain = text.casefold()
    for start in islice(_ID_START.finditer(plain), MOST_IDS):
        rest = plain[start.start() : start.start() + LONGEST_ID]
        ends = (*(found.start() for found in _ID_END.finditer(rest)), len(rest))
        found = [ids[rest[:end]] for end in ends if rest[:end] in ids]
        yield from found[-1:]


def _texts(found: Any) -> Iterable[str]:
    if isinstance(found, str):
        yield found
        return
    for one in found.values() if isinstance(found, Mapping) else found if isinstance(found, list) else ():
        yield from _texts(one)
