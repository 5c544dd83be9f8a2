"""What a cluster says of the resources of the `kubernetes` provider, made up: names, and addresses of services.

Source of names: the classes of pulumi_kubernetes 4.34 (Apache-2.0), whose objects are those of the Kubernetes API, and
whose releases are those of Helm.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stacks.rehearsal.made_up import address_of
from stacks.rehearsal.random_values import Values
from stacks.rehearsal.resource_ids import guid, short_hash


def kubernetes_values(name: str, seed: str, inputs: Mapping[str, Any]) -> Values:
    """The id of an object, and what the cluster adds: its name, its identity, and where a service answers."""
    given = inputs.get("metadata")
    metadata = dict(given) if isinstance(given, Mapping) else {}
    metadata.setdefault("name", f"{seed.rpartition('::')[2]}-{short_hash(seed)}")
    metadata.setdefault("namespace", "default")
    metadata.setdefault("uid", guid(seed))
    more: dict[str, Any] = {"metadata": metadata}
    if name == "Service":
        wanted = inputs.get("spec")
        spec = dict(wanted) if isinstance(wanted, Mapping) else {}
        more["spec"] = {"clusterIP": address_of(f"{seed}#inside"), "type": "ClusterIP", **spec}
    if name == "Release":
        more["status"] = {"name": inputs.get("name") or metadata["name"], "namespace": metadata["namespace"]}
        more["status"] |= {"status": "deployed", "revision": 1}
    if name in ("Service", "Ingress"):
        way = {"ip": address_of(seed), "hostname": f"{metadata['name']}.rehearsal.example"}
        more["status"] = {"loadBalancer": {"ingress": [way]}}
    return f"{metadata['namespace']}/{metadata['name']}", more


def kubernetes_answer(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to the questions of charts and of YAML: no objects, since nothing is rendered."""
    return {**asked, "result": []}
