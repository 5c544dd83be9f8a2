"""The server programs that are looked for, and what shows that a host has one.

Package names are those of Debian, Ubuntu, Red Hat and its like, SUSE and Alpine, and of the makers' own repositories;
ports are the registered ones (IANA service names and port numbers, 2026-11). Clients, libraries and tools are left out.
"""

from __future__ import annotations

import re
from typing import Literal

from safeio.values import value


@value
class Program:
    """A server program. Patterns match whole names; `port` only counts where nobody says whose port it is.

    `may_be` names a program that also runs as that process, and is meant where its package is installed;
    `beside_package` are such process names of that other program.
    """

    name: str
    kind: Literal["database", "software"]
    package: re.Pattern[str]
    process: re.Pattern[str]
    service: re.Pattern[str]
    port: int | None = None
    may_be: str | None = None
    beside_package: re.Pattern[str] | None = None


def _database(
    name: str,
    package: str,
    process: str,
    service: str,
    port: int | None = None,
    may_be: str | None = None,
    beside_package: str | None = None,
) -> Program:
    return Program(
        name=name,
        kind="database",
        package=re.compile(package),
        process=re.compile(process),
        service=re.compile(service),
        port=port,
        may_be=may_be,
        beside_package=re.compile(beside_package) if beside_package else None,
    )


def _software(name: str, package: str, process: str, service: str) -> Program:
    return Program(
        name=name,
        kind="software",
        package=re.compile(package),
        process=re.compile(process),
        service=re.compile(service),
    )


NOTHING = r"(?!)"
"""Matches no name: what is here shows nothing of its own under that heading."""

PROGRAMS: tuple[Program, ...] = (
    _database(
        "PostgreSQL",
        r"postgresql-\d+(?:\.\d+)?|postgresql\d{1,3}(?:-server)?|postgresql-server|edb-as\d+-server",
        r"postgres|postmaster|postgresql.*",
        r"postgresql.*",
        5432,
    ),
    _database(
        "MySQL",
        r"mysql-(?:community-|commercial-)?server(?:-\d+\.\d+|-core-\d+\.\d+)?|mysql-server-core-\d+\.\d+|mysql\d*-server|mysql",
        r"mysqld|mysqld_safe",
        r"mysqld?",
        3306,
        may_be="MariaDB",
    ),
    _database(
        "MariaDB",
        r"mariadb-server(?:-\d+\.\d+|-core(?:-\d+\.\d+)?|-galera)?|mariadb\d*-server|MariaDB-server|mariadb",
        r"mariadbd|mariadbd-safe",
        r"mariadb",
        beside_package=r"mysqld|mysqld_safe",
    ),
    _database("Microsoft SQL Server", r"mssql-server", r"sqlservr", r"mssql-server", 1433),
    _database(
        "MongoDB", r"mongodb-(?:org|enterprise)-server|mongodb-server(?:-core)?|mongodb", r"mongod", r"mongodb?", 27017
    ),
    _database("Redis", r"redis-server|redis\d*", r"redis-server", r"redis(?:-server)?(?:@.*)?", 6379),
    _database("Elasticsearch", r"elasticsearch(?:-oss)?", NOTHING, r"elasticsearch"),
    _database("OpenSearch", r"opensearch", NOTHING, r"opensearch"),
    _database("IBM Db2", NOTHING, r"db2sysc|db2wdog", NOTHING),
    _software("nginx", r"nginx(?:-core|-full|-light|-extras|-plus)?", r"nginx|nginx: .*", r"nginx"),
    _software("Apache HTTP Server", r"apache2|httpd\d*(?:-httpd)?", r"apache2|httpd(?:\.worker)?", r"apache2|httpd"),
    _software("Apache Tomcat", r"tomcat\d*", NOTHING, r"tomcat\d*(?:@.*)?"),
    _software(
        "JBoss Enterprise Application Platform",
        r"eap\d+-wildfly|jbossas.*|jboss-eap\d*",
        NOTHING,
        r"jboss-eap|eap\d+-standalone",
    ),
    _software("HAProxy", r"haproxy\d*", r"haproxy", r"haproxy"),
    _software("Squid", r"squid\d?", r"squid", r"squid"),
    _software("memcached", r"memcached", r"memcached", r"memcached"),
    _software("RabbitMQ", r"rabbitmq-server", NOTHING, r"rabbitmq-server"),
    _software("Apache ActiveMQ", r"activemq", NOTHING, r"activemq"),
    _software("Apache Kafka", r"kafka|confluent-server", NOTHING, r"kafka|confluent-server"),
    _software("Apache Solr", r"solr", NOTHING, r"solr"),
    _software("IBM MQ", r"MQSeriesServer", r"amqzxma0", NOTHING),
    _software("Docker Engine", r"docker-ce|docker-ee|docker\.io|moby-engine|docker-engine", r"dockerd", r"docker"),
    _software("Kubernetes", r"kubelet", r"kubelet", r"kubelet"),
    _software("Proxmox VE", r"pve-manager", r"pvedaemon", r"pvedaemon"),
    _software(
        "PHP",
        r"php\d\.\d-(?:fpm|cgi)|libapache2-mod-php\d?\.?\d?|php-fpm|php\d?(?:\d?-php-fpm)?",
        r"php-fpm[\d.]*",
        r"php[\d.]*-fpm",
    ),
    _software("Node.js", r"nodejs", r"node|nodejs", NOTHING),
)
