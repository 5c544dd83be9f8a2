"""What to write where there is nothing yet: which file, with which columns, and what stays unknown without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Advice:
    """What a register is for. `helpful` are columns worth filling beside those it must have."""

    helpful: tuple[str, ...]
    without: str


ADVICE = {
    "applications": Advice(
        helpful=("organisation_ids", "owner", "criticality"), without="without applications there is nothing to move"
    ),
    "deployments": Advice(
        helpful=("role", "environment"), without="without them no application is known to run on any server"
    ),
    "things": Advice(
        helpful=("site_id", "organisation_id", "product"), without="it holds what no export and no scan brings"
    ),
    "interfaces": Advice(
        helpful=("kind", "coupling", "data"), without="without them nobody knows which applications move together"
    ),
    "contracts": Advice(
        helpful=("supplier", "starts", "notice_days"), without="without them the support of hardware stays not known"
    ),
    "licences": Advice(
        helpful=("deployed", "used", "annual_gbp", "renewal"), without="without them licences cannot be compared to use"
    ),
}
"""The registers of a programme folder, by the name of the file and of the estate's list."""

SERVERS = (
    "No servers yet: name an RVTools workbook under imports in sources.yaml, or hosts under targets there, or write "
    "them to things.csv."
)

WRITTEN = "When they are written, run: cloud-unless import && cloud-unless estate"


def needs(name: str) -> str:
    """What the register `name` needs, such as "No contracts yet: contracts.csv needs id, kind, …"."""
    advice = ADVICE[name]
    columns = ", ".join(_required(name))
    return f"No {name} yet: {name}.csv needs {columns}; good to have: {', '.join(advice.helpful)} ({advice.without})."


def still_empty(counts: Mapping[str, int]) -> tuple[str, ...]:
    """What the estate lacks before a plan can be made that means something, the first thing to write first.

    `counts` has the number of rows of each list of the estate.
    """
    found = [] if counts["servers"] else [SERVERS]
    if not counts["applications"]:
        found.append(needs("applications"))
    elif counts["servers"] and not counts["deployments"]:
        found.append(needs("deployments"))
    if any(counts[name] for name in ("servers", "storage-arrays", "network-devices")) and not counts["contracts"]:
        found.append(needs("contracts"))
    return tuple(found)


def _required(name: str) -> tuple[str, ...]:
    from inventory.importers import applications, contracts, deployments, interfaces, licences, things

    registers = (applications, contracts, deployments, interfaces, licences, things)
    return next(one.REGISTER.required for one in registers if name == one.REGISTER.name)
