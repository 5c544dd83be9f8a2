"""Published checks of ARM templates: where we do not agree, the reason stands in docs/arm-agreement.md."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from policies.check import check
from policies.model import Rule
from policies.readers import read_resources
from policies.rules import RULES
from policies.standards import Standards
from safeio.values import value

DOCUMENT = Path(__file__).parents[2] / "docs" / "arm-agreement.md"
TEMPLATES = Path("checkov/tests/arm/checks/resource")


@value
class Row:
    """One published verdict: what a check must say of a resource, and the rule of ours that asks the same."""

    check_id: str
    resource: str
    expected: str
    rule: Rule
    file: Path


def _rows(folder: Path) -> Iterator[Row]:
    with (folder / "EXPECTED.tsv").open(encoding="utf-8") as lines:
        for one in csv.DictReader(lines, delimiter="\t"):
            for rule in RULES:
                if one["check_id"] in rule.frameworks.get("checkov", ()):
                    file = _file(folder / TEMPLATES / one["folder"], one["resource"], one["expected"])
                    yield Row(
                        check_id=one["check_id"],
                        resource=one["resource"],
                        expected=one["expected"],
                        rule=rule,
                        file=file,
                    )


def _file(folder: Path, resource: str, expected: str) -> Path:
    """The template with the resource; where several have it, the one that is named after the verdict."""
    having = [path for path in sorted(folder.glob("*.json")) if _urns(path, resource)]
    assert having, f"no template has {resource}"
    return next((path for path in having if expected in path.stem.casefold()), having[0])


def _urns(path: Path, resource: str) -> frozenset[str]:
    kind, _, name = resource.rpartition(".")
    found = read_resources(path).resources
    return frozenset(
        one.urn for one in found if one.raw_type.casefold() == kind.casefold() and one.name.rpartition("/")[2] == name
    )


def _ours(row: Row) -> str:
    """What our rule says; "not asked" where it is about another type."""
    checked = check(read_resources(row.file).resources, (row.rule,), (), date(2026, 11, 22), Standards(), None)
    urns = _urns(row.file, row.resource)
    said = {one.verdict for one in checked.findings if one.subject in urns}
    return " and ".join(sorted(said)).replace("_", " ") or "not asked"


def _explained() -> dict[tuple[str, ...], str]:
    """The table of the document: check, resource, expected, our rule and its verdict, and why."""
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines if line.startswith("| CKV")]
    return {tuple(row[:5]): row[5] for row in cells}


def test_every_disagreement_with_a_published_check_is_explained(
    real_inputs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = list(_rows(real_inputs / "iac-arm"))
    judged = {(one.check_id, one.resource, one.expected, one.rule.id, _ours(one)) for one in rows}
    different = {one for one in judged if one[2] != one[4]}
    with capsys.disabled():
        print(f"\n{len(judged)} verdicts of {len({one.check_id for one in rows})} published checks: ", end="")
        print(f"{len(judged) - len(different)} the same, {len(different)} explained")
    assert len(judged) > 40
    assert different == set(_explained())


def test_every_published_template_is_read(real_inputs: Path) -> None:
    read = [read_resources(path) for path in sorted((real_inputs / "iac-arm" / TEMPLATES).glob("*/*.json"))]
    assert len(read) > 80
    assert all(one.resources for one in read)
