"""What a check did not look at: said, so that a green result is not taken for more than it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from policies.asking import AZURE
from policies.environments import environment_of
from policies.model import Resource, Rule, Warned
from policies.setting_files import STANDARDS
from policies.standards import Standards

_ENGINE = "pulumi"


def coverage_warnings(
    resources: Iterable[Resource], rules: Sequence[Rule], architecture: Mapping[str, Any] | None
) -> tuple[Warned, ...]:
    """A warning for each provider none of whose resources any rule is about, for the rules about the plan where there
    is none, and for the stacks of the architecture that were not given."""
    given = tuple(resources)
    foreign = [one for one in given if one.custom and not one.type.startswith((AZURE, f"{_ENGINE}:"))]
    wanted = {token for rule in rules for token in rule.applies_to} if foreign else set()
    others = Counter(one.type.split(":")[0] for one in foreign if one.type not in wanted)
    found = [
        Warned(about=f"provider {name}", message=f"no rule is about {_counted(count)} of this provider")
        for name, count in sorted(others.items())
    ]
    about_plan = sum(rule.plan for rule in rules)
    if about_plan and architecture is None:
        what = "1 standard about the plan was" if about_plan == 1 else f"{about_plan} standards about the plan were"
        found.append(Warned(about="architecture.json", message=f"is not there, so {what} not asked"))
    missing = sorted(stack_names(architecture) - {one.stack for one in given})
    if missing:
        found.append(Warned(about="architecture.json", message=f"stacks that were not given: {', '.join(missing)}"))
    return tuple(found)


def _counted(count: int) -> str:
    return "1 resource" if count == 1 else f"{count:,} resources"


def environment_warnings(resources: Iterable[Resource], standards: Standards) -> tuple[Warned, ...]:
    """A warning where standards.yaml sets something for environments that no resource is in: a name that is misspelt
    there loosens without a word."""
    named = {name for one in standards.rules.values() for name in one.environments}
    if not named:
        return ()
    seen = {name.casefold() for one in resources if (name := environment_of(one)) is not None}
    missing = sorted(name for name in named if name.casefold() not in seen)
    if not missing:
        return ()
    message = f"sets levels for environments that nothing checked is in: {', '.join(missing)}"
    return (Warned(about=STANDARDS, message=message),)


def stack_names(architecture: Mapping[str, Any] | None) -> set[str]:
    """The names of the stacks of the architecture; none where there is none."""
    listed = architecture.get("stacks") if architecture is not None else None
    names = [one.get("name") for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
    return {name for name in names if isinstance(name, str)}
