"""CMP-004: Azure looks for missing updates on every machine, and installs them."""

from __future__ import annotations

from collections.abc import Iterator

from policies.combining import worst
from policies.graph import Graph
from policies.machines import MACHINE
from policies.model import Answer, Context, Resource, Rule, failed, judged, passed, unknown
from policies.pointing import naming, pointing_at
from policies.values import ABSENT, is_false, is_true, read, same_text

ASSIGNMENT = "azure-native:maintenance:ConfigurationAssignment"
OF_MANY = (
    "azure-native:maintenance:ConfigurationAssignmentsForSubscription",
    "azure-native:maintenance:ConfigurationAssignmentsForResourceGroup",
)
CONFIGURATIONS = ("osProfile.windowsConfiguration", "osProfile.linuxConfiguration")


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where updates wait for somebody to install them."""
    given = [path for path in CONFIGURATIONS if read(resource.properties, path) is not ABSENT]
    if not given:
        return _is_on_schedule(resource, context.graph, None, "nothing says how the machine is patched")
    return worst(one for path in given for one in _of_configuration(resource, path, context.graph))


def _of_configuration(resource: Resource, config: str, graph: Graph) -> Iterator[Answer]:
    for setting, wrong in (
        ("patchMode", "Azure does not install updates"),
        ("assessmentMode", "Azure does not look for missing updates"),
    ):
        path = f"{config}.patchSettings.{setting}"
        found = read(resource.properties, path)
        yield judged(found, same_text(found, "AutomaticByPlatform"), path, wrong)
    for setting, wrong in (
        ("provisionVMAgent", "the machine has no agent to install updates"),
        ("enableAutomaticUpdates", "automatic updates are off"),
    ):
        path = f"{config}.{setting}"
        found = read(resource.properties, path)
        yield judged(found, not is_false(found), path, wrong)
    yield _is_not_left_waiting(resource, config, graph)


def _is_not_left_waiting(resource: Resource, config: str, graph: Graph) -> Answer:
    path = f"{config}.patchSettings.automaticByPlatformSettings.bypassPlatformSafetyChecksOnUserSchedule"
    found = read(resource.properties, path)
    if is_true(found):
        return _is_on_schedule(resource, graph, path, "the machine waits for a schedule, and none is assigned to it")
    return judged(found, True, path, "")


def _is_on_schedule(resource: Resource, graph: Graph, path: str | None, wrong: str) -> Answer:
    by_id = pointing_at(graph, resource, (ASSIGNMENT,), "resourceId")
    by_name = naming(graph, resource, (ASSIGNMENT,), "resourceName", "vmName")
    if by_id.certain or by_name.certain:
        return passed("a maintenance configuration is assigned")
    if by_id.possible or by_name.possible or graph.of_type(*OF_MANY):
        return unknown(path, "whether a maintenance configuration reaches the machine is not known")
    return failed(path, wrong)


RULE = Rule(
    id="CMP-004",
    title="Automatic patching configured",
    severity="high",
    why="Cyber Essentials wants critical updates within 14 days. Machines that wait for somebody's free evening miss"
    " it, and the certificate with it.",
    applies_to=(MACHINE,),
    answer=answer,
    absent_means="Fail: by default Windows patches itself unseen, and Linux as its image happens to.",
    remedy='Set patch_settings(patch_mode="AutomaticByPlatform", assessment_mode="AutomaticByPlatform"); where a '
    "schedule of your own installs updates, assign it with maintenance.ConfigurationAssignment.",
    frameworks={
        "ncsc-csp": ("5.1",),
        "cyber-essentials": (
            "CE-SUM-03",
            "CE-SUM-04",
        ),
        "caf": ("B4.d",),
        "uk-gdpr": ("32",),
        "mcsb": ("PV-6",),
        "checkov": ("CKV_AZURE_177",),
    },
    parameters={},
    sources=(
        "MicrosoftDocs/azure-compute-docs, automatic-vm-guest-patching (2024-07-31): modes and their defaults",
        "MicrosoftDocs, Configure schedule patching on Azure VMs: a machine that bypasses the checks and has no "
        "schedule is not patched",
    ),
)
