"""Databases and server software, told by packages, processes, services and ports."""

import pytest
from host_output import DAY

from inventory.model import Host, Listener, Package
from inventory.products import load_products
from inventory.recognise import recognise
from inventory.server_software import server_software
from inventory.server_software_names import PROGRAMS


def found(**known: object) -> list[tuple[str, str, str | None]]:
    """Kind, name and version of what a host has."""
    host = Host(target="h", seen_on=DAY, **known)  # type: ignore[arg-type]
    return [(one.kind, one.name, one.version) for one in server_software(host)]


def packages(*named: str) -> tuple[Package, ...]:
    """Packages written name=version."""
    return tuple(Package(name=name, version=version) for name, _, version in (text.partition("=") for text in named))


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_every_program_is_a_product_with_support_dates(program: object) -> None:
    assert recognise(program.name, load_products()) is not None  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("package", "name", "version"),
    [
        ("postgresql-12=12.9-0ubuntu0.20.04.1", "PostgreSQL", "12.9"),
        ("postgresql-server=9.2.24-1.el7_5", "PostgreSQL", "9.2.24"),
        ("postgresql96-server=9.6.24-1PGDG.rhel7", "PostgreSQL", "9.6.24"),
        ("mysql-community-server=5.7.44-1.el7", "MySQL", "5.7.44"),
        ("mysql-server-8.0=8.0.36-0ubuntu0.20.04.1", "MySQL", "8.0.36"),
        ("mariadb-server-10.3=1:10.3.39-0+deb10u1", "MariaDB", "10.3.39"),
        ("MariaDB-server=10.6.16-1.el8", "MariaDB", "10.6.16"),
        ("mssql-server=15.0.4322.2-1", "Microsoft SQL Server", "15.0.4322.2"),
        ("mongodb-org-server=4.4.29-1.el8", "MongoDB", "4.4.29"),
        ("redis-server=5:5.0.7-2ubuntu0.1", "Redis", "5.0.7"),
        ("httpd=2.4.6-99.el7.centos.1", "Apache HTTP Server", "2.4.6"),
        ("apache2=2.4.41-4ubuntu3", "Apache HTTP Server", "2.4.41"),
        ("tomcat9=9.0.31-1ubuntu0.4", "Apache Tomcat", "9.0.31"),
        ("docker.io=20.10.7-0ubuntu5", "Docker Engine", "20.10.7"),
        ("php7.4-fpm=7.4.3-4ubuntu2", "PHP", "7.4.3"),
    ],
)
def test_packages_are_known_by_their_names_everywhere(package: str, name: str, version: str) -> None:
    assert [(one[1], one[2]) for one in found(packages=packages(package))] == [(name, version)]


@pytest.mark.parametrize(
    "package",
    [
        "postgresql-client-12=12.9",
        "mysql-common=5.8",
        "libmariadb3=10",
        "nginx-common=1",
        "apache2-utils=2",
        "php-cli=7",
    ],
)
def test_clients_and_libraries_are_no_servers(package: str) -> None:
    assert found(packages=packages(package), processes=("init",)) == []


def test_a_database_that_does_not_run_is_only_software() -> None:
    known = packages("postgresql-12=12.9-1")
    assert found(packages=known, processes=("init",)) == [("software", "PostgreSQL", "12.9")]
    assert found(packages=known, processes=("init", "postgres")) == [("database", "PostgreSQL", "12.9")]
    assert found(packages=known, processes=("init",), services=("postgresql@12-main",))[0][0] == "database"
    assert found(packages=known)[0][0] == "database"


def test_two_releases_are_two() -> None:
    known = packages("postgresql-12=12.9-1", "postgresql-14=14.2-1")
    assert [one[1:] for one in found(packages=known)] == [("PostgreSQL 12", "12.9"), ("PostgreSQL 14", "14.2")]


def test_a_process_without_a_package_has_no_version() -> None:
    assert found(processes=("mongod",)) == [("database", "MongoDB", None)]


def test_mysqld_is_mariadb_where_that_is_installed() -> None:
    known = packages("mariadb-server=3:5.5.68-1.el7")
    assert found(packages=known, processes=("mysqld",)) == [("database", "MariaDB", "5.5.68")]


def test_a_port_counts_only_where_its_owner_cannot_be_seen() -> None:
    port = Listener(protocol="tcp", address=None, port=1433)
    assert found(listeners=(port,)) == [("database", "Microsoft SQL Server", None)]
    assert found(listeners=(Listener(protocol="tcp", address=None, port=1433, process="haproxy"),)) == [
        ("software", "HAProxy", None)
    ]


def test_oracle_databases_have_their_own_names() -> None:
    known = {"oracle_databases": {"HRPROD": "12.1.0"}, "processes": ("ora_pmon_HRPRO", "ora_pmon_FIN")}
    assert found(**known) == [("database", "FIN", None), ("database", "HRPROD", "12.1.0")]
