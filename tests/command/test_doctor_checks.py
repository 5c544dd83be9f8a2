"""doctor's checks: each judges what was seen, and names a command that mends it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cloud_unless.readiness.checked import Checked, State
from cloud_unless.readiness.checks import checked
from cloud_unless.readiness.machine import EXTRAS
from cloud_unless.readiness.machine_checks import FIRST_PYTHON, NOT_USED_YET, PAST_PYTHON
from cloud_unless.readiness.seen import Machine, Place, Seen, Tables, Terminal

TODAY = date(2026, 11, 22)
TERMINAL = Terminal(is_terminal=True, width=100, no_colour=None, encoding="utf-8")
MACHINE = Machine(
    python=(3, 12),
    executable="/opt/venv/bin/python",
    lacking=dict.fromkeys(EXTRAS, ()),
    pulumi="whole",
    pulumi_tool=None,
    agent="answers",
    agent_keys=2,
    terminal=TERMINAL,
    locale="utf-8",
    temporary_free=50_000_000_000,
)
PLACE = Place(
    path=Path("my folder"),
    modes={".": 0o700, "estate.db": 0o600},
    free=50_000_000_000,
    newest_file=TODAY,
    in_git=True,
    ignored=True,
    unreadable=None,
    database="sound",
    last_import=TODAY,
)
TABLES = Tables(products=(date(2026, 8, 22), date(2026, 9, 1)), prices=date(2026, 10, 7))
SEEN = Seen(today=TODAY, machine=MACHINE, place=PLACE, tables=TABLES)


def machine(**changes: Any) -> Seen:
    return replace(SEEN, machine=replace(MACHINE, **changes))


def place(**changes: Any) -> Seen:
    return replace(SEEN, place=replace(PLACE, **changes))


def terminal(**changes: Any) -> Seen:
    return machine(terminal=replace(TERMINAL, **changes))


def lacking(extra: str, *modules: str) -> dict[str, tuple[str, ...]]:
    return MACHINE.lacking | {extra: modules}  # type: ignore[operator]


def answer(seen: Seen, name: str) -> Checked:
    return next(one for one in checked(seen) if one.name == name)


def test_where_all_is_well_nothing_is_to_do() -> None:
    assert {one.state for one in checked(SEEN)} == {State.OK}
    assert [one.remedy for one in checked(SEEN) if one.remedy] == []


KEYRING = frozenset({"keyring"})
AGENT = frozenset({"agent"})
WANTS_AGENT = replace(PLACE, credentials=AGENT)
CASES = [
    ("python", machine(python=(3, 14)), "missing", "python3.13 -m venv"),
    ("packages", machine(lacking=lacking("", "ortools")), "missing", "-m pip install --upgrade cloud-unless"),
    ("extra stacks", machine(lacking=lacking("stacks", "pulumi")), "warning", "'cloud-unless[stacks]'"),
    ("pulumi", machine(pulumi="none"), "warning", "get.pulumi.com"),
    ("pulumi", machine(pulumi="no-language-host", pulumi_tool=Path("/a b/pulumi")), "warning", "'/a b/pulumi' --bin"),
    ("ssh agent", machine(agent="silent", agent_keys=None), "warning", "ssh-agent"),
    ("ssh agent", replace(machine(agent="none"), place=WANTS_AGENT), "missing", "ssh-agent"),
    ("ssh agent", replace(machine(agent_keys=0), place=WANTS_AGENT), "missing", "ssh-add"),
    ("programme folder", replace(SEEN, place=None), "warning", "cloud-unless init"),
    ("programme folder", place(closed=(".",)), "missing", "chmod u+rwX 'my folder'"),
    ("programme folder", place(closed=("out", "prices")), "missing", "chmod u+rwX 'my folder/out' 'my folder/prices'"),
    ("programme folder", place(unreadable="sources.yaml"), "missing", "cloud-unless config show --folder 'my folder'"),
    ("permissions", place(modes={".": 0o755, "estate.db": 0o600}), "warning", "chmod go-rwx 'my folder'"),
    ("permissions", place(modes={"estate.db": 0o640}), "warning", "chmod go-rwx 'my folder/estate.db'"),
    ("git", place(ignored=False), "warning", ">> 'my folder/.gitignore'"),
    ("database", place(database="old"), "warning", "cloud-unless import --folder 'my folder'"),
    ("database", place(database="it is damaged"), "missing", "mv 'my folder/estate.db' 'my folder/estate.db.aside'"),
    ("disk", place(free=500_000_000), "warning", "df -h"),
    ("disk", place(free=5_000_000), "missing", "df -h"),
    ("temporary files", machine(temporary_free=5_000_000), "missing", "TMPDIR"),
    ("clock", replace(SEEN, today=date(2001, 1, 1)), "missing", "timedatectl"),
    ("clock", replace(SEEN, today=date(2107, 1, 1)), "missing", "timedatectl"),
    ("clock", place(newest_file=date(2026, 12, 24)), "warning", "timedatectl"),
    ("catalogue", replace(SEEN, today=date(2027, 6, 1)), "warning", "pip install"),
    ("prices", replace(SEEN, today=date(2027, 12, 1)), "warning", "pip install"),
    ("terminal", terminal(encoding="ascii"), "warning", "LC_ALL=C.UTF-8"),
    ("terminal", terminal(width=20), "warning", "less -S"),
    ("locale", machine(locale=None), "warning", "LC_ALL=C.UTF-8"),
    ("locale", machine(locale="ascii"), "warning", "LC_ALL=C.UTF-8"),
]


@pytest.mark.parametrize(("name", "seen", "state", "remedy"), CASES, ids=[f"{c[0]}-{n}" for n, c in enumerate(CASES)])
def test_what_is_wrong_has_a_command_that_mends_it(name: str, seen: Seen, state: str, remedy: str) -> None:
    found = answer(seen, name)
    assert found.state == state
    assert remedy in (found.remedy or "")


@pytest.mark.parametrize("credentials", [frozenset(), KEYRING], ids=["not-wanted", "wanted"])
def test_the_keyring_is_missing_only_where_it_is_wanted(credentials: frozenset[str]) -> None:
    seen = replace(machine(lacking=lacking("keyring", "keyring")), place=replace(PLACE, credentials=credentials))
    assert answer(seen, "extra keyring").state == ("missing" if credentials else "ok")


def test_what_is_not_wanted_is_not_missed() -> None:
    assert answer(machine(agent="none", agent_keys=None), "ssh agent").state == "ok"
    assert answer(terminal(no_colour="NO_COLOR is set", is_terminal=False), "terminal").state == "ok"


def test_own_prices_count_too() -> None:
    seen = replace(place(own_prices=date(2027, 11, 1)), today=date(2027, 12, 1))
    assert answer(seen, "prices").state == "ok"


def test_without_packages_the_folder_is_not_judged() -> None:
    seen = replace(machine(lacking=lacking("", "rich")), place=None, tables=None)
    names = [one.name for one in checked(seen)]
    assert "packages" in names
    assert not {"programme folder", "database", "catalogue"} & set(names)


def test_extras_and_versions_are_those_of_the_project() -> None:
    path = Path(__file__).resolve().parents[2] / "pyproject.toml"
    project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
    assert {*EXTRAS, "all"} - {""} == set(project["optional-dependencies"])
    assert set(NOT_USED_YET) < set(EXTRAS)
    first, past = (".".join(map(str, version)) for version in (FIRST_PYTHON, PAST_PYTHON))
    assert project["requires-python"] == f">={first},<{past}"
