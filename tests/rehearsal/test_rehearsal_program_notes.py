"""What a rehearsal of a program tells besides its result, and what the user gives to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from provider_calls import GROUP_ID, IN_GROUP, connect, urn
from pulumi.runtime.proto import provider_pb2

from safeio.errors import InputError
from stacks.rehearsal.azure import Azure
from stacks.rehearsal.one_stack import StackRehearsed
from stacks.rehearsal.own_program import _as_hung
from stacks.rehearsal.program_notes import beginning, program_notes, run_notes
from stacks.rehearsal.program_variables import program_variables
from stacks.rehearsal.provider import serve
from stacks.rehearsal.unsaid import unsaid
from stacks.rehearsal.wire import from_wire, to_wire

CONTAINER = "storage:BlobContainer"
GIVEN = {**IN_GROUP, "accountName": "files", "containerName": "box", "tags": {"by": "all"}, "publicAcess": "None"}


@pytest.mark.parametrize("assumes", [True, False], ids=["a program of others", "a stack of ours"])
def test_a_property_that_there_is_not_is_told_of_and_refused_only_in_our_stacks(tmp_path: Path, assumes: bool) -> None:
    azure = Azure(assumes=assumes)
    listening = serve(azure)
    calls, channel = connect(listening.port)
    refused = calls.refusals(CONTAINER, "box", {name: one for name, one in GIVEN.items() if name != "location"})
    channel.close()
    listening.stop()
    told = [one for one in program_notes(azure, (), tmp_path / "none") if "no such property" in one]
    assert bool(told) == assumes and ("tags" in refused) != assumes
    if assumes:
        assert (
            "box (storage:BlobContainer): publicAcess: there is no such property; did you mean 'publicAccess'?"
            in told[0]
        )


def test_identities_written_as_older_sdks_want_them_are_let_through_and_told(tmp_path: Path) -> None:
    azure = Azure(assumes=True)
    listening = serve(azure)
    calls, channel = connect(listening.port)
    refused = calls.refusals("managedidentity:UserAssignedIdentity", "who", IN_GROUP)
    own = f"{GROUP_ID}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/who"
    account = {"kind": "StorageV2", "sku": {"name": "Standard_LRS"}}
    for identities in ({own: {}}, [own], {own: {"clientId": "x"}}):
        identity = {"type": "UserAssigned", "userAssignedIdentities": identities}
        refused |= calls.refusals("storage:StorageAccount", "files", {**IN_GROUP, **account, "identity": identity})
    channel.close()
    listening.stop()
    assert refused == {"identity.userAssignedIdentities": "must be a list, and is an object"}
    (told,) = [one for one in program_notes(azure, (), tmp_path / "none") if "must be a list" in one]
    assert told.startswith("let through")


def test_what_moved_to_another_module_is_one_line(tmp_path: Path) -> None:
    moved = [f"the installed SDK has no sdk.old.{one}: sdk.new.{one} was taken" for one in "ABCDE"]
    (tmp_path / "notes").write_text("\n".join([moved[0], "the program wrote key.pem, in its folder", *moved[1:]]))
    assert program_notes(Azure(), (), tmp_path / "notes") == (
        "the installed SDK has no A, B, C and 2 more in sdk.old: sdk.new was taken",
        "the program wrote key.pem, in its folder",
    )


STOPPED = StackRehearsed("dev", None, stopped_at="preview", faults=("an unhandled error occurred: program exited",))


def test_where_a_program_hung_is_told_first(tmp_path: Path) -> None:
    said = tmp_path / "hanging"
    assert _as_hung(STOPPED, said) is STOPPED
    frames = ("/usr/lib/python3.11/threading.py", "/x/site-packages/pulumi/a.py", "/program/__main__.py")
    said.write_text("Timeout (0:15:00)!\n" + "".join(f'  File "{one}", line 7 in wait\n' for one in frames))
    (fault,) = _as_hung(STOPPED, said).faults
    assert fault.endswith('It was at: File "/program/__main__.py", line 7')
    went = replace(STOPPED, stopped_at=None, faults=())
    assert _as_hung(went, said) is went


def test_a_program_that_made_nothing_is_told_of() -> None:
    went = replace(STOPPED, stopped_at=None, faults=(), resources=0, runs=1)
    assert run_notes([went]) == ("dev made no resource in Azure",)
    assert run_notes([replace(went, resources=1), STOPPED]) == ()


def test_what_a_second_run_changed_is_told_with_what_to_look_for() -> None:
    went = replace(STOPPED, stopped_at=None, faults=(), resources=9, runs=1, again=tuple(f"made {n}" for n in range(8)))
    (told,) = run_notes([went])
    assert "the second run of dev changed" in told and "made 5 and 2 more" in told and "random" in told


def test_X_07_what_looks_like_a_secret_is_not_told_again() -> None:
    given = {"dbPassword": "canary-1", "size": "canary-2", "api_key": "canary-1-long", "token": "abc"}
    assert unsaid(["cannot use canary-1 or canary-1-long", "abc canary-2"], given) == (
        "cannot use [secret] or [secret]",
        "abc canary-2",
    )


KEY = "-----BEGIN KEY-----\nbm90IGEga2V5\n-----END KEY-----\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("cannot read bm90IGEga2V5", "cannot read [secret]"),
        ("cannot read -----BEGIN KEY----- bm90IGEga2V5 -----END KEY-----", "cannot read [secret]"),
        ("cannot log in to Server=db;Passw…", "cannot log in to [secret]…"),
        ("cannot log in to Server…", "cannot log in to [secret]…"),
        ("cannot log in to Ser…", "cannot log in to Ser…"),
    ],
)
def test_X_07_no_part_of_a_secret_is_told_either(line: str, told: str) -> None:
    assert unsaid([line], {"private_key": KEY, "db_password": "Server=db;Password=canary"}) == (told,)


def test_a_program_that_notes_without_end_fills_no_memory(tmp_path: Path) -> None:
    with (tmp_path / "notes").open("wb") as notes:
        notes.truncate(10_000_000_000)
    assert len(beginning(tmp_path / "notes")) == 1_000_000


@pytest.mark.parametrize(
    "text",
    ["STAGE", "=a", "A B=c", "PATH=/x", "PULUMI_HOME=/x", "PYTHONPATH=x", "https_proxy=x", "LD_PRELOAD=x", "A=\0"],
)
def test_X_01_a_variable_that_the_rehearsal_runs_by_is_not_taken(text: str) -> None:
    with pytest.raises(InputError, match="--env"):
        program_variables([text])


def test_variables_come_by_name() -> None:
    assert program_variables(["STAGE=test=1", "stage="]) == {"STAGE": "test=1", "stage": ""}
    assert program_variables(["LDAP_SERVER=ldap"]) == {"LDAP_SERVER": "ldap"}


MODES = provider_pb2.CheckRequest.AutonamingOptions


@pytest.mark.parametrize(
    ("mode", "old", "name", "refused"),
    [
        (MODES.PROPOSE, {}, "acme-net", []),
        (MODES.ENFORCE, {"virtualNetworkName": "stays"}, "stays", []),
        (MODES.DISABLE, {}, None, ["virtualNetworkName"]),
        (MODES.DISABLE, {"virtualNetworkName": "stays"}, "stays", []),
    ],
)
def test_the_user_s_own_rule_makes_the_names(
    mode: int, old: dict[str, str], name: str | None, refused: list[str]
) -> None:
    listening = serve(Azure(assumes=True))
    calls, channel = connect(listening.port)
    given = to_wire({**IN_GROUP, "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}})
    options = MODES(mode=mode, proposed_name="acme-net")  # type: ignore[arg-type]
    request = provider_pb2.CheckRequest(
        urn=urn("network:VirtualNetwork", "net"), olds=to_wire(old), news=given, autonaming=options
    )
    answered = calls.stub.Check(request)
    channel.close()
    listening.stop()
    assert [one.property for one in answered.failures] == refused
    assert name is None or from_wire(answered.inputs)["virtualNetworkName"] == name
