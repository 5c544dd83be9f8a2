"""out/imports/: a file for each stack that `pulumi import` reads, and which of what exists can be taken over."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cloud_unless import stages
from cloud_unless.tables import Column, Table
from safeio.errors import InputError

if TYPE_CHECKING:
    from stacks.adoption import Adoption, Planned

IMPORTS = "out/imports"
MOST = 50  # rows that people see; a subscription holds thousands of resources that nobody asks about
_CAP_BYTES = 500_000_000


def existing_ids(paths: Sequence[Path]) -> tuple[str, ...]:
    """The ids of what exists, from lists of Azure and stack exports. Raises InputError for another file, or for one
    without a single id."""
    from policies.readers import read_resources

    found: set[str] = set()
    for path in paths:
        ids = {one.id for one in read_resources(path).resources if one.id is not None and one.id.startswith("/")}
        if not ids:
            remedy = "Name what `az resource list`, `az graph query` or `pulumi stack export` writes."
            raise InputError(str(path), "no resource in it has an id of Azure", remedy)
        found |= ids
    return tuple(sorted(found))


def rehearsed_stacks(folder: Path) -> dict[str, tuple[Planned, ...]]:
    """The resources of each stack of the last rehearsal. Raises InputError where there is none, and NotEvaluatedError
    where it was of another architecture."""
    from cloud_unless.rehearsal_record import check_rehearsed
    from safeio.json_files import parse_json
    from safeio.regular import read_regular
    from stacks.adoption import planned_in

    architecture, _ = stages.read_architecture(folder)
    check_rehearsed(folder)
    found = {}
    for stack in architecture.stacks:
        path = folder / stages.REHEARSED / f"{stack.name}{stages.STATE_ENDING}"
        if path.exists():
            state: dict[str, Any] = parse_json(read_regular(path, _CAP_BYTES), str(path), dict)
            found[stack.name] = planned_in(state, str(path))
    if not found:
        wrong = "there is no rehearsed stack, so no id is known"
        raise InputError(str(folder / stages.REHEARSED), wrong, stages.how_to_make(folder, "rehearse"))
    return found


def write_imports(folder: Path, planned: Mapping[str, Sequence[Planned]], found: Adoption) -> tuple[Path, ...]:
    """Write the file of every stack that takes something over. Those of an earlier run go. Raises StorageError."""
    from stacks.adoption import import_file

    place = stages.own_folder(folder, f"{IMPORTS}/one")
    for old in place.glob("*.json"):
        old.unlink()
    written = []
    for stack, resources in planned.items():
        adopted = [one for one in found.adopted if one.stack == stack]
        if adopted:
            text = json.dumps(import_file(resources, adopted), indent=2, ensure_ascii=False) + "\n"
            written.append(stages.write_bytes(folder, f"{IMPORTS}/{stack}.json", text.encode()))
    return tuple(written)


def adoption_tables(found: Adoption) -> tuple[Table, ...]:
    """What can be taken over, what stands elsewhere, and what nobody planned."""
    adopted = Table(
        name="adopted",
        title="Can be taken over",
        columns=(
            Column(key="stack", heading="Stack", wrap=True),
            Column(key="resource", heading="Resource", wrap=True),
            Column(key="type", heading="Type", people=False),
            Column(key="id", heading="Id", wrap=True),
        ),
        rows=tuple((one.stack, one.name, one.type, one.id) for one in found.adopted),
        empty="Nothing that exists is planned under the same id.",
        most=MOST,
    )
    elsewhere = Table(
        name="elsewhere",
        title="Exists with the same type and name in another place: would be made anew",
        columns=(
            Column(key="id", heading="Exists", wrap=True),
            Column(key="planned_id", heading="Is planned as", wrap=True),
            Column(key="stack", heading="Stack", people=False),
            Column(key="resource", heading="Resource", people=False),
        ),
        rows=tuple((one.id, one.planned_id, one.stack, one.name) for one in found.elsewhere),
        most=MOST,
    )
    rest = Table(
        name="not_planned",
        title="Exists, and nobody planned it",
        columns=(Column(key="id", heading="Id", wrap=True),),
        rows=tuple((one,) for one in found.not_planned),
        most=MOST,
    )
    return adopted, elsewhere, rest
