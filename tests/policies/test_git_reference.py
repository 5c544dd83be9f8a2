"""P-05: settings are read from a reference of git, so that a change cannot approve itself."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from policies import git_reference
from policies.git_reference import files_at
from policies.setting_changes import setting_changes
from policies.setting_files import SettingFile, setting_files
from safeio.errors import InputError

NOBODY = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
STANDARDS = "schema_version: 1\nrules: {LOG-002: {level: %s}}\n"


def git(folder: Path, *arguments: str) -> None:
    """Run git on the repository of a test."""
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(
        ["git", *names, *arguments], cwd=folder, check=True, capture_output=True, env={**os.environ, **NOBODY}
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A programme folder below the top of a repository, with settings committed on `main`."""
    made = tmp_path / "repository/programme"
    (made / "rules").mkdir(parents=True)
    (made / "standards.yaml").write_text(STANDARDS % "mandatory")
    (made / "rules/own.yaml").write_text("a rule")
    (made / "rules/README.md").write_text("no rule")
    (made / "baseline.json").write_text("{}")
    (made.parent / "standards.yaml").write_text("of another folder")
    git(made.parent, "init", "-q")
    git(made.parent, "add", ".")
    git(made.parent, "commit", "-q", "-m", "Settings")
    git(made.parent, "tag", "v1")
    return made


def test_files_are_those_of_the_reference_and_not_of_the_folder(folder: Path) -> None:
    (folder / "standards.yaml").write_text(STANDARDS % "disabled")
    (folder / "exemptions.yaml").write_text("new")
    found = {one.name: one.text() for one in files_at(folder, "main", ("baseline.json",))}
    assert found == {"standards.yaml": STANDARDS % "mandatory", "rules/own.yaml": "a rule", "baseline.json": "{}"}
    assert [one.data for one in files_at(folder, "v1^0")] == [one.data for one in files_at(folder, "main")]
    assert files_at(folder, "main")[-1].where == "main:standards.yaml"


@pytest.mark.parametrize(
    "reference",
    ["gone", "", "-h", "--help", "--upload-pack=touch x", "main:standards.yaml", "main..v1", "a b", "main\n", "@{-9}"],
)
def test_what_is_no_reference_is_refused(folder: Path, reference: str) -> None:
    with pytest.raises(InputError, match="--standards-from"):
        files_at(folder, reference)


def test_without_a_repository_or_without_git_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="git cannot read this repository"):
        files_at(tmp_path, "main")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="git is not installed"):
        files_at(tmp_path, "main")


def test_variables_and_settings_of_git_lead_nowhere_else(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_TRACE", str(folder / "trace"))
    git_config = folder.parent / ".git/config"
    git_config.write_text(f"{git_config.read_text()}\n[core]\nfsmonitor = touch {folder}/ran\n")
    assert len(files_at(folder, "main")) == 2
    assert not (folder / "ran").exists()
    assert not (folder / "trace").exists()


def test_a_link_at_the_reference_is_refused(folder: Path) -> None:
    (folder / "exemptions.yaml").symlink_to("standards.yaml")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "A link")
    with pytest.raises(InputError, match="not an ordinary file"):
        files_at(folder, "main")


def test_a_git_that_takes_too_long_is_ended(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "git").write_text("#!/bin/sh\nwhile :; do :; done\n")
    (tmp_path / "git").chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setattr(git_reference, "SECONDS", 0.3)
    with pytest.raises(InputError, match="longer than"):
        files_at(folder, "main")


def file(name: str, text: str) -> SettingFile:
    return SettingFile(name=name, where=name, data=text.encode())


EXEMPTIONS = "schema_version: 1\nexemptions: [%s]\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{id: A, x: 1}", "{id: A, x: 1}, {id: B}", "heeded instead: B added"),
        ("{id: A, x: 1}, {id: C}", "{id: A, x: 2}", "heeded instead: A changed (x: 2), C removed"),
        ("", "{id: A, rule_id: STO-001, scope: a}", "heeded instead: A added (rule_id: STO-001; scope: a)"),
        ("", "{", "was changed since main, which is heeded instead"),
    ],
)
def test_what_a_change_does_to_exemptions_is_shown(old: str, new: str, said: str) -> None:
    before, after = ((file("exemptions.yaml", EXEMPTIONS % text),) for text in (old, new))
    (warned,) = setting_changes(before, after, "main")
    assert warned.message.endswith(said)


def test_files_that_come_go_or_change_are_shown() -> None:
    old = (file("standards.yaml", STANDARDS % "mandatory"), file("rules/a.yaml", "1"))
    new = (file("standards.yaml", STANDARDS % "disabled"), file("rules/b.yaml", "1"))
    assert [f"{one.about} {one.message}" for one in setting_changes(old, new, "main")] == [
        "rules/a.yaml was removed since main; it is heeded all the same",
        "rules/b.yaml is not there at main, and is not heeded",
        "standards.yaml was changed since main, which is heeded instead: LOG-002 changed (level: disabled)",
    ]
    assert setting_changes(old, old, "main") == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("unknown: deny\n", "unknown: allow\n", "unknown changed (deny → allow)"),
        ("expiring_days: 30\n", "", "expiring_days removed"),
        (
            "",
            "rules: {A: {level: disabled, parameters: {n: [a, 1]}}}\n",
            'A added (level: disabled; parameters: {"n": ["a", 1]})',
        ),
        ("rules: {A: {level: advisory}}\n", "rules: {A: {}}\n", "A changed (level: removed)"),
        ("", 'rules: {A: {level: "\\e[31m::error::"}}\n', "A added (level: "),
        ("", f"rules: {{A: {{level: {'x' * 900}}}}}\n", "A added (level: xxx"),
    ],
)
def test_what_a_change_asks_for_is_said(old: str, new: str, said: str) -> None:
    before, after = ((file("standards.yaml", f"schema_version: 1\n{text}"),) for text in (old, new))
    (warned,) = setting_changes(before, after, "main")
    assert f"heeded instead: {said}" in warned.message
    assert "\x1b" not in warned.message
    assert len(warned.message) < 300


def test_the_folder_itself_is_read_in_the_same_form(folder: Path) -> None:
    here = setting_files(folder)
    assert [(one.name, one.data) for one in here] == [(one.name, one.data) for one in files_at(folder, "main")]
