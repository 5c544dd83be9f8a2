"""C-08: the commands of the README work, in the order in which they stand there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from command_line import Command

README = Path(__file__).resolve().parent.parent.parent / "README.md"


def _day_one() -> list[list[str]]:
    text = README.read_text(encoding="utf-8")
    day_one = text[text.index("## Day one") : text.index("## Look at Linux hosts")]
    return [shlex.split(line) for line in re.findall(r"^ +cloud-unless (.+)$", day_one, flags=re.MULTILINE)]


def test_C_08_day_one_works_as_written(tmp_path: Path, command: Command) -> None:
    folder = tmp_path / "programme"
    lines = _day_one()
    assert lines[0][0] == "init"
    assert command("init", folder, "--as-of", "2026-11-22").code == 0
    for line in lines[1:]:
        day = () if line[0] == "cost" else ("--as-of", "2026-11-22")
        ran = command(*line, "--folder", folder, *day)
        assert ran.code == 0, (line, ran.err)
    assert (folder / "out/reports/report.html").exists()


def test_the_exit_codes_of_the_readme_are_those_of_the_program() -> None:
    from safeio.errors import Exit

    listed = re.findall(r"^\| (\d+) \|", README.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [int(code) for code in listed] == [code.value for code in Exit]
