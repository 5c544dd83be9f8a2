"""The JSON Schemas: written from the code, and true of the files."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

import jsonschema
import pytest
from programme_folder import new_folder

from cloud_unless.schemas import (
    WRITTEN_AS_RULES,
    WRITTEN_BY_PEOPLE,
    WRITTEN_BY_STAGES,
    WRITTEN_TO_APPROVE,
    schema_files,
)
from safeio.yaml_files import parse_yaml

ROOT = Path(__file__).parent.parent.parent
SCHEMAS = ROOT / "docs" / "schemas"
RULE_EXAMPLES = {"rule": "    schema_version: 1\n    id: COUNCIL", "rule_cases": "    rule: COUNCIL"}


def plain(path: Path) -> Any:
    """A YAML file as an editor sees it: dates are text."""
    found: dict[str, Any] = parse_yaml(path.read_text(encoding="utf-8"), path.name, dict)
    return found


def test_the_schemas_in_docs_are_what_the_code_says() -> None:
    made = schema_files(WRITTEN_BY_PEOPLE + WRITTEN_AS_RULES + WRITTEN_TO_APPROVE + WRITTEN_BY_STAGES)
    kept = {path.name: path.read_text(encoding="utf-8") for path in SCHEMAS.glob("*.json")}
    assert kept == made, "run: .venv/bin/python tools/schemas.py"


@pytest.mark.parametrize("name", [name for name, _ in WRITTEN_BY_PEOPLE])
@pytest.mark.parametrize("folder", ["new", "county"])
def test_the_files_people_write_fit_their_schema(name: str, folder: str, tmp_path: Path) -> None:
    at = ROOT / "examples" / "county" if folder == "county" else new_folder(tmp_path / "p")
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    wrong = jsonschema.Draft202012Validator(schema).iter_errors(plain(at / f"{name}.yaml"))
    assert [error.message for error in wrong] == []


def test_the_rule_of_the_documents_fits_its_schema(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "checking.md").read_text(encoding="utf-8")
    blocks = {kind: text[text.index(start) :].partition("\n\n")[0] for kind, start in RULE_EXAMPLES.items()}
    for kind, block in blocks.items():
        schema = json.loads((SCHEMAS / f"{kind}.schema.json").read_text(encoding="utf-8"))
        found = parse_yaml(dedent(block), kind, dict)
        assert jsonschema.Draft202012Validator(schema).is_valid(found)
        assert not jsonschema.Draft202012Validator(schema).is_valid(found | {"remedies": {}})
        assert (new_folder(tmp_path / kind) / ".schemas" / f"{kind}.schema.json").is_file()


def test_a_schema_refuses_an_unknown_key(tmp_path: Path) -> None:
    schema = json.loads((SCHEMAS / "programme.schema.json").read_text(encoding="utf-8"))
    data = plain(new_folder(tmp_path / "p") / "programme.yaml") | {"plan_form": "2026-12-07"}
    assert not jsonschema.Draft202012Validator(schema).is_valid(data)


@pytest.mark.parametrize("name", [name for name, _ in WRITTEN_BY_PEOPLE])
def test_the_editor_header_leads_to_the_schema(name: str, tmp_path: Path) -> None:
    for folder in (new_folder(tmp_path / "p"), ROOT / "examples" / "county"):
        first = (folder / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
        mark, _, target = first.partition("$schema=")
        assert mark == "# yaml-language-server: "
        assert (folder / target).is_file()
