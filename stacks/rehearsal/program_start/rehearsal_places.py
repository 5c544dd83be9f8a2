"""Where a function that a program gave to `apply` failed: Python forgets the place when the failure is asked for twice.

The place is added to the failure, as a note that stands below it in what the engine tells (Python 3.11 and later).
Where Pulumi's own function failed, as for an attribute of an output, it is the place that asked for it.
"""

from __future__ import annotations

import functools
import sys
import traceback
from typing import Any, Callable  # noqa: UP035 - Python 3.9

_NOT_OWN = ("site-packages", "/lib/python3")


def keep_places(module: Any) -> None:
    """Let the outputs of this module (`pulumi.output`) keep the places where functions failed."""
    apply = module.Output.apply

    @functools.wraps(apply)
    def placed(self: Any, func: Any, *given: Any, **named: Any) -> Any:
        return apply(self, _placed(func, _asking()), *given, **named)

    module.Output.apply = placed


def _asking() -> str | None:
    """The place in the program's own files from which this is called; None where it is called by Python alone."""
    frame = sys._getframe(2)
    while frame is not None and not _is_own(frame.f_code.co_filename):
        frame = frame.f_back  # type: ignore[assignment]
    return frame and f'File "{frame.f_code.co_filename}", line {frame.f_lineno}, in {frame.f_code.co_name}'


def _placed(func: Callable[[Any], Any], asked_at: str | None) -> Callable[[Any], Any]:
    @functools.wraps(func, assigned=())
    def called(value: Any) -> Any:
        try:
            return func(value)
        except Exception as problem:
            # The last line that is the program's own, as it stands in a trace.
            own = [one for one in traceback.extract_tb(problem.__traceback__) if _is_own(one.filename)]
            place = f'File "{own[-1].filename}", line {own[-1].lineno}, in {own[-1].name}' if own else asked_at
            if place and hasattr(problem, "add_note") and not hasattr(problem, "__notes__"):
                problem.add_note(place)
            raise

    return called


def _is_own(filename: str) -> bool:
    return not filename.startswith("<") and filename != __file__ and not any(one in filename for one in _NOT_OWN)
