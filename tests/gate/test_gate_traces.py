"""Traces for OpenTelemetry, with its own SDK in memory."""

from __future__ import annotations

import sys

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from simulated import BAD, GOOD, by_redness, scripted

from headshot_lint.gate import Gate, GateError, OpenTelemetryObserver


def test_a_span_for_the_job_and_one_in_it_for_each_attempt() -> None:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    observer = OpenTelemetryObserver(provider.get_tracer("test"))
    gate = Gate(by_redness, observers=[observer])
    gate.run(scripted(BAD, GOOD), {"prompt": "Ada Lovelace"}, seed=7)
    first, second, job = exporter.get_finished_spans()
    assert [s.name for s in (first, second, job)] == [
        "headshot.attempt",
        "headshot.attempt",
        "headshot.gate",
    ]
    assert first.parent is not None
    assert first.parent.span_id == job.context.span_id
    assert first.attributes is not None
    assert first.attributes["headshot.failed"] == ("HL201",)
    assert second.attributes is not None
    assert second.attributes["headshot.status"] == "passed"
    assert job.attributes is not None
    assert (job.attributes["headshot.ok"], job.attributes["headshot.attempts"]) == (True, 2)
    assert "Ada" not in f"{[dict(s.attributes or {}) for s in (first, second, job)]}"


def test_without_opentelemetry_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    with pytest.raises(GateError, match="not installed"):
        OpenTelemetryObserver()
