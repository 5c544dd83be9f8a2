"""What the provider tells the engine where something cannot be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import grpc
from google.protobuf.any_pb2 import Any as AnyMessage
from google.rpc.status_pb2 import Status  # type: ignore[import-untyped]
from pulumi.runtime.proto import provider_pb2

from safeio.errors import StorageError
from stacks.rehearsal.operations import Refused


class Told(grpc.ServerInterceptor):  # type: ignore[type-arg]  # it takes no arguments when the program runs
    """Tells the engine what Azure refuses, and that what stands cannot be written down."""

    def intercept_service(self, continuation: Callable[[Any], Any], call: Any) -> Any:
        """The handler of a call, with both told."""
        handler = continuation(call)
        if handler is None or handler.unary_unary is None:
            return handler

        def answered(request: Any, context: Any) -> Any:
            try:
                return handler.unary_unary(request, context)
            except Refused as refused:
                _end(context, grpc.StatusCode.INVALID_ARGUMENT, refused)
            except StorageError as problem:
                _end(context, grpc.StatusCode.RESOURCE_EXHAUSTED, problem)

        return grpc.unary_unary_rpc_method_handler(answered, handler.request_deserializer, handler.response_serializer)


def made_and_failed(context: Any, made_id: str, said: Any, given: Any, reason: str) -> NoReturn:
    """Tell the engine that a resource stands and is not whole: it keeps it on record, and updates it the next time."""
    detail = AnyMessage()
    detail.Pack(provider_pb2.ErrorResourceInitFailed(id=made_id, properties=said, inputs=given, reasons=[reason]))
    code = grpc.StatusCode.UNKNOWN
    status = Status(code=code.value[0], message=f"rehearsal: {reason}", details=[detail])
    context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()),))
    context.abort(code, status.message)
    raise AssertionError("abort raises")


def _end(context: Any, code: grpc.StatusCode, problem: Exception) -> NoReturn:
    context.abort(code, f"rehearsal: {problem}")
    raise AssertionError("abort raises")
