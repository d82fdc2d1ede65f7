"""Slow and deadly scorers, and a run with them: `slow_run.py FOLDER OUT JOBS ENGINE`."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import Any

from headshot_lint.batch.crew import Crew
from headshot_lint.batch.item import Item
from headshot_lint.batch.job import Job
from headshot_lint.batch.on_ray import OnRay
from headshot_lint.batch.parts import Parts
from headshot_lint.batch.scorer import BatchScorer
from headshot_lint.batch.sources import find_items
from headshot_lint.engine.settings import make_settings

QUICK = make_settings(select=["HL003"])
"""A rule that needs no model."""


class SlowScorer(BatchScorer):
    def score(self, item: Item, data: bytes | None = None) -> dict[str, Any] | None:
        time.sleep(0.03)
        return super().score(item, data)


class DeadlyScorer(BatchScorer):
    """Dies of photos whose name says so, hangs on others."""

    def score(self, item: Item, data: bytes | None = None) -> dict[str, Any] | None:
        if "deadly" in item.path:
            os.kill(os.getpid(), signal.SIGKILL)
        if "endless" in item.path:
            time.sleep(600)
        return super().score(item, data)


class NeverStarts(BatchScorer):
    def __setstate__(self, state: dict[str, Any]) -> None:
        raise RuntimeError("cannot be unpickled")


if __name__ == "__main__":
    scorer = SlowScorer(QUICK)
    job = Job(Parts(sys.argv[2]), scorer.judged_by, part_rows=10)
    jobs = int(sys.argv[3])
    engine = OnRay(scorer, jobs=jobs) if sys.argv[4] == "ray" else Crew(scorer, jobs=jobs)
    print(job.run(find_items([sys.argv[1]]), engine))  # noqa: T201
