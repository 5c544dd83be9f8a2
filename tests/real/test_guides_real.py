"""C-08: the guide of the platform engineer works as written, with the real Pulumi engine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from stacks.rehearsal.cli import find_cli
from tests.docs.new_user import work_through
from tests.docs.own_files import handed_over


@pytest.mark.timeout(1800)
def test_C_08_the_platform_engineer_sees_all_of_it_built_and_removed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    handed_over(home / "programme")
    wrong = work_through("platform-engineer", home, "stacks.txt", find_cli(os.environ).folder)
    assert not wrong, "\n\n".join(wrong)
