"""What sources say, what could not be taken in, and where they disagree."""

from __future__ import annotations

from safeio.values import Day, value


@value
class Claim:
    """One source says one thing about one field.

    `thing_id` is "kind/slug", the source's own name for the thing; merge decides which of them are one machine.
    `value` is JSON-able: text, whole number, true/false, or a list of texts. Dates are ISO text, money is text.
    `field` is a field of the thing's own class, with five forms of its own: a disk is the text
    "name|size_gib|volume", its last two parts empty where not known; effort is one field a skill, `effort_<skill>`;
    what names another thing holds its "kind/slug" in the same source, or its id, or its name; the field `flows` of a
    server lists its connections as "direction|protocol|peer|port|process", where direction is in or out, peer an
    address or name, port the port of the service, and process, the host's own, may be empty. The kind `flow` is a
    machine that an export saw calling: `from_name`, `from_address`, `from_machine`, and in `flows` whom it called, as
    "name|address|machine|port|protocol|process|own process|first day|last day|times seen|connections a day".
    """

    thing_id: str
    field: str
    value: str | int | bool | list[str]
    source: str
    seen_on: Day


@value
class RejectedRow:
    """A row that could not be taken in. `row` counts as the user's editor does (the header is row 1)."""

    file: str
    sheet: str | None = None
    row: int
    field: str | None = None
    wrong: str
    remedy: str
    cells: tuple[str, ...] = ()


@value
class Warned:
    """Something taken in that the user should look at."""

    where: str
    message: str
    remedy: str


@value
class Conflict:
    """Two sources disagree about a field; `value` by `source` won, `other` by `other_source` did not."""

    thing_id: str
    field: str
    value: str
    source: str
    other: str
    other_source: str


@value
class ScanError:
    """A host or file that could not be read, or a fault found on it."""

    target: str
    reason: str
    message: str
    seen_on: Day
