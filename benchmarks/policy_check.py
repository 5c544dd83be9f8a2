"""How long the common standards take, asked of one stack and of a whole county's machines."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from policies.check import check
from policies.readers import read_resources
from policies.rules import RULES
from policies.standards import Standards

AS_OF = date(2026, 11, 22)
STACK, COUNTY = 300, 6_000  # a large stack, and all machines of a county with everything that belongs to them
STACK_SECONDS, COUNTY_SECONDS = 1, 30
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
TAGS = dict.fromkeys(
    (
        *("application-id", "migration-wave", "organisation", "owner", "service", "environment"),
        *("data-classification", "cost-centre", "review-date"),
    ),
    "x",
)


def main() -> int:
    """Ask all rules of a stack and of a county, and run the command on both. Returns 1 when a target is missed."""
    kept = True
    with tempfile.TemporaryDirectory() as place:
        for name, count, seconds in (("stack", STACK, STACK_SECONDS), ("county", COUNTY, COUNTY_SECONDS)):
            path = Path(place) / f"{name}.json"
            path.write_text(json.dumps(preview(count)), encoding="utf-8")
            resources = read_resources(path).resources
            began = time.perf_counter()
            found = check(resources, RULES, (), AS_OF, Standards(), None)
            what = f"{len(RULES)} rules of {len(resources):,} resources"
            kept &= _figure(f"check: {what}", time.perf_counter() - began, seconds)
            assert found.resources_asked > count / 2
            began = time.perf_counter()
            command = [sys.executable, "-m", "cloud_unless", "check", str(path), "--as-of", AS_OF.isoformat()]
            done = subprocess.run(
                command, capture_output=True, text=True, check=False, cwd=Path(__file__).parent.parent
            )
            assert done.returncode == 1, done.stderr
            kept &= _figure(f"the command: {what}", time.perf_counter() - began, seconds * 3)
    return 0 if kept else 1


def preview(count: int) -> dict[str, Any]:
    """A preview that creates so many resources: machines, each with what belongs to it."""
    steps = [step for machine in range(count // 6) for step in _machine(machine)]
    root = _step("pulumi:pulumi:Stack", "county", {}, {})
    return {"steps": [root, *steps], "changeSummary": {"create": len(steps) + 1}}


def _machine(number: int) -> Iterator[dict[str, Any]]:
    group, name = f"rg-{number}", f"vm-{number}"
    place = {"location": "uksouth", "resourceGroupName": group, "tags": TAGS}
    image = {"publisher": "Canonical", "offer": "ubuntu-24_04-lts", "sku": "server"}
    linux = {"disablePasswordAuthentication": number % 50 > 0, "patchSettings": {"patchMode": "AutomaticByPlatform"}}
    profile = {"encryptionAtHost": True, "securityType": "TrustedLaunch"}
    machine = {
        **place,
        "vmName": name,
        "identity": {"type": "SystemAssigned"},
        "osProfile": {"computerName": name, "linuxConfiguration": linux},
        "securityProfile": {**profile, "uefiSettings": {"secureBootEnabled": True, "vTpmEnabled": True}},
        "storageProfile": {"imageReference": image},
    }
    yield _step("azure-native:resources:ResourceGroup", group, place, {})
    yield _step("azure-native:network:NetworkInterface", f"nic-{number}", {**place, "ipConfigurations": []}, {})
    yield _step("azure-native:compute:Disk", f"disk-{number}", {**place, "diskSizeGB": 64}, {}, protect=True)
    made = _step("azure-native:compute:VirtualMachine", name, machine, {})
    yield made
    item = {"properties": {"sourceResourceId": UNKNOWN, "protectedItemType": "Microsoft.Compute/virtualMachines"}}
    yield _step("azure-native:recoveryservices:ProtectedItem", f"item-{number}", item, {"properties": [made["urn"]]})
    setting = {"resourceUri": UNKNOWN, "workspaceId": "/w", "logs": [{"categoryGroup": "allLogs", "enabled": True}]}
    yield _step("azure-native:monitor:DiagnosticSetting", f"set-{number}", setting, {"resourceUri": [made["urn"]]})


def _step(token: str, name: str, inputs: Any, origins: dict[str, list[str]], protect: bool = False) -> dict[str, Any]:
    urn = f"urn:pulumi:county::county::{token}::{name}"
    state = {"urn": urn, "type": token, "custom": not token.startswith("pulumi:"), "inputs": inputs, "protect": protect}
    return {"op": "create", "urn": urn, "newState": {**state, "propertyDependencies": origins}}


def _figure(name: str, seconds: float, target: float) -> bool:
    kept = seconds <= target
    print(json.dumps({"name": name, "value": round(seconds, 2), "unit": "s", "target": target, "ok": kept}), flush=True)
    return kept


if __name__ == "__main__":
    sys.exit(main())
