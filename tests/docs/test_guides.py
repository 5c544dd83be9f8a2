"""C-08: the guides work as written, from installation to a first result on the reader's own files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.guide_steps import Type, steps
from tests.docs.new_user import GUIDES, work_through
from tests.docs.own_files import pulumi_preview, rvtools

# Each guide installs the project anew, and runs a dozen commands in processes of their own.
pytestmark = pytest.mark.timeout(900)


@pytest.mark.parametrize("path", sorted(GUIDES.glob("*.md")), ids=lambda path: path.stem)
def test_a_guide_names_no_command_that_it_does_not_run(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    typed = {step.line.partition("  # ")[0] for step in steps(text) if isinstance(step, Type)}
    named = set(re.findall(r"`(cloud-unless [a-z]+ [^`\n]+)`", text))
    assert named - typed == set()
    assert len(typed) > 10


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of a new user, with their own files in ~/exports."""
    exports = tmp_path / "home" / "exports"
    exports.mkdir(parents=True)
    rvtools(exports / "rvtools.xlsx")
    return exports.parent


def test_C_08_the_migration_lead_gets_a_plan(home: Path) -> None:
    wrong = work_through("migration-lead", home, "core.txt")
    assert not wrong, "\n\n".join(wrong)


def test_C_08_the_security_reviewer_finds_what_is_wrong_and_no_false_green(home: Path) -> None:
    pulumi_preview(home / "exports" / "preview.json")
    wrong = work_through("security-reviewer", home, "core.txt")
    assert not wrong, "\n\n".join(wrong)
