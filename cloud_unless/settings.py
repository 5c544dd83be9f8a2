"""Every setting that is in force: its key, its value, and the line that says so, or that no line does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from safeio.field_errors import KeyPath, adapter, dotted

Single = str | int | float | bool | None
Lines = Mapping[KeyPath, int]

# What sources.yaml says of a secret is where it is. The reader refuses anything else in these places.
REFERENCES = ("credential", "passphrase")


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One setting. `line` is None where no line of the file says it: then it is a default of cloud-unless.

    `is_reference` is True where the value says where a secret is.
    """

    file: str
    key: str
    value: Single | tuple[str, ...]
    line: int | None
    is_reference: bool


def settings_of(file: str, kind: type[Any], found: object, lines: Lines) -> tuple[Setting, ...]:
    """All settings of a file, in the order of its form. `lines` are the lines of its keys, none where there is no
    file. `found` is the file as read."""
    read = adapter(cast(Any, kind))
    # A key may be written by the name of the form or by that of the code: both ways lead to its line.
    as_written = _leaves(read.dump_python(cast(Any, found), mode="json", by_alias=True), ())
    as_named = _leaves(read.dump_python(cast(Any, found), mode="json", by_alias=False), ())
    return tuple(
        Setting(
            file=file,
            key=dotted(path),
            value=value,
            line=lines.get(path) or lines.get(other),
            is_reference=path[-1] in REFERENCES and value is not None,
        )
        for (path, value), (other, _) in zip(as_written, as_named, strict=True)
    )


def _leaves(found: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Single | tuple[str, ...]]]:
    """The values at the ends, each with its path. A list of plain values is one value."""
    if isinstance(found, Mapping) and found:
        for key, inner in found.items():
            yield from _leaves(inner, (*path, str(key)))
    elif _is_list(found) and any(isinstance(one, Mapping) or _is_list(one) for one in found):
        for number, inner in enumerate(found):
            yield from _leaves(inner, (*path, number))
    elif isinstance(found, Mapping) or _is_list(found):
        yield path, tuple(str(one) for one in found)
    else:
        yield path, found


def _is_list(found: Any) -> bool:
    return isinstance(found, Sequence) and not isinstance(found, str)
