"""Traces go to a collector of OpenTelemetry, where that is set: which route, which job and which
query took how long. What is sent is named here, so nothing else is."""

import re
from collections.abc import Sequence
from typing import Any

from .request_ids import HEADER
from .wishes import missing

try:
    from opentelemetry import trace
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.instrumentation.celery import CeleryInstrumentor
    from opentelemetry.instrumentation.django import DjangoInstrumentor
    from opentelemetry.instrumentation.psycopg2 import Psycopg2Instrumentor
    from opentelemetry.sdk.resources import SERVICE_NAME, OTELResourceDetector, Resource
    from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
    from opentelemetry.trace import Status
except ImportError:
    raise missing("OTEL_EXPORTER_OTLP_ENDPOINT") from None

SENT = frozenset(
    {
        *("http.method", "http.request.method", "http.route", "http.scheme", "url.scheme"),
        *("http.status_code", "http.response.status_code", "http.flavor", "portal.request_id"),
        *("db.system", "db.system.name", "db.statement", "db.query.text"),
        *("celery.action", "celery.task_name", "celery.state", "messaging.destination"),
    }
)
LITERAL = re.compile(r"'(?:[^']|'')*'")
QUERIES = ("db.statement", "db.query.text")
OURS = Resource.create({SERVICE_NAME: "sto-portal"})


class Discreet(SpanExporter):
    """Hands on what is named in SENT, without events: words of a fault may hold what was typed."""

    def __init__(self, to: SpanExporter) -> None:
        self.to = to

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        return self.to.export([_discreet(span) for span in spans])

    def shutdown(self) -> None:
        self.to.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        return self.to.force_flush(timeout_millis)


def _discreet(span: ReadableSpan) -> ReadableSpan:
    told = {name: value for name, value in (span.attributes or {}).items() if name in SENT}
    for name in QUERIES:
        if name in told:
            told[name] = LITERAL.sub("'…'", str(told[name]))
    return ReadableSpan(
        name=_name(span),
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes=told,
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


def _name(span: ReadableSpan) -> str:
    """Where no route was found, the name would be the path that was asked."""
    told = span.attributes or {}
    if "http.method" in told or "http.request.method" in told:
        method = told.get("http.request.method") or told.get("http.method")
        return f"{method} {told.get('http.route', '')}".strip()
    return span.name


def _named(span: Any, request: Any, response: Any) -> None:
    """This stands around the middleware that gave the request its name."""
    if span and span.is_recording():
        span.set_attribute("portal.request_id", response.headers.get(HEADER, ""))


def send_traces() -> None:
    """Where they go, and how many of them, OpenTelemetry reads from its own settings (OTEL_…)."""
    provider = TracerProvider(resource=OURS.merge(OTELResourceDetector().detect()))
    provider.add_span_processor(BatchSpanProcessor(Discreet(OTLPSpanExporter())))
    trace.set_tracer_provider(provider)
    DjangoInstrumentor().instrument(response_hook=_named)
    Psycopg2Instrumentor().instrument(skip_dep_check=True)
    CeleryInstrumentor().instrument()
