"""The one secret of the program never leaves its envelope."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from built_stack import PASSWORD_KEY, Built, build_wave_stack, run_program

from migration.model.architecture import Architecture
from safeio.errors import InputError
from stacks.administrator import administrator_password
from stacks.wave_stack import build_wave

CANARY = "Canary/7f3a+Passw0rd"
SECRET = "4dabf18193072939515e22adb298388d"


def _plain(found: Any) -> Iterator[str]:
    """Every text in a value that does not stand in a secret's envelope."""
    if isinstance(found, dict):
        if SECRET not in found:
            for key, one in found.items():
                yield key
                yield from _plain(one)
    elif isinstance(found, list | tuple):
        for one in found:
            yield from _plain(one)
    else:
        yield str(found)


def _forms(secret: str) -> tuple[str, ...]:
    raw = secret.encode()
    return (secret, secret[::-1], raw.hex(), base64.b64encode(raw).decode(), quote(secret, safe=""))


def test_P_09_X_01_the_password_stands_only_in_its_envelope(
    architecture: Architecture, zone: Built, capfd: pytest.CaptureFixture[str]
) -> None:
    built = build_wave_stack(architecture, zone.outputs, CANARY)
    told = capfd.readouterr()
    texts = [told.out, told.err, json.dumps(built.outputs)]
    for one in built.resources:
        texts += [one.name, one.urn, *_plain(dict(one.properties)), *_plain(dict(one.outputs))]
    assert [text for text in texts for form in _forms(CANARY) if form in text] == []
    envelope = built.named("payroll-windows-vm-machine").properties["osProfile"]["adminPassword"]
    assert (SECRET in envelope, envelope["value"]) == (True, CANARY)
    mysql = built.named("payroll-mysql-flexible-server").properties["administratorLoginPassword"]
    assert (SECRET in mysql, mysql["value"]) == (True, CANARY)


def test_P_09_no_other_argument_is_a_password(wave: Built, zone: Built) -> None:
    names = {
        text.casefold()
        for one in (*wave.resources, *zone.resources)
        for text in _plain(dict(one.properties))
        if "password" in text.casefold()
    }
    assert names == {"administratorloginpassword", "adminpassword", "disablepasswordauthentication", "passwordauth"}


def test_a_new_password_does_not_touch_a_machine_that_stands(wave: Built) -> None:
    machine = wave.named("payroll-windows-vm-machine")
    assert machine.ignore_changes == ("osProfile.adminPassword",)


def test_P_09_a_password_in_plain_text_is_refused_and_not_shown(architecture: Architecture, zone: Built) -> None:
    stack = architecture.stacks[1]
    with pytest.raises(InputError, match="plain text") as refused:
        run_program(lambda: build_wave(architecture, stack), stack.name, {PASSWORD_KEY: CANARY}, (), given=zone.outputs)
    assert CANARY not in str(refused.value)


def test_a_missing_password_says_how_to_set_it() -> None:
    with pytest.raises(InputError, match="pulumi config set --secret cloud-unless:administrator-password"):
        run_program(lambda: administrator_password() and None, "w")
