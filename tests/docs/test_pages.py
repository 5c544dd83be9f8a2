"""The reference says what the program says: a command, option, file, column, rule or code without its page fails."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import typer

import tools.docs
from cloud_unless.app import COMMANDS, app
from cloud_unless.init import scaffold_texts
from cloud_unless.rule_sentences import rule_parts, rule_sentences
from cloud_unless.schemas import WRITTEN_BY_PEOPLE, WRITTEN_BY_STAGES, WRITTEN_TO_APPROVE
from policies.model import Rule
from policies.rules import RULES
from policies.standards import parameters_of, read_standards
from safeio.errors import Exit
from tools.pages.columns import COLUMNS
from tools.pages.commands import options_of
from tools.pages.exits import codes_of
from tools.pages.files import NEW_FOLDER_DAY, page_name
from tools.pages.navigation import Entry, navigation
from tools.pages.registers import columns_read
from tools.pages.rules import AREAS, FRAMEWORKS, setting_of
from tools.pages.writing import plain

PAGES = tools.docs.reference_pages()
GROUP: Any = typer.main.get_command(app)
NOT_DESCRIBED = {".gitignore", "Pulumi.yaml", "README.md", "__main__.py"}
"""Files of a new folder that other-files.md tells of, or that tell of themselves."""


def _words(text: str) -> str:
    """Text as a reader sees it: without the signs of Markdown."""
    return re.sub(r"[\\`|]", "", text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


@pytest.mark.parametrize("name", [name for name, _ in COMMANDS])
def test_every_command_has_a_page_with_every_option(name: str) -> None:
    page = PAGES[f"reference/commands/{name}.md"]
    options = options_of(GROUP.commands[name])
    assert page.startswith(f"# {name}\n")
    assert [option for option in options if f"`{option}" not in page] == []


@pytest.mark.parametrize("name", [name for name, _ in COMMANDS])
def test_every_option_says_what_it_is(name: str) -> None:
    rows = re.findall(r"^\| `(-[^|]*)` \|(.*)\|$", PAGES[f"reference/commands/{name}.md"], flags=re.MULTILINE)
    assert [option for option, says in rows if not re.search(r"[a-z]{3}", says)] == []


def test_a_command_names_the_codes_that_its_text_and_its_file_name() -> None:
    runs = dict(COMMANDS)
    assert {Exit.OK, Exit.FINDINGS, Exit.NOT_EVALUATED} <= set(codes_of(runs["verify"]))
    assert Exit.INFEASIBLE in codes_of(runs["plan"])
    assert Exit.PARTIAL not in codes_of(runs["check"])


def test_every_exit_code_is_explained() -> None:
    page = PAGES["reference/exit-codes.md"]
    assert [code for code in Exit if f"| {code.value} | " not in page] == []


def test_every_file_of_a_new_folder_has_a_page() -> None:
    names = {name for name in scaffold_texts(NEW_FOLDER_DAY) if not name.startswith(".schemas/")} - NOT_DESCRIBED
    wanted = {re.sub(r"^prices/.*", "prices/*.csv", name) for name in names}
    assert {name for name in wanted if f"reference/files/{page_name(name)}" not in PAGES} == set()


@pytest.mark.parametrize(
    "file",
    [f"{name}.yaml" for name, _ in WRITTEN_BY_PEOPLE + WRITTEN_TO_APPROVE]
    + [f"{name}.json" for name, _ in WRITTEN_BY_STAGES],
)
def test_every_file_with_a_schema_has_a_page_with_every_field(file: str) -> None:
    page = PAGES[f"reference/files/{page_name(file)}"]
    schema = json.loads(tools.docs.schema_texts()[f"schemas/{file.rpartition('.')[0]}.schema.json"])
    parts = [schema, *schema.get("$defs", {}).values()]
    fields = [name for part in parts for name in part.get("properties", {})]
    assert fields
    assert [name for name in fields if f"| `{name}` |" not in page] == []


def test_every_column_that_is_read_has_words_and_no_other_has() -> None:
    assert {file: set(words) for file, words in COLUMNS.items()} == {
        file: set(read) for file, read in columns_read().items()
    }


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_the_page_of_a_rule_and_explain_say_the_same(rule: Rule) -> None:
    page, printed = _words(PAGES[f"reference/standards/{rule.id}.md"]), rule_sentences(rule)
    assert len(printed) == 1 + len(rule_parts(rule))
    for part, sentence in zip(rule_parts(rule), printed[1:], strict=True):
        assert f"## {part.about}" in page
        texts = [text.partition(" ")[2] if part.about == "Evidence for" else text for text in part.says]
        assert [text for text in texts if _words(text) not in page or text not in sentence] == []
    assert "A person must judge" in page or not rule.frameworks


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_every_rule_says_what_makes_it_fail(rule: Rule) -> None:
    assert any(re.match(r"Verdict: .*([Ff]ails|[Pp]asses|[Uu]nknown)", said) for said in rule_sentences(rule))


def test_the_settings_on_the_pages_may_stand_in_standards_yaml(tmp_path: Path) -> None:
    with_parameters = [rule for rule in RULES if rule.parameters]
    rows = "".join(setting_of(rule).removeprefix("rules:\n") for rule in with_parameters)
    (tmp_path / "standards.yaml").write_text(f"schema_version: 1\nrules:\n{rows}", encoding="utf-8")
    standards = read_standards(tmp_path / "standards.yaml", RULES)
    assert {rule.id: parameters_of(rule, standards) for rule in with_parameters} == {
        rule.id: dict(rule.parameters) for rule in with_parameters
    }


def test_every_area_and_framework_has_a_name() -> None:
    assert {rule.id.partition("-")[0] for rule in RULES} <= set(AREAS)
    assert {name for rule in RULES for name in rule.frameworks} <= set(FRAMEWORKS)


def test_the_contents_name_every_page_once() -> None:
    pages = {**tools.docs.written_pages(), **PAGES}
    named = list(_named(navigation(pages)))
    assert sorted(named) == sorted(pages)


def _named(entries: tuple[Entry, ...]) -> list[str]:
    found = []
    for entry in entries:
        if isinstance(entry, str):
            found.append(entry)
            continue
        ((_, below),) = entry.items()
        found += [below] if isinstance(below, str) else _named(tuple(below))
    return found


def test_text_is_never_taken_for_markup() -> None:
    assert plain("<b> a_b [x](y) `c_d` | *") == "&lt;b&gt; a\\_b \\[x\\](y) `c_d` \\| \\*"


def test_code_in_written_pages_leads_to_its_page() -> None:
    guide = tools.docs.written_pages()["guides/migration-lead.md"]
    assert "[`cloud-unless verify`](../reference/commands/verify.md)" in guide
    assert "[`programme.yaml`](../reference/files/programme-yaml.md)" in guide
    assert "\n$ cloud-unless verify\n" in guide


def test_every_written_page_has_a_title() -> None:
    assert [str(path) for path in tools.docs.written_files() if not path.read_text("utf-8").startswith("# ")] == []


def test_the_first_page_leads_to_every_guide() -> None:
    index = (Path(tools.docs.WRITTEN) / "index.md").read_text(encoding="utf-8")
    guides = {path.name for path in (Path(tools.docs.WRITTEN) / "guides").glob("*.md")}
    assert {name for name in guides if f"guides/{name}" not in index} == set()


def test_written_pages_use_only_options_that_exist() -> None:
    used = [
        (path.name, name, option)
        for path in tools.docs.written_files()
        for name, rest in re.findall(r"cloud-unless ([a-z]+)([^\n`|#]*)", path.read_text(encoding="utf-8"))
        for option in re.findall(r"(?<= )--[a-z-]+", rest)
    ]
    assert used
    assert [one for one in used if one[2] not in (*options_of(GROUP.commands[one[1]]), "--help")] == []
