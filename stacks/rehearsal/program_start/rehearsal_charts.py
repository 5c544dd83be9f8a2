"""What stands in for charts and files of objects of a cluster, which a rehearsal does not render: objects are made up.

Needs nothing newer than Python 3.9, since programs of other people load it.
"""

from __future__ import annotations

import importlib
from typing import Any, Callable  # noqa: UP035 - Python 3.9

MODULES = ("pulumi_kubernetes.helm.v3.helm", "pulumi_kubernetes.yaml.yaml")
"""The modules whose classes render objects, and find one of them by its kind and its name."""


def stand_in(module: Any, note: Callable[[str], None]) -> None:
    """Let an object that is asked for be there, and a file on the network be empty. Either is told."""
    for one in list(vars(module).values()):
        if isinstance(one, type) and one.__module__ == module.__name__ and "get_resource" in vars(one):
            one.get_resource = _finding(note)  # type: ignore[attr-defined]
    if hasattr(module, "_read_url"):

        def read_nothing(url: str) -> str:
            note(f"a rehearsal has no network: {url} is taken to be empty")
            return ""

        module._read_url = read_nothing


def _finding(note: Callable[[str], None]) -> Callable[..., Any]:
    import pulumi

    made: dict[tuple[int, str], Any] = {}

    def get_resource(self: Any, group_version_kind: str, name: Any, namespace: Any = None) -> Any:
        def found(asked: Any) -> Any:
            objects, own, place = asked
            key = f"{group_version_kind}:{f'{place}/' if place else ''}{own}"
            if key in (objects or {}):
                return objects[key]
            if (id(self), key) not in made:
                note(f"{group_version_kind} {own} is made up: charts and files of objects are not rendered")
                made[id(self), key] = _made(self, group_version_kind, own, place)
            return made[id(self), key]

        return pulumi.Output.all(self.resources, name, namespace).apply(found)

    return get_resource


def _made(holder: Any, group_version_kind: str, name: str, namespace: Any) -> Any:
    """An object of this kind ("apps/v1/Deployment"). Raises KeyError for one that the SDK does not know."""
    import pulumi

    group, _, rest = f"core/{group_version_kind}".rpartition("/")[0].rpartition("/")
    kind = group_version_kind.rpartition("/")[2]
    place = f"pulumi_kubernetes.{group.rpartition('/')[2].partition('.')[0]}.{rest}"
    try:
        made = getattr(importlib.import_module(place), kind)
    except (ImportError, AttributeError):
        raise KeyError(f"{group_version_kind}:{name}") from None
    metadata = {"name": name, **({"namespace": namespace} if namespace else {})}
    return made(f"{holder._name}-{name}", metadata=metadata, opts=pulumi.ResourceOptions(parent=holder))
