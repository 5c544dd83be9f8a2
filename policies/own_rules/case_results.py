"""Tests of people's own rules: the cases beside each rule, and whether the rule answers as they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from policies.asking import Asking, ask_each
from policies.graph import Graph
from policies.model import Context, Outcome, Rule, Verdict
from policies.own_rules import CASES, rules_by_file
from policies.remediation import Change, mending_each
from policies.rule_cases import Case, CaseFile, finding_of, flipped, names_missing, resources_of
from policies.separate_process import ask_apart
from policies.setting_files import OWN_RULES, SettingFile
from safeio.errors import InputError
from safeio.values import value
from safeio.yaml_files import parse_yaml

SECONDS = 10.0
"""How long a rule in Python may take over one case."""


@value
class CaseResult:
    """One case of a rule: what must come of it and what does, None where the rule is not asked of the resource."""

    rule_id: str
    case: str
    expected: Verdict
    found: Outcome | None
    message: str

    @property
    def is_right(self) -> bool:
        """True where the rule answers as the case says."""
        return self.found == self.expected


def case_results(files: Sequence[SettingFile]) -> tuple[tuple[CaseResult, ...], tuple[str, ...]]:
    """The results of all cases, by rule and in the order they are written, and the ids of the rules without any. The
    flip of a file is a case of its own: it must make the passing cases fail, at least one of them. So is each setting
    of a rule's remediation: one of the failing cases, the flip among them, must pass once it is set.

    Raises InputError for a file that cannot be read, and for cases without their rule.
    """
    beside = {file.name.removesuffix(CASES): file for file in files if _is_cases(file)}
    results: list[CaseResult] = []
    without: list[str] = []
    for file, rule in rules_by_file(files):
        cases = beside.pop(file.name.rpartition(".")[0], None)
        if cases is None:
            without.append(rule.id)
            continue
        asking: Asking = partial(ask_apart, seconds=SECONDS) if file.name.endswith(".py") else ask_each
        results += _results(cases, rule, asking)
    if beside:
        stray = min(beside.values(), key=lambda one: one.name)
        raise InputError(stray.where, "there is no rule beside these cases", f"Name it as its rule, with {CASES}.")
    return tuple(sorted(results, key=lambda one: one.rule_id)), tuple(sorted(without))


def _results(file: SettingFile, rule: Rule, asking: Asking) -> Iterator[CaseResult]:
    given = parse_yaml(file.text(), file.where, CaseFile)
    if given.rule != rule.id:
        raise InputError(file.where, f"these are not cases of {rule.id}", f"Write rule: {rule.id}.")
    for case in given.cases:
        missing = names_missing(case)
        if missing:
            wrong = f"a case refers to {missing[0][:80]!r}, which is none of its resources"
            raise InputError(file.where, wrong, "Add it under others, or correct the name.")
        yield _result(case, rule, asking)
    good = [case for case in given.cases if case.verdict == "pass" and flipped(case, given.flip) != case]
    changed = [_result(_failing(flipped(case, given.flip)), rule, asking) for case in good]
    if changed:
        yield next((one for one in changed if one.is_right), changed[0])
    failing = [case for case in given.cases if case.verdict == "fail"] + [flipped(case, given.flip) for case in good]
    yield from _mended(failing, rule, asking)


def _mended(failing: Sequence[Case], rule: Rule, asking: Asking) -> Iterator[CaseResult]:
    """Whether each setting of the remediation mends a case."""
    made = [one for case in failing for one in _changes(case, rule, asking)] if rule.remediation else []
    for path in rule.remediation:
        mends = any(one.property == path or one.property.startswith(f"{path}.") for one in made)
        yield CaseResult(
            rule_id=rule.id,
            case=f"the remediation of {path}",
            expected="pass",
            found="pass" if mends else "fail",
            message="" if mends else "no failing case, nor the flip, keeps the rule once it is set",
        )


def _changes(case: Case, rule: Rule, asking: Asking) -> tuple[Change, ...]:
    given = resources_of(case)
    subject = [one for one in given if one.name == case.resource.name]
    parameters = {**rule.parameters, **case.parameters}
    context = Context(as_of=case.as_of, parameters=parameters, graph=Graph(given), architecture=case.architecture)
    return tuple(change for found in mending_each(rule, subject, context, asking) for change in found)


def _failing(case: Case) -> Case:
    return replace(case, name="the flip", verdict="fail")


def _result(case: Case, rule: Rule, asking: Asking) -> CaseResult:
    found = finding_of(case, rule, asking)
    return CaseResult(
        rule_id=rule.id,
        case=case.name,
        expected=case.verdict,
        found=found.verdict if found is not None else None,
        message=found.message if found is not None else f"the rule is not asked of {case.resource.type}",
    )


def _is_cases(file: SettingFile) -> bool:
    return file.name.startswith(f"{OWN_RULES}/") and file.name.endswith(CASES)
