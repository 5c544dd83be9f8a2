"""Small estates with traffic: servers of applications, and an export of who called whom."""

from __future__ import annotations

import hashlib
from typing import Any

from import_files import said

from inventory.merge import merge
from inventory.model import Claim, Estate, Flow, Interface

EXPORT = "azure-dependencies:deps.csv"
REGISTER = "register:x.csv"


def server(name: str, *addresses: str, **facts: Any) -> list[Claim]:
    """A server of an export."""
    return said(f"server/{name}", name=name, **facts, **({"addresses": list(addresses)} if addresses else {}))


def called(
    to: str, port: int = 443, process: str = "", by: str = "", first: str = "2026-11-01", last: str = "2026-11-20",
    times: str = "9", a_day: str = "", protocol: str = "tcp",
) -> str:  # fmt: skip
    """One flow of an export, as its claim holds it; `to` is "name", "@address", "#machine" or "name@address"."""
    named, _, address = to.partition("@")
    name, _, machine = named.partition("#")
    return f"{name}|{address}|{machine}|{port}|{protocol}|{process}|{by}|{first}|{last}|{times}|{a_day}"


def calls(caller: str, *flows: str, source: str = EXPORT, **facts: Any) -> list[Claim]:
    """What an export saw of one caller: "name", "@address", "#machine" or "name@address"."""
    named, _, address = caller.partition("@")
    name, _, machine = named.partition("#")
    ends = {"from_name": name, "from_address": address, "from_machine": machine}
    own = f"flow/{hashlib.sha256(caller.encode()).hexdigest()[:16]}"
    known = {key: text for key, text in ends.items() if text}
    return said(own, source, **known, **facts, flows=list(flows))


def application(name: str, *things: str, role: str = "app") -> list[Claim]:
    """An application on these things."""
    return [
        *said(f"application/{name}", REGISTER, id=name, name=name),
        *(
            claim
            for thing in things
            for claim in said(
                f"deployment/{name}--{thing}--{role}", REGISTER, application_id=name, thing_id=thing, role=role
            )
        ),
    ]


def declared(caller: str, called_one: str, **facts: Any) -> list[Claim]:
    """An interface of interfaces.csv."""
    own = f"{caller}-{called_one}-{facts.get('kind', 'any')}"
    ends = {"from_application": caller, "to_application": called_one}
    return said(f"interface/{own}", REGISTER, id=own, declared=True, **ends, **facts)


def merged(*parts: list[Claim]) -> Estate:
    """The estate of these claims."""
    return merge([claim for part in parts for claim in part], (), (), ())


def pair(*flows: str) -> Estate:
    """Application a on server web1 calls application b on server db1."""
    return merged(
        server("web1"), server("db1"), application("a", "web1"), application("b", "db1"), calls("web1", *flows)
    )


def only(estate: Estate) -> Flow:
    """The one flow there is."""
    (flow,) = estate.flows
    return flow


def seen(estate: Estate) -> list[tuple[str, str, str | None, str | None]]:
    """The interfaces that traffic showed: ends, kind, coupling."""
    return [(one.from_application, one.to_application, one.kind, one.coupling) for one in observed(estate)]


def observed(estate: Estate) -> list[Interface]:
    """The interfaces that traffic showed."""
    return [one for one in estate.interfaces if one.observed]
