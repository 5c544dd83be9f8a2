"""The collector's script: constant, read-only, whole or nothing."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import inventory.facts
from inventory import collector
from inventory.collector_script import LONG, SECTION_BYTES
from inventory.facts import FACTS

PLAIN = {"PATH": "/usr/bin:/bin", "LANG": "C"}


def run(script: str, folder: Path, *arguments: str, **environment: str) -> bytes:
    """What the script writes when it is fed to sh, in a folder of its own."""
    env = PLAIN | {"HOME": str(folder), "TMPDIR": str(folder)} | environment
    command = ["/bin/sh", "-s", *arguments]
    return subprocess.run(command, input=script.encode(), cwd=folder, env=env, capture_output=True, check=True).stdout


def test_every_fact_is_in_its_list_and_in_the_script() -> None:
    files = {path.stem for path in Path(str(inventory.facts.__file__)).parent.glob("[a-z]*.py")}
    assert {fact.name for fact in FACTS} == files
    assert all(f"\n    section {fact.name}\n" in collector.script() for fact in FACTS)


def test_the_script_is_the_same_in_every_process() -> None:
    code = "from inventory import collector; print(collector.script_sha256())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == collector.script_sha256()


def test_every_fact_answers_under_sh(tmp_path: Path) -> None:
    found = collector.sections(run(collector.script(), tmp_path))
    assert found.complete
    assert [section.name for section in found.sections] == [fact.name for fact in FACTS]
    assert all(section.complete for section in found.sections)


def test_the_script_leaves_nothing_behind(tmp_path: Path) -> None:
    run(collector.script(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_script_writes_to_nothing_but_its_output() -> None:
    script = collector.script().replace("==> $1 <==", "")
    assert "<<" not in script
    assert set(re.findall(r"\d?>+\s*([^\s;]+)", re.sub(r"'[^'\n]*'", "", script))) <= {"/dev/null", "&1"}


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_script_cut_on_its_way_asks_nothing(part: float, tmp_path: Path) -> None:
    script = collector.script()
    env = PLAIN | {"HOME": str(tmp_path)}
    cut = script[: int(len(script) * part)].encode()
    done = subprocess.run(["/bin/sh", "-s"], input=cut, cwd=tmp_path, env=env, capture_output=True, check=False)
    assert b"#cloud-unless" not in done.stdout


def asked(name: str, shell: str) -> str:
    """The script with another question in place of a fact's."""
    before, _, after = collector.script().partition(f"\n{name}() {{\n")
    return f"{before}\n{name}() {{\n    {shell}\n}}\n" + after.partition("\n}\n")[2]


@pytest.mark.parametrize("name", LONG)
def test_an_answer_without_end_is_cut(name: str, tmp_path: Path) -> None:
    found = collector.sections(run(asked(name, "while :; do echo talk; done"), tmp_path))
    cut = next(section for section in found.sections if section.name == name)
    assert (found.complete, cut.complete, len(cut.output)) == (True, False, SECTION_BYTES + 1)


@pytest.mark.parametrize("name", ["kernel", "packages"])
def test_an_answer_that_is_too_long_is_cut(name: str, tmp_path: Path) -> None:
    script = asked(name, f"head -c {2 * SECTION_BYTES} /dev/zero | tr '\\000' x")
    found = collector.sections(run(script, tmp_path))
    cut = next(section for section in found.sections if section.name == name)
    assert (found.complete, cut.complete, cut.output) == (True, False, "x" * SECTION_BYTES + "\n")
    assert len(found.sections) == len(FACTS)


def test_S_15_letters_of_several_bytes_are_counted_as_bytes(tmp_path: Path) -> None:
    script = asked("kernel", "printf '\\303\\251\\342\\202\\254'")
    found = collector.sections(run(script, tmp_path, LC_ALL="C.UTF-8"))
    kernel = next(section for section in found.sections if section.name == "kernel")
    assert (found.complete, kernel.complete, kernel.output) == (True, True, "\u00e9\u20ac")


def test_sudo_is_asked_by_one_fact_and_only_where_it_is_allowed() -> None:
    assert [fact.name for fact in FACTS if "as_root" in fact.shell] == ["hardware"]
    assert [fact.name for fact in FACTS if "sudo" in fact.shell] == []
    assert collector.script().count("sudo -n") == 1


def test_X_03_arguments_of_processes_stay_on_the_host(tmp_path: Path) -> None:
    canary = "--password=CANARY-4711"
    waits = "import sys; sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", waits, canary], stdin=subprocess.PIPE) as process:
        output = run(collector.script(), tmp_path)
        assert process.stdin is not None
        process.stdin.close()
    assert b"CANARY" not in output
