"""NET-016: what goes through a network is written down, and kept for 90 days."""

from __future__ import annotations

from policies.assignments import is_assigned
from policies.combining import all_true, any_true, known, worst
from policies.model import Answer, Context, Resource, Rule, failed, judged, passed, unknown
from policies.pointing import pointing_at
from policies.subnets import NETWORK
from policies.values import is_true, number, read

FLOW_LOG = "azure-native:network:FlowLog"
TARGET = "targetResourceId"
ENABLED = "enabled"
KEPT = "retentionPolicy.enabled"
DAYS = "retentionPolicy.days"


def answer(resource: Resource, context: Context) -> Answer:
    """Of a network: fails where no flow log is of all of it. Of a flow log: fails where it is off, or where nobody has
    said that its records are kept for 90 days."""
    if resource.type == FLOW_LOG:
        return _judge_log(resource, context.parameters["least_days"])
    logs = pointing_at(context.graph, resource, (FLOW_LOG,), TARGET)
    logged = any_true((*(_is_of_all(one, resource) for one in logs.certain), *(None for _ in logs.possible)))
    if logged:
        return passed()
    assigned = is_assigned(context.graph, resource, context.parameters["policy_definitions"])
    if assigned:
        return passed("a policy assignment makes the flow log")
    if logged is None or assigned is None:
        return unknown(None, "whether a flow log is of this network is not known yet")
    return failed(None, "nothing writes down what goes through the network")


def _judge_log(log: Resource, least: int) -> Answer:
    on, kept, days = (read(log.properties, path) for path in (ENABLED, KEPT, DAYS))
    enough = number(days)
    return worst(
        (
            judged(on, is_true(on), ENABLED, "the flow log is off, or nobody has said that it is on"),
            judged(kept, is_true(kept), KEPT, "nobody has said how long the records are kept"),
            judged(days, enough is not None and enough >= least, DAYS, f"the records are kept for under {least} days"),
        )
    )


def _is_of_all(log: Resource, network: Resource) -> bool | None:
    """Whether a log that is on is of the whole network, and not of one subnet."""
    found, on = read(log.properties, TARGET), read(log.properties, ENABLED)
    whole = not isinstance(found, str) or network.id is None or _same(found, network.id)
    return all_true(known(on, is_true(on)), whole)


def _same(one: str, other: str) -> bool:
    return one.casefold().rstrip("/") == other.casefold().rstrip("/")


RULE = Rule(
    id="NET-016",
    title="Virtual networks have flow logs for 90 days",
    severity="medium",
    why="After a break-in nobody can tell where the intruder went and what left the council, which the Information "
    "Commissioner asks within 72 hours.",
    applies_to=(NETWORK, FLOW_LOG),
    answer=answer,
    absent_means="Fail: Azure writes nothing down by itself. A flow log without a retention keeps addresses for ever, "
    "or as long as somebody else decides; nothing tells what one does that is not said to be on.",
    remedy="Add network.FlowLog with target_resource_id=network.id, enabled=True and "
    "retention_policy=network.RetentionPolicyParametersArgs(enabled=True, days=90).",
    frameworks={
        "ncsc-csp": ("13",),
        "caf": ("C1.a",),
        "uk-gdpr": ("33",),
        "checkov": ("CKV_AZURE_12",),
        "prowler": ("network_flow_log_captured_sent", "network_flow_log_more_than_90_days"),
    },
    parameters={"least_days": 90, "policy_definitions": ()},
    sources=(
        "Documentation strings of azure-native 3.29.0, network FlowLogArgs and RetentionPolicyParametersArgs",
        "Prowler, network_flow_log_more_than_90_days: the 90 days",
    ),
)
