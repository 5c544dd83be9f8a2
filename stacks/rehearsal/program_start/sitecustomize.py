"""What Python runs first in a rehearsed program that is not ours: it stands in for what only the real world has.

Other stacks: their outputs come from CLOUD_UNLESS_STACK_OUTPUTS (JSON: outputs by the name of the stack), else each is
made up. API versions and modules of older SDKs: what the installed SDK has in their place is taken. Either is told,
line by line, in the file that CLOUD_UNLESS_NOTES names, as is what the program does besides making resources. Its time
and its memory are limited. The program's own Python runs this, so it needs nothing but what lies beside it, and nothing
newer than Python 3.9.
"""

from __future__ import annotations

import difflib
import importlib
import importlib.abc
import importlib.machinery
import json
import os
import re
import sys
from pathlib import Path
from typing import Any, Callable  # noqa: UP035 - Python 3.9

from moved_azure_modules import MOVED, RENAMED  # type: ignore[import-not-found]
from rehearsal_charts import MODULES, stand_in  # type: ignore[import-not-found]
from rehearsal_effects import watch  # type: ignore[import-not-found]
from rehearsal_limits import limit  # type: ignore[import-not-found]
from rehearsal_places import keep_places  # type: ignore[import-not-found]
from rehearsal_remote_files import keep_here  # type: ignore[import-not-found]

_FILES = "pulumi.asset"
_HOST = "pulumi-language-python-exec"
_OUTPUT = "pulumi.output"
_MADE_UP = "rehearsal"
_MOST_NAMES = 3
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
        if fullname == _OUTPUT:
            return _completed(fullname, path, keep_places)
        if fullname == _FILES:
            return _completed(fullname, path, lambda module: keep_here(module, _note))
        if fullname in MODULES:
            return _completed(fullname, path, lambda module: stand_in(module, _note))
        if steps[0] != _SDK or len(steps) > 3:
            return None
        if len(steps) == 3 and not _VERSION.fullmatch(steps[2]):
            return None
        found = _completed(fullname, path, _offer_former_names)
        if found is None and (len(steps) == 3 or steps[-1] in MOVED):
            return importlib.machinery.ModuleSpec(fullname, _Former(), is_package=True)
        return found


class _Former(importlib.abc.Loader):
    """Loads a module that the installed SDK does not have, or not in this version: it has what stands in its place."""

    def create_module(self, spec: Any) -> None:
        """An ordinary module will do."""

    def exec_module(self, module: Any) -> None:
        """Look everything up when it is asked for."""
        whole, _, last = module.__name__.rpartition(".")
        if _VERSION.fullmatch(last):
            default = _loaded(whole)
            module.__dict__.update({name: getattr(default, name) for name in dir(default) if not name.startswith("__")})
            _note(f"the installed SDK has no {last} of {whole}: the default version was taken")
        _offer_former_names(module)


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


def _offer_former_names(module: Any) -> None:
    """Let names of older SDKs be found: `network.v20230401`, `insights.Component`, `network.IpAllocationMethod`."""
    whole = module.__name__

    def former(name: str) -> Any:
        if not name.startswith("__"):
            if _VERSION.fullmatch(name) or (whole == _SDK and name in MOVED):
                return importlib.import_module(f"{whole}.{name}")
            found = _same(module, name)
            if found:
                place, known = found
                _note(f"the installed SDK has no {whole}.{name}: {place.__name__}.{known} was taken")
                return getattr(place, known)
            longer = [one for one in _places(module) if name.endswith("Args") and one[1].endswith(name)]
            if longer:
                names = " or ".join(known for _, known in longer[:_MOST_NAMES])
                _note(f"the installed SDK has no {whole}.{name}: {names} of {longer[0][0].__name__} was taken")
                return _made_of([getattr(place, known) for place, known in longer])
            if name[0].isupper() and not name.endswith("Args"):
                return _FormerWords(module, name)
        raise AttributeError(f"module {whole!r} has no attribute {name!r}")

    if not hasattr(module, "__getattr__"):
        module.__getattr__ = former


def _same(module: Any, name: str) -> Any:
    """The module and the name that stand for a name of an older SDK: the module's own one in another case, before those
    of the modules that took it over. None where there is none."""
    renamed = RENAMED.get((module.__name__.partition(".")[2].partition(".")[0], name))
    if renamed:
        return _loaded(f"{_SDK}.{renamed[0]}"), renamed[1]
    all_places = [*((module, known) for known in dir(module)), *_places(module)]
    return next((one for one in all_places if one[1].casefold() == name.casefold()), None)


def _made_of(kinds: Any) -> Callable[..., Any]:
    """Arguments of the first of these kinds that takes what is given: the SDK gave one kind several longer names."""

    def made(**given: Any) -> Any:
        wrong = None
        for kind in kinds:
            try:
                return kind(**given)
            except TypeError as problem:
                wrong = wrong or problem
        raise wrong or TypeError("no kind of arguments")

    return made


class _FormerWords:
    """In place of a list of words that has another name now: its words are those of the lists that there are, or the
    digits that a word ends with. Whatever else is asked of it is not there."""

    def __init__(self, module: Any, name: str) -> None:
        self._module = module
        self._name = name

    def __getattr__(self, word: str) -> Any:
        whole = f"{self._module.__name__}.{self._name}"
        lists = [one for one in _places(self._module) if word in getattr(getattr(*one), "__members__", ())]
        if lists:
            # Several lists may have the word: the one whose name is most like the former one is its successor.
            place, known = max(lists, key=lambda one: difflib.SequenceMatcher(None, self._name, one[1]).ratio())
            _note(f"the installed SDK has no {whole}.{word}: {place.__name__}.{known}.{word} was taken")
            return getattr(place, known)[word]
        start = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", self._name).upper() + "_"
        digits = word[len(start) :] if word.startswith(start) else ""
        if digits.replace("_", "").isdigit():
            _note(f"the installed SDK has no {whole}.{word}: {digits.replace('_', '.')!r} was taken")
            return digits.replace("_", ".")
        raise self._missing()

    def __call__(self, *_given: Any, **_named: Any) -> Any:
        raise self._missing()

    def _missing(self) -> AttributeError:
        return AttributeError(f"module {self._module.__name__!r} has no attribute {self._name!r}")


def _loaded(name: str) -> Any:
    """A module that is loaded indeed: the SDK's own ones wait until they are first asked for something."""
    module = importlib.import_module(name)
    getattr(module, "__all__", None)
    return module


def _places(module: Any) -> Any:
    """Where a name may be that a module lacks: in the modules that took it over, or in itself, written otherwise."""
    others = MOVED.get(module.__name__.split(".")[1], ()) if module.__name__ != _SDK else ()
    for place in [_loaded(f"{_SDK}.{one}") for one in others] + [module]:
        for known in dir(place):
            yield place, known


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
# Only the program itself: with the same environment the engine also asks pip what is installed.
if sys.argv and Path(sys.argv[0]).name == _HOST and "CLOUD_UNLESS_PROGRAM" in os.environ:
    limit(**json.loads(os.environ["CLOUD_UNLESS_LIMITS"]))
    watch(os.environ["CLOUD_UNLESS_PROGRAM"], _note)
