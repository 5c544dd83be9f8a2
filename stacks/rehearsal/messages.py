"""What the engine says, as lines that people can act on: from its preview and from its events."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from safeio.terminal_text import shown

MOST_MESSAGES = 10
"""So many are shown of one run; the same cause often gives many."""

_LINE = 600
# The engine repeats the value of the property, which may be private; our reason says what is needed of it.
_PROBLEM = re.compile(
    r"(?P<type>\S+) resource '(?P<name>[^']*)': property (?P<property>\S+) value \{.*\} has a problem: (?P<reason>.*)",
    re.DOTALL,
)
_PLAIN_PROBLEM = re.compile(r"(?P<type>\S+) resource '(?P<name>[^']*)' has a problem: (?P<reason>.*)", re.DOTALL)
_CRASHED = "Program failed with an unhandled exception:"
_OLDER = (
    "It was written for another azure-native SDK than the installed one: install that in a virtual environment that "
    "Pulumi.yaml names (runtime, options, virtualenv), or write it as the installed one has it"
)
_OTHER_OLDER = (
    "It was written for another release of that package: install the one that its requirements.txt names in a "
    "virtual environment that Pulumi.yaml names (runtime, options, virtualenv)"
)
_REMEDIES = (
    (r"pulumi_azure_native|module 'pulumi_azure_native|from 'pulumi_azure_native", _OLDER),
    (
        r"get can only be used with classes decorated",
        "A question is asked before its answer can be known: ask it by the function that ends with _output",
    ),
    (
        r"got multiple values for argument 'resource_name'$",
        "resource_name is what Pulumi calls the resource, its first argument; the name in Azure is resource_name_",
    ),
    (r"(?:module|from) 'pulumi_\w+", _OTHER_OLDER),
    (r"'NoneType' object ", "What is None there has no value in a rehearsal, or not yet in a preview"),
    (r"Args\.__init__\(\) got an unexpected keyword argument", f"If these are arguments of azure-native: {_OLDER}"),
    (
        r"No module named",
        "Install what the program imports (its requirements.txt) in its virtual environment, or in the one that runs "
        "cloud-unless",
    ),
    (
        r"^SyntaxError",
        "If it is written for a newer Python than this one, name a virtual environment with that one in Pulumi.yaml "
        "(runtime, options, virtualenv)",
    ),
    (r"^EOFError", "A rehearsal has nobody to ask: what the program reads from its standard input must be a setting"),
    (r"^MemoryError|Cannot allocate memory", "A rehearsed program has 4 GB of memory"),
    (
        r"a rehearsal has no network|Max retries exceeded|ProxyError|Connection refused",
        "A rehearsal has no network: what the program asks for there must be a setting",
    ),
)
"""What to do about a program that ended, by a sign in its last line."""

_CHANGES = {"create": "made", "update": "changed", "replace": "made anew", "delete": "taken away"}

_FROM_SDK = re.compile(r"site-packages/pulumi_azure_native/|/pulumi/[a-z_]+\.py")
_FROM_OTHER_SDK = re.compile(r"site-packages/pulumi_[a-z0-9_]+/")
_VARIABLE = re.compile(r"KeyError: '(?P<name>\w+)'")
_READS_VARIABLES = re.compile(r"<frozen os>|/os\.py|os\.environ\[")
_MISSING = re.compile(r"Missing required configuration variable '(?P<name>[^']*)'")
_NO_SECRET = re.compile(r"Configuration '(?P<name>[^']*)' value 'rehearsal' is not a valid '(?P<kind>[^']*)'")
_ENDED = "an unhandled error occurred: program exited"  # says nothing where the program has said why
_NOT_THEIRS = re.compile(r"site-packages|/program_start/|<frozen |/lib/python3\.\d+/|pulumi-language-python-exec")
_PULUMI = re.compile(r"site-packages/(pulumi|grpc)\w*/")
# What the engine adds to every failure, or says of its own working.
_NOISE = ("preview failed", "update failed", "Preview failed: resource", "resource monitor shut down")


def preview_messages(output: bytes) -> tuple[str, ...]:
    """The errors that `preview --json` tells."""
    try:
        found = json.loads(output)
    except ValueError:
        return ()
    said = found.get("diagnostics") if isinstance(found, dict) else None
    return _messages(one for one in said or () if isinstance(one, dict))


def event_messages(output: bytes) -> tuple[str, ...]:
    """The errors, and the standards not kept, in the events of `up --json` or `destroy --json`."""
    return _messages(_diagnostics(output))


def changed(output: bytes) -> int | None:
    """How many resources a run changed, from its events; None where they do not say."""
    for event in _events(output):
        summary = event.get("summaryEvent")
        if isinstance(summary, dict):
            changes = summary.get("resourceChanges")
            counted = changes.items() if isinstance(changes, dict) else ()
            return sum(int(number) for kind, number in counted if kind not in ("same", "read"))
    return None


def changed_resources(output: bytes) -> tuple[str, ...]:
    """The resources that a run changed and what became of each, from its events: "made web", "made anew rt"."""
    found = set()
    for event in _events(output):
        begun = event.get("resourcePreEvent")
        told = begun.get("metadata") if isinstance(begun, dict) else None
        if isinstance(told, dict) and told.get("op") in _CHANGES:
            found.add(f"{_CHANGES[told['op']]} {str(told.get('urn')).rpartition('::')[2]}")
    return tuple(shown(one, _LINE) for one in sorted(found))


def plain_messages(output: bytes, errors: bytes) -> tuple[str, ...]:
    """The last lines of a command that answers in plain text."""
    lines = (errors or output).decode("utf-8", "replace").splitlines()
    return tuple(shown(line, _LINE) for line in lines if line.strip())[-MOST_MESSAGES:]


def _diagnostics(output: bytes) -> Iterator[Mapping[str, Any]]:
    for event in _events(output):
        said = event.get("diagnosticEvent")
        if isinstance(said, dict):
            yield said
        broken = event.get("policyEvent")
        if isinstance(broken, dict) and broken.get("enforcementLevel") == "mandatory":
            yield {
                "severity": "error",
                "urn": broken.get("resourceUrn"),
                "message": f"{broken.get('policyName')}: {broken.get('message')}",
            }


def _events(output: bytes) -> Iterator[Mapping[str, Any]]:
    for line in output.splitlines():
        try:
            event = json.loads(line)
        except ValueError:
            continue  # a line that is no event is told elsewhere
        if isinstance(event, dict):
            yield event


def _messages(diagnostics: Iterator[Mapping[str, Any]]) -> tuple[str, ...]:
    found = [
        shown(_told(one), _LINE)
        for one in diagnostics
        if one.get("severity") == "error" and not _is_noise(str(one.get("message", "")))
    ]
    telling = [one for one in found if _ENDED not in one]
    return tuple(dict.fromkeys(telling or found))


def _told(diagnostic: Mapping[str, Any]) -> str:
    text = str(diagnostic.get("message", "")).removeprefix("error: ").strip()
    if missing := _MISSING.search(text):
        return f"the program needs a setting that has no value. Give it: --config {missing['name']}=VALUE"
    if secret := _NO_SECRET.search(text):
        whole = f"{secret['name']} is a secret, which a rehearsal does not read, and the program wants a"
        return f"{whole} {secret['kind']}. Give it: --config '{secret['name']}=VALUE'"
    if text.startswith(_CRASHED):
        return _crash(text)
    if problem := _PROBLEM.fullmatch(text):
        kind = problem["type"].removeprefix("azure-native:")
        return f"{problem['name']} ({kind}): {problem['property']}: {problem['reason']}"
    if problem := _PLAIN_PROBLEM.fullmatch(text):
        return f"{problem['name']} ({problem['type'].removeprefix('azure-native:')}): {problem['reason']}"
    name = str(diagnostic.get("urn") or "").rpartition("::")[2]
    return f"{name}: {text}" if name else text


def _crash(text: str) -> str:
    """What ended a program, before the place in it: a whole trace is cut where it is shown."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    files = [line for line in lines if line.startswith("File ")]
    # A component that is installed as a package is the next best place.
    installed = [line for line in files if "site-packages" in line and not _PULUMI.search(line)]
    places = [line for line in files if not _NOT_THEIRS.search(line)] or installed
    # Below the failure may stand the place of a function given to `apply` (program_start/rehearsal_places.py).
    ended = next(line for line in reversed(lines) if not line.startswith("File "))
    told = f"the program failed: {ended} ({places[-1] if places else 'no place is told'})"
    remedy = _remedy(text, ended)
    return f"{told}. {remedy}" if remedy else told


def _remedy(trace: str, ended: str) -> str | None:
    """What to do about a program that ended with this line, where we know."""
    variable = _VARIABLE.fullmatch(ended)
    if variable and _READS_VARIABLES.search(trace):
        left_out = "That is a variable of the environment, which a rehearsal leaves out"
        return f"{left_out}. Give it: --env {variable['name']}=VALUE"
    found = next((remedy for sign, remedy in _REMEDIES if re.search(sign, ended)), None)
    if found is not None or not ended.startswith("TypeError"):
        return found
    return _OLDER if _FROM_SDK.search(trace) else _OTHER_OLDER if _FROM_OTHER_SDK.search(trace) else None


def _is_noise(text: str) -> bool:
    plain = text.removeprefix("error: ").strip()
    return not plain or any(plain == one or plain.startswith(f"{one} ") for one in _NOISE)
