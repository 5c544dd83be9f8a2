"""How long fifteen of our rules take of ten thousand resources, beside OPA with the same rules in Rego.

Needs Go 1.25 or newer and the network the first time: OPA is built from its Go module and kept in the cache
(CLOUD_UNLESS_CACHE names another folder). Both read the same preview, and every verdict of both must be the same. The
whole process is OPA's, which prints what it found, and one of Python with our readers and rules, which prints it too
and does not hold the rest of the command; both start, read the file and ask. Seconds are those of the processor.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.council_stacks import UNKNOWN, preview
from benchmarks.figures import figure

ROOT = Path(__file__).resolve().parent.parent
RULES_IN_REGO = Path(__file__).with_suffix(".rego")
OPA = "v1.22.2"
COUNT = 10_000
PAIRS = 5
"""How often each is run, in turn; the least of each counts, since other work on the machine only ever adds."""
AS_OF = date(2026, 11, 22)
RULE_IDS = (
    *("STO-001", "STO-003", "STO-004", "STO-005", "KEY-001", "KEY-002", "KEY-003", "SQL-001", "SQL-002"),
    *("WEB-001", "WEB-003", "WEB-004", "CMP-002", "CMP-003", "GOV-001"),
)
LEFT_OUT = object()
_SWITCH = (True, False, None, LEFT_OUT, "true", "False", UNKNOWN, "[secret]", "other", 1)
_PUBLIC = ("Disabled", "enabled", None, LEFT_OUT, UNKNOWN, "SecuredByPerimeter", "disabled")
VARIED: dict[str, dict[str, tuple[Any, ...]]] = {
    "azure-native:storage:StorageAccount": {
        "allowBlobPublicAccess": _SWITCH,
        "minimumTlsVersion": ("TLS1_2", "tls1_3", "TLS1_0", LEFT_OUT, None, UNKNOWN, "[secret]"),
        "publicNetworkAccess": _PUBLIC,
        "networkRuleSet": ({"defaultAction": "deny"}, {}, LEFT_OUT, UNKNOWN, {"defaultAction": UNKNOWN}, [1], "x"),
        "allowSharedKeyAccess": _SWITCH,
    },
    "azure-native:keyvault:Vault": {
        "properties.enablePurgeProtection": _SWITCH,
        "properties.enableSoftDelete": _SWITCH,
        "properties.softDeleteRetentionInDays": (90, 7, "90", LEFT_OUT, UNKNOWN, 90.5, None),
        "properties.enableRbacAuthorization": _SWITCH,
        "properties.accessPolicies": (LEFT_OUT, [], [{"tenantId": "t"}], UNKNOWN),
    },
    "azure-native:sql:Server": {
        "minimalTlsVersion": ("1.2", "1.1", 1.3, "None", LEFT_OUT, UNKNOWN, "1.10", "2", None),
        "publicNetworkAccess": _PUBLIC,
    },
    "azure-native:web:WebApp": {
        "httpsOnly": _SWITCH,
        "siteConfig": (LEFT_OUT, UNKNOWN, {}, {"ftpsState": "Disabled"}, {"ftpsState": "AllAllowed"}, "[secret]"),
        "siteConfig.remoteDebuggingEnabled": _SWITCH,
    },
    "azure-native:compute:VirtualMachine": {
        "securityProfile": (UNKNOWN, *([{"encryptionAtHost": True}] * 3), LEFT_OUT, {}),
        "securityProfile.securityType": ("TrustedLaunch", "confidentialvm", "Standard", UNKNOWN, LEFT_OUT),
        "securityProfile.uefiSettings": (*([{"secureBootEnabled": True, "vTpmEnabled": True}] * 3), {}, UNKNOWN),
    },
}
"""What the properties of each type are set to in turn, so that every verdict comes up."""
LOCATIONS = ("uksouth", "UK South", "ukwest", "westeurope", UNKNOWN, LEFT_OUT)

Verdicts = set[tuple[str, str, str]]
"""Rule, urn and verdict."""


def main(arguments: Sequence[str]) -> int:
    """Print every figure. Returns 1 where we are slower than OPA, and fails where one verdict differs."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pairs", type=int, default=PAIRS)
    options.add_argument("--ours", type=Path, help="only ours, of this preview: prints the verdicts and the seconds")
    given = options.parse_args(arguments)
    if given.ours is not None:
        _print_ours(given.ours)
        return 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        return _compare(_opa(), folder, _written(folder), given.pairs)


def _compare(opa: Path, folder: Path, path: Path, pairs: int) -> int:
    ours, theirs, ours_whole, theirs_whole, timers = [], [], [], [], []
    for _ in range(pairs):
        without, _ = _measured(_opa_call(opa, folder, path, "count(input.steps)"))
        with_rules, printed = _measured(_opa_call(opa, folder, path, "data.standards.findings"))
        their_verdicts, timer = _of_opa(printed)
        whole, printed = _measured([sys.executable, __file__, "--ours", str(path)])
        our_verdicts, asking = _of_ours(printed)
        assert our_verdicts == their_verdicts, sorted(our_verdicts ^ their_verdicts)[:9]
        ours.append(asking)
        theirs.append(with_rules - without)
        ours_whole.append(whole)
        theirs_whole.append(with_rules)
        timers.append(timer)
    _tell(our_verdicts)
    figure("OPA's evaluation, by its own timer", min(timers), "s", None)
    kept = _pair("asking the rules", min(ours), min(theirs))
    return 0 if _pair("the whole process: start, reading, asking", min(ours_whole), min(theirs_whole)) and kept else 1


def _tell(verdicts: Verdicts) -> None:
    counted = Counter(verdict for _, _, verdict in verdicts)
    told = ", ".join(f"{count:,} {verdict.replace('_', ' ')}" for verdict, count in sorted(counted.items()))
    rules = len({rule for rule, _, _ in verdicts})
    assert rules == len(RULE_IDS)
    name = f"{rules} rules of {COUNT:,} resources, verdicts that are the same ({told})"
    figure(name, len(verdicts), "verdicts", None)


def _pair(what: str, ours: float, theirs: float) -> bool:
    figure(f"{what}: OPA {OPA}", theirs, "s", None)
    figure(f"{what}: cloud-unless", ours, "s", None)
    return figure(f"{what}: our time for each of OPA's", ours / theirs, "times", 1)


def _print_ours(path: Path) -> None:
    from policies.check import check
    from policies.no_cycles import no_cycles
    from policies.readers import read_resources
    from policies.rules import RULES
    from policies.standards import Standards

    with no_cycles():  # as the command does
        rules = tuple(rule for rule in RULES if rule.id in RULE_IDS)
        resources = read_resources(path).resources
        began = time.process_time()
        found = check(resources, rules, (), AS_OF, Standards(), None).findings
        seconds = time.process_time() - began
    print(json.dumps({"seconds": seconds, "findings": [(one.rule_id, one.subject, one.verdict) for one in found]}))


def _of_ours(printed: bytes) -> tuple[Verdicts, float]:
    read = json.loads(printed)
    return {(rule, urn, verdict) for rule, urn, verdict in read["findings"]}, read["seconds"]


def _of_opa(printed: bytes) -> tuple[Verdicts, float]:
    read = json.loads(printed)
    found = read["result"][0]["expressions"][0]["value"]
    return {(rule, urn, verdict) for rule, urn, verdict in found}, read["metrics"]["timer_rego_query_eval_ns"] / 1e9


def _opa_call(opa: Path, folder: Path, path: Path, query: str) -> list[str]:
    given = ["--data", str(RULES_IN_REGO), "--data", str(folder / "located.json"), "--input", str(path)]
    return [str(opa), "eval", *given, "--format", "json", "--metrics", query]


def _measured(command: Sequence[str]) -> tuple[float, bytes]:
    """Seconds of the processor that a command takes, and what it prints. Go gets one processor, as Python has."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    surroundings = {**os.environ, "GOMAXPROCS": "1"}
    printed = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=ROOT, env=surroundings).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, printed


def _written(folder: Path) -> Path:
    """The preview, and for Rego the types that take a location."""
    from policies.tracked_types import LOCATED

    (folder / "located.json").write_text(
        json.dumps({"located": dict.fromkeys(sorted(LOCATED), True)}), encoding="utf-8"
    )
    data = json.loads(preview(COUNT - 1))  # the stack itself is one more
    assert len(data["steps"]) == COUNT
    for number, step in enumerate(data["steps"]):
        _vary(step["newState"], number)
    path = folder / "preview.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def _vary(state: dict[str, Any], number: int) -> None:
    if "location" in state["inputs"]:
        _set(state["inputs"], "location", LOCATIONS[number % len(LOCATIONS)])
    paths = VARIED.get(state["type"], {})
    # One service has about twenty resources, so the number counts services here, and each path has a pace of its own.
    for pace, (path, values) in zip(_paces(), paths.items(), strict=False):
        _set(state["inputs"], path, values[(number // 20 // pace) % len(values)])


def _paces() -> Iterator[int]:
    return itertools.count(1)


def _set(inputs: dict[str, Any], path: str, value: Any) -> None:
    *above, last = path.split(".")
    held: Any = inputs
    for step in above:
        held = held.get(step)
        if not isinstance(held, dict):
            return
    if value is LEFT_OUT:
        held.pop(last, None)
    else:
        held[last] = json.loads(json.dumps(value))  # its own copy: members are set in it


def _opa() -> Path:
    """OPA's command, built where it is not there yet."""
    cache = (
        os.environ.get("CLOUD_UNLESS_CACHE") or Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache") / "cloud-unless"
    )
    built = Path(cache).expanduser() / f"opa-{OPA}" / "opa"
    if not built.is_file():
        built.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as place:
            made = Path(place) / "opa"
            for command in (
                ("go", "mod", "init", "building"),
                ("go", "get", f"github.com/open-policy-agent/opa@{OPA}"),
                ("go", "build", "-ldflags", "-s -w", "-o", str(made), "github.com/open-policy-agent/opa"),
            ):
                subprocess.run(command, check=True, cwd=place, stdout=sys.stderr)
            part = built.with_suffix(".part")
            part.write_bytes(made.read_bytes())
            part.chmod(0o755)
            part.replace(built)
    return built


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
