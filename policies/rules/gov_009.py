"""GOV-009: every virtual machine has a recorded reason."""

from __future__ import annotations

from policies.machines import MACHINE
from policies.model import Answer, Context, Resource, Rule, failed, passed, unknown
from policies.planned import Workload, has_tag, workload_of, workloads
from policies.values import ABSENT, every, read

WRONG = "no reason is recorded why this is a virtual machine and no platform service"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where the architecture has no reason for this machine."""
    architecture = context.architecture or {}
    mine = workload_of(resource, architecture)
    if mine is not None:
        return _judge(mine)
    machines = [one for one in workloads(architecture) if read(one, "machine") is not ABSENT]
    tagged = has_tag(resource, "application-id", frozenset(str(read(one, "application_id")) for one in machines))
    if tagged is None:
        return unknown("tags", "which application the machine is of is not known yet")
    if not tagged:
        return failed("tags", "the machine is of no application that the architecture gives a machine")
    named = (one for one in machines if has_tag(resource, "application-id", frozenset((read(one, "application_id"),))))
    return _judge(next(named))


def _judge(workload: Workload) -> Answer:
    if read(workload, "reasons") is ABSENT:
        return unknown(None, "the architecture does not say its reasons: make it again with cloud-unless design")
    given = [one for _, one in every(workload, "reasons[]") if isinstance(one, str) and one.strip()]
    return passed() if given else failed(None, WRONG)


RULE = Rule(
    id="GOV-009",
    title="Virtual machines have a recorded reason",
    severity="medium",
    why="A machine is patched, backed up and replaced by the council for ever. Without a reason on record nobody can "
    "ask later whether it still holds.",
    applies_to=(MACHINE,),
    answer=answer,
    absent_means="Fail: a machine that the architecture has no reason for was not decided by anybody.",
    remedy="Run cloud-unless assess and design, or record the reason in unless.yaml with owner, evidence and review.",
    frameworks={
        "ncsc-csp": ("4",),
        "caf": ("A3.a",),
        "uk-gdpr": ("5(2)",),
    },
    parameters={},
    sources=("Published strategies of English councils: cloud, unless a recorded reason says no",),
    plan=True,
)
