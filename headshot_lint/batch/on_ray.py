"""The engine on Ray Data: a pool of actors with the same scorer, restarted where they die."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING, Any

from headshot_lint.batch.item import Item
from headshot_lint.batch.rows import error_row

if TYPE_CHECKING:
    import pyarrow as pa

    from headshot_lint.batch.rows import Row
    from headshot_lint.batch.scorer import BatchScorer

_BATCH = 16
"""Photos that an actor gets at a time: what is judged again where it dies."""
_ROUND = 20_000
"""Photos of one dataset: their names are held in memory, and a stop waits for none of the rest."""


class LostError(Exception):
    """A photo that the cluster gave nothing back for."""


class OnRay:
    """Scores photos on the Ray cluster that RAY_ADDRESS names, or on one that is started here.

    Photos are read by the actors, so paths must lead to the same files on every machine.

    Args:
        jobs: actors, one core each; where Ray is started here it gets two cores more, for its own
            tasks, without which it may wait for ever.
    """

    def __init__(self, scorer: BatchScorer, *, jobs: int) -> None:
        self._scorer, self._jobs = scorer, jobs

    def run(
        self, items: Iterator[Item], stopped: Callable[[], bool]
    ) -> Iterator[tuple[Item, Row | None]]:
        """Yield each photo with its row; see `Crew.run`."""
        self._connect()
        while not stopped():
            round_ = list(islice(items, _ROUND))
            if not round_:
                return
            waiting = {item.path.encode("utf-8", "backslashreplace"): item for item in round_}
            for row in self._score(round_):
                # A block that Ray makes anew must not count twice.
                item = waiting.pop(row["path"].encode(), None)
                if item is not None:
                    yield item, row
                if stopped():
                    return
            yield from ((item, self._without_row(item)) for item in waiting.values())

    def _without_row(self, item: Item) -> Row | None:
        """What is known needs no row; of what is not, Ray owes one."""
        if item.known_sha256 is not None:
            return None
        return self._scorer.signed(error_row(item, LostError("Ray returned no row")))

    def _connect(self) -> None:
        import ray
        import ray.data

        if ray.is_initialized():
            return
        address = os.environ.get("RAY_ADDRESS")
        # Ray tells its makers of clusters that it starts, unless it is told otherwise.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        cores = None if address else self._jobs + 2
        ray.init(
            address=address,
            num_cpus=cores,
            include_dashboard=False if cores else None,
            logging_level=logging.WARNING,
        )
        # How far it is, the run says itself.
        logging.getLogger("ray.data").setLevel(logging.WARNING)
        ray.data.DataContext.get_current().enable_progress_bars = False

    def _score(self, items: list[Item]) -> Iterator[Row]:
        import ray.data

        blocks = max(self._jobs, len(items) // _BATCH)
        scored = ray.data.from_items(
            [asdict(item) for item in items], override_num_blocks=min(blocks, len(items))
        ).map_batches(
            Actor,
            fn_constructor_args=(self._scorer,),
            batch_size=_BATCH,
            batch_format="pyarrow",
            compute=ray.data.ActorPoolStrategy(size=self._jobs),
            num_cpus=1,
        )
        for table in scored.iter_batches(batch_size=None, batch_format="pyarrow"):
            yield from _rows(table)


class Actor:
    """What Ray makes on each worker."""

    def __init__(self, scorer: BatchScorer) -> None:
        import cv2

        cv2.setNumThreads(1)  # the other cores have actors of their own
        self._scorer = scorer

    def __call__(self, batch: pa.Table) -> pa.Table:
        """Score one batch."""
        return self._scorer(batch)


def _rows(table: Any) -> Iterator[Row]:
    if "path" in table.column_names:  # a round without a new row has no columns
        yield from table.to_pylist()
