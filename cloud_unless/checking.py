"""A check from end to end: files in, everything that was found out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os.path import lexists
from pathlib import Path

from policies.architecture_lines import Lines, lines_of, placed
from policies.baseline import Baseline, baseline_of, baseline_warnings, read_baseline, told_apart
from policies.baseline_marks import marks
from policies.check import check
from policies.gate import nothing_checked
from policies.limited_asking import ask_limited
from policies.model import Finding, FindingsFile, Resource, Rule, Warned
from policies.pack import Settings
from policies.pack_settings import ARCHITECTURE
from policies.patches import mends, patch_file, patch_text
from policies.readers import CAP_BYTES, Source, arm_template, joined, read_object, read_resources
from policies.readers.arm_parameters import read_parameters
from policies.standards import FILE as STANDARDS
from policies.standards import Standards, is_disabled
from policies.writers import WRITERS
from safeio.errors import InputError, NotEvaluatedError
from safeio.json_files import canonical_json
from safeio.private_files import write_private
from safeio.regular import read_regular
from safeio.values import value


@value
class Found:
    """What came of a check, and the resources and rules that a baseline and a patch are made from. `kinds` are the
    kinds of the files by their paths, `read_from` says which file each urn was read from."""

    file: FindingsFile
    resources: tuple[Resource, ...]
    rules: tuple[Rule, ...]
    kinds: Mapping[Path, str]
    read_from: Mapping[str, str]


def found_in(
    paths: Sequence[Path],
    settings: Settings,
    programme: Path | None,
    baseline: Baseline | None = None,
    parameters: Sequence[Path] = (),
) -> Found:
    """All that the rules find in the files, each with a place to point at; what the baseline holds is told apart.
    `parameters` are files with the parameters of the one template among them.

    Raises InputError for a file that cannot be read, NotEvaluatedError where nothing was looked at: no green result
    may come of that.
    """
    sources = _read(paths, parameters)
    resources = joined(sources.values())
    checked = check(
        resources,
        settings.rules,
        settings.exemptions,
        settings.as_of,
        settings.standards,
        settings.architecture,
        ask_limited,
    )
    _refuse_nothing_checked(sources, settings, checked.findings)
    lines = _lines(programme) if programme is not None and settings.architecture is not None else None
    used = {one.exemption_id for one in checked.findings}
    stacks = tuple(sorted({one.stack for one in resources}))
    findings = checked.findings
    about_baseline: tuple[Warned, ...] = ()
    if baseline is not None:
        findings = told_apart(findings, baseline, marks(findings, resources, settings.rules))
        about_baseline = baseline_warnings(findings, stacks, baseline)
    file = FindingsFile(
        as_of=settings.as_of,
        files=tuple(sorted(map(_from_here, (*paths, *parameters)))),
        stacks=stacks,
        rules_asked=checked.rules_asked,
        resources_seen=checked.resources_seen,
        resources_asked=checked.resources_asked,
        unknown=settings.standards.unknown,
        findings=placed(findings, lines, _files(sources)),
        exemptions=tuple(one for one in settings.exemptions if one.id in used),
        warnings=(*(one for source in sources.values() for one in source.warnings), *checked.warnings, *about_baseline),
    )
    return Found(
        file=file,
        resources=tuple(resources),
        rules=settings.rules,
        kinds={path: source.kind for path, source in sources.items()},
        read_from=_files(sources),
    )


def _read(paths: Sequence[Path], parameters: Sequence[Path]) -> dict[Path, Source]:
    handed = read_parameters(parameters) if parameters else None
    sources = {path: read_resources(path, handed) for path in paths}
    if parameters and sum(source.kind == arm_template.NAME for source in sources.values()) != 1:
        wrong = "parameters are for one ARM template, and there is not one among the files"
        raise InputError("--parameters", wrong, "Check each template with its parameters in a call of its own.")
    return sources


def _refuse_nothing_checked(sources: Mapping[Path, Source], settings: Settings, findings: Sequence[Finding]) -> None:
    if settings.rules and all(is_disabled(rule.id, settings.standards) for rule in settings.rules):
        raise NotEvaluatedError(
            STANDARDS, "nothing was checked: every rule is disabled", "Let at least the critical ones count."
        )
    empty = [path for path, source in sources.items() if not source.resources]
    seen = sum(len(source.resources) for source in sources.values())
    why = "there is no resource" if empty else nothing_checked(findings, len(settings.rules), seen)
    if why is not None:
        remedy = "Name the preview or the export of a stack that has resources of azure-native."
        raise NotEvaluatedError(", ".join(map(str, empty or sources)), f"nothing was checked: {why}", remedy)


def write_baseline(path: Path, found: Found, previous: Baseline | None) -> Path:
    """Write everything that fails or is not known now as a baseline. What an earlier baseline says of stacks that were
    not looked at stays. Raises StorageError, and InputError for a file there that is no baseline."""
    if previous is None and lexists(path):
        previous = read_baseline(path)
    file = found.file
    marked = marks(file.findings, found.resources, found.rules)
    write_private(path, canonical_json(baseline_of(file.findings, marked, file.stacks, file.as_of, previous)))
    return path


def write_patch(path: Path, found: Found, standards: Standards, common: Sequence[Rule]) -> tuple[Path, int]:
    """Write what can be mended of what fails: as JSON Patch where the name ends in ".json", else as text with a unified
    diff of the templates. All rules but the `common` ones are people's own. Gives the path, and for how many resources
    there is something. Raises StorageError."""
    file = found.file
    own = frozenset(rule.id for rule in found.rules) - {rule.id for rule in common}
    made = mends(file.findings, found.resources, found.rules, standards, found.read_from, file.as_of, own)
    named = {one.file for one in made}
    templates = {
        name: read_regular(one, CAP_BYTES).decode("utf-8-sig")
        for one, kind in found.kinds.items()
        if kind == arm_template.NAME and (name := _from_here(one)) in named
    }
    data = {name: read_object(text.encode(), name) for name, text in templates.items()}
    if path.suffix.casefold() == ".json":
        write_private(path, canonical_json(patch_file(made, data, file.as_of)))
    else:
        write_private(path, patch_text(made, templates, data).encode())
    return path, len(made)


def outputs(wanted: Sequence[str]) -> tuple[tuple[str, Path], ...]:
    """The kinds and files of `--write KIND=FILE`. Raises InputError for another form or an unknown kind."""
    found = []
    for text in wanted:
        kind, mark, file = text.partition("=")
        if not mark or not file or kind not in WRITERS:
            remedy = f"Write KIND=FILE with one of these kinds: {', '.join(sorted(WRITERS))}."
            raise InputError("--write", f"{text[:100]!r} does not say what to write where", remedy)
        found.append((kind, Path(file)))
    return tuple(found)


def write_outputs(
    found: FindingsFile, rules: Sequence[Rule], version: str, wanted: Sequence[tuple[str, Path]]
) -> tuple[Path, ...]:
    """Write the findings in each kind wanted. Raises StorageError."""
    for kind, path in wanted:
        write_private(path, WRITERS[kind](found, rules, version))
    return tuple(path for _, path in wanted)


def _lines(programme: Path) -> Lines:
    path = programme / ARCHITECTURE
    return lines_of(read_regular(path, CAP_BYTES).decode("utf-8"), _from_here(path))


def _files(sources: Mapping[Path, Source]) -> dict[str, str]:
    named = ((_from_here(path), source) for path, source in sources.items())
    return {one.urn: name for name, source in named for one in source.resources}


def _from_here(path: Path) -> str:
    """The path as tools in the folder we are in know it: relative to it, or absolute where it lies outside."""
    found, here = path.absolute(), Path.cwd()
    return (found.relative_to(here) if found.is_relative_to(here) else found).as_posix()
