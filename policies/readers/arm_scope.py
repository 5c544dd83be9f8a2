"""The parameters, variables and place of one template, and what its values come to with them."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

from policies.readers.arm_expressions import (
    Call,
    Constant,
    Expression,
    Member,
    NoExpressionError,
    is_expression,
    parsed,
    plain_text,
)
from policies.readers.arm_functions import FUNCTIONS, CannotTellError, takes_open
from policies.readers.arm_lambdas import LAMBDA_FUNCTIONS, MOST_STEPS, Lambda
from policies.readers.arm_members import by_name, member_of
from policies.readers.arm_open import (
    MOST_PARTS,
    SHOWN,
    fits,
    holds_open,
    is_open,
    open_value,
    parts_of,
    secret_value,
    unknown_call,
    without_signs,
)
from policies.readers.arm_own_functions import OwnFunction, own_functions
from policies.readers.arm_place_functions import PLACE_FUNCTIONS, Copied
from policies.readers.arm_secrets import holds_plain_text, with_plain_secrets
from policies.readers.arm_size import Made
from policies.readers.folded import Folded
from safeio.text import clean

MOST_COPIES = 100
"""A loop that makes more is not unrolled: its members are not known."""

DEEPEST_OWN = 10
"""How deep a template's own functions may call each other. Azure lets them call none."""

_SECRET_KINDS = ("securestring", "secureobject")
_FAULTS = (CannotTellError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError)


class Scope:
    """One template: what its expressions may name. `deployment` is the id of the group that it is deployed to, `given`
    are the values that an outer template hands to it, `symbols` the ids of its resources by the symbols that Bicep
    gives them, `outputs` what the deployments inside it give out, by their ids in small letters. `made` counts what
    its values come to, with those of the template around it."""

    def __init__(
        self,
        template: Mapping[str, Any],
        deployment: str,
        given: Mapping[str, Any] | None = None,
        made: Made | None = None,
    ) -> None:
        template = Folded(template)
        self.made = made or Made()
        self.deployment = deployment
        self.subscription = deployment.partition("/resourceGroups/")[0]
        self.symbols: dict[str, str] = {}
        self.outputs: dict[str, Any] = {}
        self._parameters = by_name(template.get("parameters"))
        self._variables = by_name(template.get("variables"))
        self._loops = {str(one.get("name")).casefold(): one for one in _loops(template.get("variables"))}
        self._functions = own_functions(template.get("functions"))
        self._definitions = by_name(template.get("definitions"))
        self._given = by_name(given)
        self._known: dict[tuple[str, str], Any] = {}
        self._depth = 0
        self._bound: Mapping[str, Any] = {}
        self._steps = 0

    def value(self, found: Any, copied: Copied) -> Any:
        """The value with its expressions worked out. Raises TooLargeError where those of the whole template are too
        much together."""
        if isinstance(found, str):
            made = self._text(found, copied)
            self.made.add(made)
            return made
        if isinstance(found, Mapping):
            self.made.add_members(found)
            return self._object(found, copied)
        if isinstance(found, list):
            self.made.add_members(found)
            return [self.value(one, copied) for one in found]
        return found

    def at(self, deployment: str) -> Scope:
        """The same template, deployed to another group: a deployment inside it that has no expressions of its own."""
        made = copy(self)
        made.deployment, made.subscription = deployment, deployment.partition("/resourceGroups/")[0]
        return made

    def parameter(self, name: str) -> Any:
        """The value of a parameter: what an outer template gives, else its default, else not known."""
        kept = self._declared(self._parameters.get(name.casefold()))
        come_from = f"parameters('{name.casefold()}') of {self.deployment}"
        if str(kept.get("type", "")).casefold() in _SECRET_KINDS:
            stands = self._given.get(name.casefold(), kept.get("defaultValue"))
            return with_plain_secrets(stands, name) if holds_plain_text(stands) else secret_value(come_from)
        if name.casefold() in self._given:
            return self._given[name.casefold()]
        if kept.get("defaultValue") is not None:
            return self._once("parameters", name, kept["defaultValue"])
        allowed = kept.get("allowedValues")
        if isinstance(allowed, list) and len(allowed) == 1:
            return self.value(allowed[0], {})
        return None if kept.get("nullable") is True else open_value(come_from)

    def _declared(self, found: Any) -> Mapping[str, Any]:
        """What is declared of a parameter, with what its type says where that is defined apart (Bicep does so)."""
        if not isinstance(found, Mapping):
            return {}
        defined = self._definitions.get(str(found.get("$ref", "")).rpartition("/")[2].casefold())
        return {**defined, **found} if isinstance(defined, Mapping) else found

    def variable(self, name: str) -> Any:
        """The value of a variable."""
        if name.casefold() in self._loops:
            return self._repeated(self._loops[name.casefold()], {})
        if name.casefold() not in self._variables:
            return open_value(f"variables('{name.casefold()}') of {self.deployment}")
        return self._once("variables", name, self._variables[name.casefold()])

    def _once(self, kind: str, name: str, found: Any) -> Any:
        key = kind, name.casefold()
        if key not in self._known:
            # It stands there while it is worked out: a value that names itself is not known.
            self._known[key] = open_value(f"{kind}('{name.casefold()}') of {self.deployment}")
            self._known[key] = self.value(found, {})
        return self._known[key]

    def _text(self, text: str, copied: Copied) -> Any:
        if not is_expression(text):
            return without_signs(plain_text(text))
        try:
            made = self._worked_out(parsed(text), copied)
        except NoExpressionError:
            return open_value(clean(text, SHOWN))
        return made if fits(made) else open_value(clean(text, SHOWN))

    def _object(self, found: Mapping[str, Any], copied: Copied) -> dict[str, Any]:
        made = {without_signs(key): self.value(one, copied) for key, one in found.items() if key.casefold() != "copy"}
        for key, loops in found.items():
            if key.casefold() == "copy" and isinstance(loops, list):
                named = [(without_signs(str(loop.get("name"))), loop) for loop in loops if isinstance(loop, Mapping)]
                made |= {name: self._repeated(loop, copied) for name, loop in named}
            elif key.casefold() == "copy":
                made[key] = self.value(loops, copied)
        return made

    def _repeated(self, loop: Mapping[str, Any], copied: Copied) -> Any:
        name, count = str(loop.get("name")), self.value(loop.get("count"), copied)
        if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MOST_COPIES:
            return open_value(f"copy {name} of {self.deployment}")
        return [self.value(loop.get("input"), {**copied, name.casefold(): at}) for at in range(count)]

    def _worked_out(self, found: Expression, copied: Copied) -> Any:
        if isinstance(found, Constant):
            return without_signs(found.value) if isinstance(found.value, str) else found.value
        if isinstance(found, Member):
            return member_of(self._worked_out(found.of, copied), self._worked_out(found.index, copied))
        if found.name in LAMBDA_FUNCTIONS:
            return self._of_members(found, copied)
        given = [self._worked_out(one, copied) for one in found.arguments]
        if found.name == "lambdavariables" and len(given) == 1 and str(given[0]).casefold() in self._bound:
            return self._bound[str(given[0]).casefold()]
        if found.name in self._functions:
            return self._own(self._functions[found.name], given)
        if found.name.startswith("list"):
            return secret_value(unknown_call(found.name, given))  # what Azure lists so are keys and connection strings
        if found.name in PLACE_FUNCTIONS:
            return PLACE_FUNCTIONS[found.name](self, given, copied)
        if found.name not in FUNCTIONS or (any(map(holds_open, given)) and not takes_open(found.name, given)):
            return unknown_call(found.name, given)
        if sum(map(parts_of, given)) > MOST_PARTS:
            return unknown_call(found.name, given)
        try:
            made = FUNCTIONS[found.name](*given)
        except _FAULTS:
            return unknown_call(found.name, given)
        self.made.add(made)
        return made if fits(made) else unknown_call(found.name, given)

    def _of_members(self, call: Call, copied: Copied) -> Any:
        """What a function gives that asks a lambda of each member."""
        given: list[Any] = []
        for one in call.arguments:
            if isinstance(one, Call) and one.name == "lambda":
                given.append(self._lambda(one, copied))
            else:
                given.append(self._worked_out(one, copied))
        plain = [one for one in given if not callable(one)]
        if any(map(is_open, plain)):
            return unknown_call(call.name, plain)
        try:
            return LAMBDA_FUNCTIONS[call.name](*given)
        except _FAULTS:
            return unknown_call(call.name, plain)

    def _lambda(self, found: Call, copied: Copied) -> Lambda:
        names, bodies = found.arguments[:-1], found.arguments[-1:]
        known = [one.value.casefold() for one in names if isinstance(one, Constant) and isinstance(one.value, str)]
        outer = self._bound

        def asked(*given: Any) -> Any:
            if len(known) != len(names) or len(known) > len(given) or self._steps > MOST_STEPS:
                raise CannotTellError
            (body,) = bodies
            before, self._bound = self._bound, {**outer, **dict(zip(known, given, strict=False))}
            try:
                made = self._worked_out(body, copied)
            finally:
                self._bound = before
            parts = parts_of(made)
            self.made.add(made)
            self._steps += 1 + parts
            if parts > MOST_PARTS:
                raise CannotTellError
            return made

        return asked

    def _own(self, function: OwnFunction, given: list[Any]) -> Any:
        """What a function of the template's own gives: it knows its parameters, and nothing else of the template."""
        if self._depth >= DEEPEST_OWN or len(given) > len(function.parameters):
            return unknown_call("function", given)
        handed = dict(zip(function.parameters, given, strict=False))
        inner = Scope({}, self.deployment, handed, self.made)
        inner._depth = self._depth + 1
        return inner.value(function.gives, {})


def _loops(found: Any) -> list[Mapping[str, Any]]:
    """The variables that a loop makes; they stand in a list called "copy" beside the others."""
    listed = found.get("copy") if isinstance(found, Mapping) else None
    return [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
