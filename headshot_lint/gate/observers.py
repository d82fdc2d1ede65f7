"""Observers of a gate: the standard log, and traces for OpenTelemetry.

Neither is told a prompt, a parameter, a path or the text of an error: see `events`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from headshot_lint.gate.errors import GateError
from headshot_lint.gate.events import AttemptEnded, AttemptStarted, Event, GateEnded

Observer: TypeAlias = Callable[[Event], None]

LOG = logging.getLogger("headshot_lint.gate")
LOG.addHandler(logging.NullHandler())


def tell(observers: Sequence[Observer], event: Event) -> None:
    """Log an event and hand it on; an observer that breaks is logged and breaks nothing else."""
    _log(event)
    for observer in observers:
        try:
            observer(event)
        except Exception as error:  # noqa: BLE001 - a picture must not be lost to a dashboard
            LOG.error("an observer broke: %s", type(error).__name__)  # noqa: TRY400 - no text


def _log(event: Event) -> None:
    if isinstance(event, AttemptEnded):
        LOG.info(
            "%s attempt %d %s score=%s failed=%s gen=%.2fs lint=%.2fs%s",
            event.key,
            event.index,
            event.status,
            event.score,
            ",".join(event.failed) or "-",
            event.gen_s,
            event.lint_s,
            f" {event.error_type}" if event.error_type else "",
        )
    elif isinstance(event, GateEnded):
        LOG.log(
            logging.INFO if event.ok else logging.WARNING,
            "%s %s after %d attempts (%s)",
            event.key,
            "passed" if event.ok else "did not pass",
            event.attempts,
            event.stop,
        )


class OpenTelemetryObserver:
    """A span `headshot.gate` for each job, and a span `headshot.attempt` in it for each attempt.

    Args:
        tracer: an OpenTelemetry tracer; by default that of the global provider.

    Raises:
        GateError: OpenTelemetry is not installed and no tracer is given.
    """

    def __init__(self, tracer: Any = None) -> None:
        if tracer is None:
            try:
                from opentelemetry import trace
            except ImportError as error:
                raise GateError(
                    "OpenTelemetry is not installed", "pip install opentelemetry-api"
                ) from error
            tracer = trace.get_tracer("headshot_lint.gate")
        self._tracer = tracer
        self._jobs: dict[str, Any] = {}
        self._attempts: dict[str, Any] = {}

    def __call__(self, event: Event) -> None:
        """Open or close the spans of an event's job."""
        if isinstance(event, AttemptStarted):
            self._start(event)
        elif isinstance(event, AttemptEnded):
            _close(
                self._attempts.pop(event.key, None),
                index=event.index,
                seed=event.seed,
                status=event.status,
                score=event.score,
                failed=list(event.failed),
                cost=event.cost,
            )
        else:
            _close(
                self._jobs.pop(event.key, None),
                ok=event.ok,
                stop=event.stop,
                attempts=event.attempts,
                resumed=event.resumed,
                cost=event.cost,
            )

    def _start(self, event: AttemptStarted) -> None:
        from opentelemetry.trace import set_span_in_context

        if event.key not in self._jobs:
            self._jobs[event.key] = self._tracer.start_span("headshot.gate")
        self._attempts[event.key] = self._tracer.start_span(
            "headshot.attempt", context=set_span_in_context(self._jobs[event.key])
        )


def _close(span: Any, **attributes: Any) -> None:
    if span is None:  # a job that was resumed and needed no attempt
        return
    for name, value in attributes.items():
        if value is not None:
            span.set_attribute(f"headshot.{name}", value)
    span.end()
