"""CMP-008: every machine has the agent that sends what it logs."""

from __future__ import annotations

from collections.abc import Iterable

from policies.assignments import is_assigned
from policies.combining import all_true, any_true, known
from policies.machines import MACHINE
from policies.model import Answer, Context, Resource, Rule, failed, passed, unknown
from policies.pointing import naming
from policies.values import read, same_text

EXTENSION = "azure-native:compute:VirtualMachineExtension"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where nothing puts the agent on the machine."""
    extensions = naming(context.graph, resource, (EXTENSION,), "vmName", "vmName")
    agents = context.parameters["agents"]
    certain = _any_is(extensions.certain, agents)
    assigned = is_assigned(context.graph, resource, context.parameters["policy_definitions"])
    if certain or assigned:
        return passed()
    if certain is None or assigned is None or _any_is(extensions.possible, agents) is not False:
        return unknown(None, "whether the agent is on the machine is not known yet")
    return failed(None, "nothing puts the monitoring agent on the machine")


def _any_is(extensions: Iterable[Resource], agents: tuple[str, ...]) -> bool | None:
    """Whether an extension is one of the agents, each "PUBLISHER/TYPE"; None where that is not known."""
    return any_true(any_true(_is(one, agent) for agent in agents) for one in extensions)


def _is(extension: Resource, agent: str) -> bool | None:
    publisher, _, kind = agent.partition("/")
    found, of_type = (read(extension.properties, name) for name in ("publisher", "type"))
    return all_true(known(found, same_text(found, publisher)), known(of_type, same_text(of_type, kind)))


RULE = Rule(
    id="CMP-008",
    title="VMs have the monitoring agent",
    severity="medium",
    why="Without an agent nobody sees who logs in to the machine and what is started on it, until it is too late.",
    applies_to=(MACHINE,),
    answer=answer,
    absent_means="Fail: a machine has no agent until an extension or a policy puts it there.",
    remedy='Add compute.VirtualMachineExtension(publisher="Microsoft.Azure.Monitor", type="AzureMonitorWindowsAgent") '
    "(or AzureMonitorLinuxAgent), or name the policy that does it in policy_definitions.",
    frameworks={
        "ncsc-csp": ("5.2", "13"),
        "cyber-essentials": ("CE-MP-01",),
        "caf": ("C1.a",),
    },
    parameters={
        "agents": (
            "Microsoft.Azure.Monitor/AzureMonitorLinuxAgent",
            "Microsoft.Azure.Monitor/AzureMonitorWindowsAgent",
        ),
        "policy_definitions": (),
    },
    sources=("Microsoft Learn, Install and manage the Azure Monitor Agent: publisher and types of the extension",),
)
