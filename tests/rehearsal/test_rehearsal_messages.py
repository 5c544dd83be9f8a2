"""What the engine says, told in one line each."""

from __future__ import annotations

import json

import pytest

from stacks.rehearsal.messages import (
    changed,
    changed_resources,
    event_messages,
    plain_messages,
    preview_messages,
)

URN = "urn:pulumi:one::project::azure-native:storage:StorageAccount::files"
PROBLEM = (
    "error: azure-native:storage:StorageAccount resource 'files': property sku.nam value {hunter2} has a problem: "
    "there is no such property\n"
)


def lines(*events: dict[str, object]) -> bytes:
    return "\n".join(json.dumps(event) for event in events).encode()


def error(message: str, urn: str = URN) -> dict[str, object]:
    return {"diagnosticEvent": {"severity": "error", "message": message, "urn": urn}}


def test_a_refusal_names_the_resource_the_property_and_the_reason_and_no_value() -> None:
    digest = {"diagnostics": [{"severity": "error", "message": PROBLEM, "urn": URN}]}
    found = preview_messages(json.dumps(digest).encode())
    assert found == ("files (storage:StorageAccount): sku.nam: there is no such property",)


def test_the_same_error_is_told_once_and_noise_not_at_all() -> None:
    output = lines(error(PROBLEM), error(PROBLEM), error("update failed"), {"diagnosticEvent": {"severity": "debug"}})
    assert len(event_messages(output)) == 1


def test_a_standard_that_is_not_kept_is_an_error_when_it_is_mandatory() -> None:
    def broken(level: str) -> dict[str, object]:
        said = {"enforcementLevel": level, "policyName": "STO-001", "message": "public access is on"}
        return {"policyEvent": {**said, "resourceUrn": URN}}

    assert event_messages(lines(broken("mandatory"), broken("advisory"))) == ("files: STO-001: public access is on",)


def test_I_09_what_steers_a_terminal_is_taken_out() -> None:
    assert event_messages(lines(error("bad \x1b[31mred\n::error::x"))) == ("files: bad [31mred ::error::x",)


def test_the_changes_of_a_run_are_counted_from_its_summary() -> None:
    summary = {"summaryEvent": {"resourceChanges": {"same": 7, "update": 2, "create": 1}}}
    assert changed(lines(error("x"), summary)) == 3


def test_what_a_run_changed_is_told_by_name() -> None:
    urn = "urn:pulumi:one::p::azure-native:network:RouteTable::"
    steps = [("same", "a"), ("create", "b"), ("replace", "c"), ("create-replacement", "c"), ("delete", "d")]
    events = [{"resourcePreEvent": {"metadata": {"op": one, "urn": urn + name}}} for one, name in steps]
    assert changed_resources(lines(*events)) == ("made anew c", "made b", "taken away d")


def test_a_run_without_a_summary_has_no_number() -> None:
    assert changed(b"not json\n{}\n[]") is None


def test_what_is_no_json_says_nothing() -> None:
    assert preview_messages(b"{") == preview_messages(b"[]") == event_messages(b"\xff") == ()


def test_plain_answers_give_their_last_lines() -> None:
    assert plain_messages(b"out", b"first\n\nerror: last\n") == ("first", "error: last")


@pytest.mark.parametrize(
    ("ended", "remedy"),
    [
        ("ModuleNotFoundError: No module named 'pulumi_random'", "Install what the program imports"),
        ("ImportError: cannot import name 'nope' from 'pulumi_azure_native' (x)", "another azure-native SDK"),
        ("AttributeError: module 'pulumi_docker' has no attribute 'DockerBuild'", "its requirements.txt names"),
        ("TypeError: Site.__init__() got multiple values for argument 'resource_name'", "is resource_name_"),
        ("TypeError: SkuArgs.__init__() got an unexpected keyword argument 'capacity'", "If these are arguments of"),
        ("SyntaxError: f-string: unmatched '('", "newer Python"),
        ("EOFError: EOF when reading a line", "standard input must be a setting"),
        ("MemoryError", "has 4 GB of memory"),
        ("requests.exceptions.ProxyError: HTTPSConnectionPool(host='a.example')", "A rehearsal has no network"),
        ("OSError: a rehearsal has no network: a.example was asked for", "A rehearsal has no network"),
        ("AssertionError: get can only be used with classes decorated with @input_type", "ends with _output"),
    ],
)
def test_what_ended_a_program_comes_with_what_to_do(ended: str, remedy: str) -> None:
    trace = f"""Program failed with an unhandled exception:
    File "/program/__main__.py", line 3, in <module>
    File "/ours/program_start/sitecustomize.py", line 9, in former
    {ended}"""
    (told,) = event_messages(lines(error(trace)))
    assert remedy in told and '"/program/__main__.py", line 3' in told


@pytest.mark.parametrize(
    ("frame", "ended", "remedy"),
    [
        (
            "/x/site-packages/pulumi_azure_native/web/web_app.py",
            "TypeError: unexpected argument",
            "another azure-native",
        ),
        ("<frozen os>", "KeyError: 'STAGE'", "Give it: --env STAGE=VALUE"),
        ("/x/site-packages/pulumi_azuread/app.py", "TypeError: unexpected argument", "another release of that package"),
    ],
)
def test_what_to_do_may_depend_on_where_a_program_ended(frame: str, ended: str, remedy: str) -> None:
    trace = "Program failed with an unhandled exception:\n"
    (own,) = event_messages(lines(error(f'{trace}File "/program/a.py", line 3, in <module>\n{ended}')))
    (theirs,) = event_messages(
        lines(error(f'{trace}File "/program/a.py", line 3\nFile "{frame}", line 9, in b\n{ended}'))
    )
    assert remedy in theirs and remedy not in own


def test_an_installed_component_is_the_next_best_place() -> None:
    files = ("/usr/lib/python3.11/asyncio/a.py", "/x/site-packages/acme_site/b.py", "/x/site-packages/pulumi/output.py")
    trace = "".join(f'File "{one}", line 3, in c\n' for one in files)
    (told,) = event_messages(lines(error(f"Program failed with an unhandled exception:\n{trace}KeyError: 'domain'")))
    assert "acme_site/b.py" in told and "asyncio" not in told


def test_a_place_that_stands_below_a_failure_is_its_place() -> None:
    trace = 'File "/x/site-packages/pulumi/output.py", line 3, in c\nKeyError: 3\nFile "/program/a.py", line 9, in d'
    (told,) = event_messages(lines(error(f"Program failed with an unhandled exception:\n{trace}")))
    assert told == 'the program failed: KeyError: 3 (File "/program/a.py", line 9, in d)'


def test_nothing_is_said_of_another_sdk_where_a_value_is_none() -> None:
    trace = (
        "File \"/x/site-packages/pulumi_azure_native/a.py\", line 3\nTypeError: 'NoneType' object is not subscriptable"
    )
    (told,) = event_messages(lines(error(f"Program failed with an unhandled exception:\n{trace}")))
    assert "another azure-native" not in told and "has no value in a rehearsal" in told


def test_a_secret_that_is_wanted_in_parts_is_told_by_its_name() -> None:
    said = "Configuration 'site:keys' value 'rehearsal' is not a valid 'JSON object'"
    (told,) = event_messages(lines(error(said)))
    assert told.endswith("the program wants a JSON object. Give it: --config 'site:keys=VALUE'")


def test_a_setting_without_a_value_is_told_by_its_name_and_how_it_is_given() -> None:
    missing = error("Missing required configuration variable 'site:size'\n\tplease set a value")
    ended = error("an unhandled error occurred: program exited with non-zero exit code: 1")
    (told,) = event_messages(lines(missing, ended))
    assert told == "the program needs a setting that has no value. Give it: --config site:size=VALUE"
    assert len(event_messages(lines(ended))) == 1
