"""What kind of service a program or a port offers, and whether who uses it can stand far from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from safeio.values import value

Kind = Literal["database", "api", "file", "message", "identity"]


@value
class Service:
    """A kind of service, the programs that offer it and the ports on which they do by default.

    Where `strong`, who uses it cannot stand far from it: it reads row by row or block by block and waits for the line
    each time. The others exchange whole requests, messages or files.
    """

    kind: Kind
    strong: bool = False
    ports: tuple[int, ...]
    programs: tuple[str, ...]


# Ports: the IANA service name and port number registry, and the defaults in the products' own manuals (2026-11).
# Programs: the names under which the products' servers run on Linux and Windows.
SERVICES = (
    Service(
        kind="database",
        strong=True,
        ports=(
            *(1433, 1434, 5022),  # SQL Server, its browser and its mirroring
            *(1521, 1522, 1526, 2484),  # Oracle
            *(3306, 33060),  # MySQL and MariaDB
            *(5432, 5433, 6432),  # PostgreSQL and PgBouncer
            *(50000, 50001, 446),  # Db2
            *(1972, 3050, 9088, 2638),  # InterSystems Caché, Firebird, Informix, SQL Anywhere
            *(27017, 27018, 27019, 9042, 6379, 5984, 7687),  # MongoDB, Cassandra, Redis, CouchDB, Neo4j
            *(30013, 30015),  # SAP HANA
        ),
        programs=(
            *("sqlservr", "sqlbrowser", "oracle", "tnslsnr", "mysqld", "mariadbd", "postgres", "postmaster"),
            *("pgbouncer", "db2sysc", "mongod", "mongos", "redis-server", "oninit", "hdbindexserver", "dataserver"),
            *("firebird", "fbserver", "mysqlrouter"),
        ),
    ),
    Service(kind="file", strong=True, ports=(139, 445, 548, 2049), programs=("smbd", "nfsd")),
    # Transfers of whole files. SSH is not here: it may as well be a person at work.
    Service(
        kind="file",
        ports=(20, 21, 873, 989, 990),
        programs=("vsftpd", "proftpd", "pure-ftpd", "rsync", "sftp-server"),
    ),
    Service(
        kind="message",
        ports=(1414, 1801, 5671, 5672, 61613, 61616, 9092, 9093, 4222, 1883, 8883, 25, 465, 587),
        programs=(
            "amqzxma0",
            "runmqlsr",
            "mqsvc",
            "beam.smp",
            "rabbitmq-server",
            "activemq",
            "nats-server",
            "mosquitto",
        ),
    ),
    Service(
        kind="identity",
        ports=(88, 389, 464, 636, 3268, 3269, 1812, 1813, 49),
        programs=("slapd", "ns-slapd", "krb5kdc", "lsass", "radiusd", "freeradius"),
    ),
    Service(
        kind="api",
        ports=(80, 443, 8000, 8008, 8080, 8081, 8443, 8888, 9080, 9443, 7001, 7002),
        programs=("httpd", "apache", "apache2", "nginx", "w3wp", "tomcat", "haproxy", "envoy", "caddy", "gunicorn"),
    ),
)
_BY_PORT: Mapping[int, Service] = {port: service for service in SERVICES for port in service.ports}
_BY_PROGRAM: Mapping[str, Service] = {name: service for service in SERVICES for name in service.programs}


def service_of(port: int | None, process: str | None) -> Service | None:
    """What listens: by its program where that is known to offer one service, else by its port. None is not known."""
    return _BY_PROGRAM.get(program(process)) or (None if port is None else _BY_PORT.get(port))


def program(process: str | None) -> str:
    """A program's name without folder, case and .exe; "" where it is not known."""
    return (process or "").replace("\\", "/").rpartition("/")[2].strip().casefold().removesuffix(".exe")
