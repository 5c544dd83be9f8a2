"""Text for the terminal: clean and bounded, whatever the value says."""

from __future__ import annotations

from safeio.text import clean, cut

NOT_KNOWN = "not known"


def shown(value: object, limit: int = 200) -> str:
    """`value` as one clean line of at most `limit` characters; `None` is "not known", a cut ends in an ellipsis.

    The text holds no control character. It may still look like rich markup: print it with markup off.
    """
    if value is None:
        return NOT_KNOWN
    return cut(clean(str(value), limit + 1), limit)
