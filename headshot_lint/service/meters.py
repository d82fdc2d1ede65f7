"""What a server counts, in the text format of Prometheus."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4)


class Meters:
    """Counters of one server; names of photos and addresses of clients are in none."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "headshot_lint_requests", "Requests", ["route", "status"], registry=self._registry
        )
        self.verdicts = Counter(
            "headshot_lint_photos", "Photos judged", ["verdict"], registry=self._registry
        )
        self.seconds = Histogram(
            "headshot_lint_check_seconds",
            "Time to judge a photo, without waiting",
            buckets=_SECONDS,
            registry=self._registry,
        )
        self.taken = Gauge(
            "headshot_lint_places_taken", "Requests in hand or waiting", registry=self._registry
        )

    def text(self) -> bytes:
        """The counters as Prometheus reads them."""
        return generate_latest(self._registry)
