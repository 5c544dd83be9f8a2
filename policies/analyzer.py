"""The policy pack as the engine meets it: Pulumi's analyzer protocol, served on this machine only.

Served here and not through pulumi-policy: that hands a rule plain text where a secret was, turns a rule that meets an
unknown value into a warning, and reads every resource again for every policy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent import futures
from threading import Event, Lock
from typing import Any

import grpc
from google.protobuf import empty_pb2, json_format, struct_pb2
from pulumi.runtime.proto import analyzer_pb2 as analyzer
from pulumi.runtime.proto import analyzer_pb2_grpc, plugin_pb2

from policies.components import COMPONENT
from policies.model import Level, Resource, Rule, Severity
from policies.pack import Pack, Settings, Violation
from policies.readers.sentinels import known, marked
from policies.readers.tokens import plain_token
from policies.remediation import changed
from policies.standards import level_of
from safeio.errors import UserError
from safeio.text import clean

NAME = "cloud-unless"

_LEVELS: Mapping[Level, analyzer.EnforcementLevel.ValueType] = {
    "advisory": analyzer.ADVISORY,
    "mandatory": analyzer.MANDATORY,
    "remediate": analyzer.REMEDIATE,
    "disabled": analyzer.DISABLED,
}
_SEVERITIES: Mapping[Severity, analyzer.PolicySeverity.ValueType] = {
    "critical": analyzer.POLICY_SEVERITY_CRITICAL,
    "high": analyzer.POLICY_SEVERITY_HIGH,
    "medium": analyzer.POLICY_SEVERITY_MEDIUM,
    "low": analyzer.POLICY_SEVERITY_LOW,
}
_OPTIONS = (("grpc.max_receive_message_length", 400 * 1024 * 1024), ("grpc.max_send_message_length", 400 * 1024 * 1024))
"""As large as the engine's own limit: a stack is told in one message."""

SettingsFor = Callable[[Mapping[str, str]], Settings]
"""Gives the settings for a run from the stack's configuration."""


class Analyzer(analyzer_pb2_grpc.AnalyzerServicer):
    """Answers the engine. `settings_for` is called once, when the engine has told the stack's configuration."""

    def __init__(self, version: str, settings_for: SettingsFor) -> None:
        self._version = version
        self._settings_for = settings_for
        self._settings: Settings | None = None
        self._pack: Pack | None = None
        self._lock = Lock()
        self.cancelled = Event()

    def Handshake(self, _request: Any, _context: Any) -> Any:
        """The engine and the pack meet."""
        return analyzer.AnalyzerHandshakeResponse()

    def ConfigureStack(self, request: Any, context: Any) -> Any:
        """The engine tells which stack this run is about."""
        with self._lock:
            try:
                settings = self._settings_for(dict(request.config))
            except UserError as error:
                context.abort(grpc.StatusCode.FAILED_PRECONDITION, clean(str(error)))
            self._settings, self._pack = settings, Pack(settings)
        return analyzer.AnalyzerStackConfigureResponse()

    def Configure(self, _request: Any, _context: Any) -> Any:
        """Rules are set in standards.yaml, for `check` and the pack alike; nothing is set here."""
        return empty_pb2.Empty()

    def GetPluginInfo(self, _request: Any, _context: Any) -> Any:
        """The version of the pack."""
        return plugin_pb2.PluginInfo(version=self._version)

    def GetAnalyzerInfo(self, _request: Any, _context: Any) -> Any:
        """Every rule, as a policy of its own."""
        settings = self._known()
        return analyzer.AnalyzerInfo(
            name=NAME,
            displayName="Common standards of cloud-unless",
            version=self._version,
            supportsConfig=False,
            policies=[
                _policy(rule, level_of(rule.id, settings.standards, None, rule.level)) for rule in settings.rules
            ],
        )

    def Analyze(self, request: Any, _context: Any) -> Any:
        """One resource, before it is made."""
        with self._lock:
            found = self._running().one(_resource(request, request.options.parent))
        return self._response(found)

    def AnalyzeStack(self, request: Any, _context: Any) -> Any:
        """All resources, at the end."""
        with self._lock:
            found = self._running().whole(_resource(one, one.parent) for one in request.resources)
        return self._response(found)

    def Remediate(self, request: Any, _context: Any) -> Any:
        """One resource, before it is judged: what rules at the level "remediate" set so that it keeps them. The engine
        takes each answer as all properties of the resource, so everything else, secrets too, goes back as it came."""
        with self._lock:
            found = self._running().mended(_resource(request, request.options.parent))
        properties: Mapping[str, Any] = json_format.MessageToDict(request.properties) if found else {}
        response = analyzer.RemediateResponse()
        for one in found:
            for change in one.changes:
                properties = changed(properties, change)
            response.remediations.append(self._remediation(one.rule, properties))
        return response

    def Cancel(self, _request: Any, _context: Any) -> Any:
        """The engine stops."""
        self.cancelled.set()
        return empty_pb2.Empty()

    def _known(self) -> Settings:
        if self._settings is None:
            self._settings = self._settings_for({})
        return self._settings

    def _running(self) -> Pack:
        if self._pack is None:
            self._pack = Pack(self._known())
        return self._pack

    def _response(self, found: Iterable[Violation]) -> Any:
        return analyzer.AnalyzeResponse(diagnostics=[self._diagnostic(one) for one in found])

    def _remediation(self, rule: Rule, properties: Mapping[str, Any]) -> Any:
        held = struct_pb2.Struct()
        held.update(properties)
        return analyzer.Remediation(
            policyName=rule.id,
            policyPackName=NAME,
            policyPackVersion=self._version,
            description=rule.title,
            properties=held,
        )

    def _diagnostic(self, found: Violation) -> Any:
        return analyzer.AnalyzeDiagnostic(
            policyName=found.rule.id,
            policyPackName=NAME,
            policyPackVersion=self._version,
            description=found.rule.title,
            message=found.message,
            # What still fails could not be mended, and stops like any other.
            enforcementLevel=analyzer.MANDATORY if found.level == "remediate" else _LEVELS[found.level],
            urn=found.urn,
            severity=_SEVERITIES[found.rule.severity],
        )


def serve(servicer: Analyzer) -> tuple[Any, int]:
    """Serve the pack on a free port of this machine's own address; gives the server and the port."""
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4), options=_OPTIONS)
    analyzer_pb2_grpc.add_AnalyzerServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, port


def _policy(rule: Rule, level: Level) -> Any:
    return analyzer.PolicyInfo(
        name=rule.id,
        displayName=rule.title,
        description=f"{rule.title}. {rule.why}",
        enforcementLevel=_LEVELS[level],
        severity=_SEVERITIES[rule.severity],
        remediation_steps=rule.remedy,
        tags=[f"{framework}:{control}" for framework, controls in rule.frameworks.items() for control in controls],
    )


def _resource(told: Any, parent: str) -> Resource:
    """A resource of the protocol. In `Analyze` the properties are inputs, in `AnalyzeStack` outputs."""
    properties = marked(json_format.MessageToDict(told.properties))
    depends = getattr(told, "propertyDependencies", {})
    return Resource(
        type=plain_token(told.type),
        raw_type=told.type,
        name=told.name,
        urn=told.urn,
        stack=told.urn.split("::")[0].removeprefix("urn:pulumi:"),
        properties=properties,
        outputs={},
        id=known(properties.get("id")),
        parent=parent or None,
        depends_on=tuple(getattr(told, "dependencies", ())),
        property_depends_on={name: tuple(one.urns) for name, one in depends.items()},
        protect=told.options.protect,
        # Providers and components have no type of a cloud; only these two prefixes are the engine's own.
        custom=not told.type.startswith(("pulumi:", COMPONENT)),
    )
