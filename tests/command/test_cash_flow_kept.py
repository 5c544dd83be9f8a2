"""`verify` works the money out again where the plan was edited, or the cash flow is not of it; else it stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Command, Ran

AGAIN = "worked out again"


def verified(command: Command, folder: Path) -> Ran:
    """`verify` on the fixed day."""
    return command("verify", "--folder", folder, "--as-of", "2026-11-22")


def test_the_money_of_a_plan_that_stands_is_left_alone(planned: Path, command: Command) -> None:
    file = planned / "out/cash_flow.json"
    before = file.stat().st_ino, file.read_bytes()
    ran = verified(command, planned)
    assert ran.code == 0
    assert AGAIN not in ran.err
    assert (file.stat().st_ino, file.read_bytes()) == before


@pytest.mark.parametrize("text", ["", "{}\n", '{\n  "plan_sha256": "' + 64 * "0" + '",\n', "x" * 5000])
def test_a_cash_flow_that_is_not_of_the_plan_is_made_again(text: str, planned: Path, command: Command) -> None:
    file = planned / "out/cash_flow.json"
    before = file.read_bytes()
    file.write_text(text)
    assert AGAIN in verified(command, planned).err
    assert file.read_bytes() == before
