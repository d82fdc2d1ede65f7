"""Learned heads: linear functions of what three networks saw on the way to their own answers.

The networks run for landmarks, faces and the person mask in any case; their pooled inner
activations cost nothing more. `tools/train_heads.py` fits the heads, docs/heads.md says to what.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from headshot_lint.analyse.activations import activations
from headshot_lint.analyse.boxes import landmark_box
from headshot_lint.analyse.models import Tensor, model_bytes
from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.regions import FACE_OVAL
from headshot_lint.model.facts.impression import WORDS, Impression

OVERALL = "overall"
FARTHEST = 6.0
"""Standard deviations at which an activation is cut off: farther out nothing was fitted."""


@dataclass(frozen=True, eq=False)
class Heads:
    """All heads together.

    Attributes:
        names: of the heads, in the order of the rows of `weights`.
        mean, scale: what standardises the activations, float32.
        weights, bias: heads x activations, and heads; float32.
    """

    names: tuple[str, ...]
    mean: NDArray[np.float32]
    scale: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def __call__(self, seen: Tensor) -> dict[str, float]:
        """Return the raw answer of each head: log odds of a fault, share of the best rating."""
        standard = np.clip((seen - self.mean) / self.scale, -FARTHEST, FARTHEST)
        answers = self.weights.astype(np.float64) @ standard.astype(np.float64) + self.bias
        return dict(zip(self.names, answers.tolist(), strict=True))


@cache
def load_heads() -> Heads:
    """Return the heads that the package carries."""
    with np.load(BytesIO(model_bytes("heads.npz")), allow_pickle=False) as stored:
        return Heads(
            names=tuple(str(name) for name in stored["names"]),
            mean=stored["mean"],
            scale=stored["scale"],
            weights=stored["weights"],
            bias=stored["bias"],
        )


def measure_impression(shot: ShotView) -> Impression:
    """Ask every head.

    Raises:
        Missing: where there is no face to look at.
    """
    answers = load_heads()(activations(shot))
    faults = {name: 1.0 / (1.0 + float(np.exp(-answers[name]))) for name in WORDS}
    return Impression(
        overall=100.0 * min(max(answers[OVERALL], 0.0), 1.0),
        face=landmark_box(shot, FACE_OVAL, "face"),
        **faults,
    )
