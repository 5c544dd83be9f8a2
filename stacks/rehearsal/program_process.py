"""The process behind a loaded program: it loads, then copies itself for each run that is asked for.

Standard input is a socket: each message on it carries another one, for one run. On that one comes a line of JSON with
the folder and the environment; the port at which the run is served goes back; it is over when the other side hangs up.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import socket
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType
from typing import Any

import grpc
import pulumi
from pulumi.runtime import reset_options, run_in_stack, set_all_config
from pulumi.runtime.proto import language_pb2, language_pb2_grpc, plugin_pb2

from stacks.rehearsal import program
from stacks.rehearsal.sdk_types import sdk_module

_SDK = "pulumi_azure_native."
_ENDED = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED)
_CHUNK = 65_536


def main() -> None:
    """Serve until the other side of standard input hangs up."""
    control = socket.socket(fileno=0)
    _load()
    # What is loaded stays: the collector need not look at it again, and its memory stays shared with the copies.
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        if os.fork() == 0:
            control.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _serve(socket.socket(fileno=descriptors[0]))
        os.close(descriptors[0])


def _load() -> None:
    """Import what the stacks build with. The SDK's modules are read when first looked into, so they are looked into."""
    import stacks.landing_zone
    import stacks.wave_stack  # noqa: F401

    ours = [one for name, one in sys.modules.items() if name.startswith("stacks.")]
    held = {one.__name__ for module in ours for one in vars(module).values() if isinstance(one, ModuleType)}
    for name in sorted(held):
        if name.startswith(_SDK):
            sdk_module(name.removeprefix(_SDK))


def _serve(connection: socket.socket) -> None:
    """One run, in a copy of this process. Does not return: what the parent has to clean up is not ours."""
    try:
        asked = json.loads(_line(connection))
        os.environ.clear()
        os.environ.update(asked["environment"])
        os.chdir(asked["folder"])
        server = grpc.server(ThreadPoolExecutor(4, "program"))
        language_pb2_grpc.add_LanguageRuntimeServicer_to_server(_Language(), server)
        port = server.add_insecure_port("127.0.0.1:0")
        server.start()
        connection.sendall(str(port).encode())
        connection.recv(1)
    finally:
        os._exit(0)


def _line(connection: socket.socket) -> bytes:
    found = b""
    while not found.endswith(b"\n"):
        chunk = connection.recv(_CHUNK)
        if not chunk:
            raise EOFError
        found += chunk
    return found


class _Language(language_pb2_grpc.LanguageRuntimeServicer):
    """The host of a language, of which the engine asks the run of a program. One of these runs it once."""

    def GetRequiredPlugins(self, _request: Any, _context: Any) -> Any:
        """The provider is there already."""
        return language_pb2.GetRequiredPluginsResponse()

    def GetRequiredPackages(self, _request: Any, _context: Any) -> Any:
        """The same, as newer engines ask it."""
        return language_pb2.GetRequiredPackagesResponse()

    def GetPluginInfo(self, _request: Any, _context: Any) -> Any:
        """Nothing is asked of the version."""
        return plugin_pb2.PluginInfo()

    def Run(self, request: Any, _context: Any) -> Any:
        """Run the program. What goes wrong in it is told to the engine."""
        reset_options(
            project=request.project,
            stack=request.stack,
            monitor_address=request.monitor_address,
            engine_address=request.args[0] if request.args else "",
            organization=request.organization or "organization",
            parallel=request.parallel,
            preview=request.dryRun,
        )
        set_all_config(dict(request.config), list(request.configSecretKeys))
        return language_pb2.RunResponse(bail=not _ran(max(request.parallel, 1)))


def _ran(threads: int) -> bool:
    """True when the program came to its end."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.set_default_executor(ThreadPoolExecutor(threads))
    # A run that fails leaves work behind, of which the loop would complain.
    loop.set_exception_handler(lambda _loop, _context: None)
    try:
        loop.run_until_complete(run_in_stack(program.run))
    except pulumi.RunError as problem:
        pulumi.log.error(str(problem))
    except grpc.RpcError as problem:
        if problem.code() not in _ENDED:  # the engine ended the run, and says why
            pulumi.log.error(f"RPC error: {problem.details()}")
    except Exception as problem:  # noqa: BLE001 - whatever it is, the engine is told
        # What it was stands first: the trace may be cut where it is shown.
        pulumi.log.error(f"the program failed with {problem!r}\n{traceback.format_exc()}")
    else:
        return True
    return False


if __name__ == "__main__":
    main()
