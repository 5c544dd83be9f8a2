"""Where a function that a program gave to `apply` failed: Python forgets the place when the failure is asked for twice.

The place is added to the failure, as a note that stands below it in what the engine tells (Python 3.11 and later).
"""

from __future__ import annotations

import functools
import traceback
from typing import Any, Callable  # noqa: UP035 - Python 3.9


def keep_places(module: Any) -> None:
    """Let the outputs of this module (`pulumi.output`) keep the places where functions failed."""
    apply = module.Output.apply

    @functools.wraps(apply)
    def placed(self: Any, func: Any, *given: Any, **named: Any) -> Any:
        return apply(self, _placed(func), *given, **named)

    module.Output.apply = placed


def _placed(func: Callable[[Any], Any]) -> Callable[[Any], Any]:
    @functools.wraps(func, assigned=())
    def called(value: Any) -> Any:
        try:
            return func(value)
        except Exception as problem:
            # The last line that is the program's own, as it stands in a trace.
            own = [one for one in traceback.extract_tb(problem.__traceback__) if _is_own(one.filename)]
            if own and hasattr(problem, "add_note") and not hasattr(problem, "__notes__"):
                problem.add_note(f'File "{own[-1].filename}", line {own[-1].lineno}, in {own[-1].name}')
            raise

    return called


def _is_own(filename: str) -> bool:
    return not filename.startswith("<") and "site-packages" not in filename and filename != __file__
