"""Good photographs to climb on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from fixture_portraits import collins, hopper
from labels import Labelled
from ladders import Scene, scene_of
from PIL import Image

LEAST_SHORT_SIDE_PX = 400
SEED = 20261124


@dataclass(frozen=True)
class Place:
    """Where a scene comes from: a photograph's path, or the name of a fixture portrait."""

    source: str
    origin: Path | str

    def scene(self) -> Scene:
        """Make the scene."""
        if isinstance(self.origin, Path):
            return scene_of(self.origin)
        return {"collins": lambda: collins(448), "hopper": lambda: hopper(512)}[self.origin]()


FIXTURE_PLACES = (Place("fixtures", "collins"), Place("fixtures", "hopper"))


def choose(labels: Sequence[Labelled], count: int) -> list[Place]:
    """Choose photographs that both raters pass and see one person in, source by source in turn."""
    source = np.random.default_rng(SEED)
    waiting: dict[str, list[Path]] = defaultdict(list)
    for label in labels:
        if label.both("verdict", "pass") and label.both("people", "1") and _large(label.path):
            waiting[label.source].append(label.path)
    for name in sorted(waiting):
        source.shuffle(waiting[name])
    chosen: list[Place] = []
    while len(chosen) < count and any(waiting.values()):
        for name in sorted(waiting):
            if waiting[name] and len(chosen) < count:
                chosen.append(Place(name, waiting[name].pop()))
    return chosen


def _large(path: Path) -> bool:
    with Image.open(path) as picture:
        return min(picture.size) >= LEAST_SHORT_SIDE_PX
