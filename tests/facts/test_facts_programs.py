"""Packages, processes, services and databases, in all the forms in which tools write them."""

import pytest
from host_output import host_from

from inventory.model import Package


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("dpkg-query -W", "install ok installed\tnginx\t1.18.0-6\ndeinstall ok config-files\told\t1"),
        (
            "dpkg -l",
            "||/ Name Version Architecture Description\n+++-====-====-====-====\n"
            "ii  nginx 1.18.0-6 amd64 web\nrc  old 1 all x",
        ),
        ("rpm -q -a", "nginx\t1.18.0-6\ngpg-pubkey\t1-2"),
        ("rpm -qa", "nginx-1.18.0-6.x86_64"),
        ("/lib/apk/db/installed", "C:x\nP:nginx\nV:1.18.0-6\n"),
        ("pacman -Q", "nginx 1.18.0-6"),
    ],
)
def test_packages_of_every_manager_are_read(title: str, text: str) -> None:
    assert host_from("packages", (title, text)).packages == (Package(name="nginx", version="1.18.0-6"),)


def test_X_03_a_listing_with_arguments_gives_only_names() -> None:
    listing = "UID PID PPID C STIME TTY TIME CMD\nroot 1 0 0 10:00 ? 00:00:01 /usr/bin/app --password=CANARY\n"
    host = host_from("processes", ("ps -ef", listing))
    assert host.processes == ("app",)
    assert "CANARY" not in repr(host)


def test_services_that_run_or_start() -> None:
    table = (
        "UNIT LOAD ACTIVE SUB DESCRIPTION\nnginx.service loaded active running Web\nx.mount loaded active mounted x\n"
    )
    assert host_from("services", ("systemctl list-units", table)).services == ("nginx",)
    assert host_from("services", ("services at start", "S20nginx\nK80old")).services == ("nginx",)


def test_oracle_databases_are_named_with_the_version_of_their_home() -> None:
    text = "# comment\nHRPROD:/u01/app/oracle/product/12.1.0/dbhome_1:Y\n+ASM:/u01/grid:N\n*:/x:N\nOLD:/opt/ora:N"
    assert host_from("oracle", ("/etc/oratab", text)).oracle_databases == {"HRPROD": "12.1.0", "OLD": ""}


def test_what_hides_processes_and_packages_is_said() -> None:
    assert "other users" in host_from("processes", ("process names", "sh"), ("hidden", "yes")).not_seen[0]
    assert "packages" in host_from("packages").not_seen[0]
