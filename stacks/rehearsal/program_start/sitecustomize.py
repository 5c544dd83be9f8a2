"""What Python runs first in a rehearsed program that is not ours: it stands in for what only the real world has.

Other stacks: their outputs come from CLOUD_UNLESS_STACK_OUTPUTS (JSON: outputs by the name of the stack), else each is
made up. API versions that the installed SDK lacks: its default version is taken. Either is told, line by line, in the
file that CLOUD_UNLESS_NOTES names. The program's own Python runs this, so it needs nothing of ours, and nothing newer
than Python 3.9.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import json
import os
import re
import sys
from pathlib import Path
from typing import Any, Callable  # noqa: UP035 - Python 3.9

_MADE_UP = "rehearsal"
_SDK = "pulumi_azure_native"
_STACKS = "pulumi.stack_reference"
_VERSION = re.compile(r"v\d{8}(preview|privatepreview)?")


class Finder(importlib.abc.MetaPathFinder):
    """Finds the modules that are completed as soon as they are loaded; all others it leaves to Python."""

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> Any:  # noqa: ARG002 - Python's names
        """The module where it is one of those, else None."""
        steps = fullname.split(".")
        if fullname == _STACKS:
            return _completed(fullname, path, _answer_for_other_stacks)
        if steps[0] != _SDK:
            return None
        if len(steps) == 2:
            return _completed(fullname, path, _offer_versions)
        if len(steps) == 3 and _VERSION.fullmatch(steps[2]):
            found = importlib.machinery.PathFinder.find_spec(fullname, path)
            return found or importlib.machinery.ModuleSpec(fullname, _DefaultVersion(), is_package=True)
        return None


class _DefaultVersion(importlib.abc.Loader):
    """Loads the default version of a module under the name of one that the SDK lacks."""

    def create_module(self, spec: Any) -> None:
        """An ordinary module will do."""

    def exec_module(self, module: Any) -> None:
        """Fill the module with what the default version has."""
        whole, _, version = module.__name__.rpartition(".")
        default = importlib.import_module(whole)
        module.__dict__.update({name: getattr(default, name) for name in dir(default) if not name.startswith("__")})
        _note(f"the installed SDK has no {version} of {whole}: the default version was taken")


def _completed(name: str, path: Any, complete: Callable[[Any], None]) -> Any:
    found = importlib.machinery.PathFinder.find_spec(name, path)
    if found is None or found.loader is None:
        return found
    load = found.loader.exec_module

    def load_and_complete(module: Any) -> None:
        load(module)
        complete(module)

    found.loader.exec_module = load_and_complete  # type: ignore[method-assign]
    return found


def _offer_versions(module: Any) -> None:
    """Let `network.v20230401` be found, though nobody has imported it."""

    def version(name: str) -> Any:
        if _VERSION.fullmatch(name):
            return importlib.import_module(f"{module.__name__}.{name}")
        raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")

    if not hasattr(module, "__getattr__"):
        module.__getattr__ = version


class _Outputs(dict):  # type: ignore[type-arg] # Python 3.9
    """The outputs of another stack. One that is not given is made up."""

    def __init__(self, stack: str) -> None:
        given = json.loads(os.environ.get("CLOUD_UNLESS_STACK_OUTPUTS") or "{}")
        super().__init__(given.get(stack) or given.get(stack.rpartition("/")[2]) or {})
        self._stack = stack

    def __missing__(self, name: str) -> str:
        short = self._stack.rpartition("/")[2]
        _note(f"output {name} of the stack {self._stack} is made up; give it: --stack-output {short}.{name}=VALUE")
        return _MADE_UP


def _answer_for_other_stacks(module: Any) -> None:
    """Let stack references answer without the other stacks."""
    import pulumi

    def begin(self: Any, name: str, stack_name: Any = None, opts: Any = None) -> None:
        # The engine would look for the other stack. A component is looked for nowhere.
        pulumi.ComponentResource.__init__(self, "rehearsal:other:Stack", name, None, opts)
        self.name = pulumi.Output.from_input(name if stack_name is None else stack_name)
        self.outputs = self.name.apply(_Outputs)
        self.secret_output_names = pulumi.Output.from_input([])
        pulumi.ComponentResource.register_outputs(self, {})

    def get_output(self: Any, name: Any) -> Any:
        return pulumi.Output.all(name, self.name).apply(lambda asked: _Outputs(asked[1])[asked[0]])

    async def get_output_details(self: Any, name: str) -> Any:
        return module.StackReferenceOutputDetails(value=await get_output(self, name).future())

    module.StackReference.__init__ = begin
    module.StackReference.get_output = get_output
    module.StackReference.require_output = get_output
    module.StackReference.get_output_details = get_output_details


def _note(text: str) -> None:
    path = os.environ.get("CLOUD_UNLESS_NOTES")
    if path:
        with Path(path).open("a", encoding="utf-8") as notes:
            notes.write(text.replace("\n", " ") + "\n")


sys.meta_path.insert(0, Finder())
