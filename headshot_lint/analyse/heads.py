"""Learned heads: what three networks saw on the way to their answers, weighed with measurements.

The networks run for landmarks, faces and the person mask in any case; their inner activations cost
little more. A head is a linear function of them, and a second, small linear function joins its
answer with what measures found of the same fault. `tools/train_heads.py` fits both, docs/heads.md
says to what.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, reduce
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from headshot_lint.analyse.activations import activations
from headshot_lint.analyse.boxes import landmark_box
from headshot_lint.analyse.mirror import swap_blendshapes
from headshot_lint.analyse.model_files import model_bytes
from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.regions import FACE_OVAL
from headshot_lint.model.facts import Facts
from headshot_lint.model.facts.impression import WORDS, Impression
from headshot_lint.model.verdict import Box, Missing

Vector = NDArray[np.float32]

OVERALL = "overall"
FARTHEST = 5.0
"""Standard deviations at which an activation is cut off: farther out nothing was fitted."""


@dataclass(frozen=True, eq=False)
class Heads:
    """All heads together.

    Attributes:
        names: of the heads, in the order of the rows of `weights` and `mix`.
        mean, scale: what standardises the activations, float32.
        weights, bias: heads x activations, and heads.
        inputs: names of the measurements that the second step reads (see `read_input`).
        low, high: limits to which each is cut.
        mix: heads x (1 + inputs): weight of the first step's answer, then of each measurement
            (0 at `low`, 1 at `high`); `mix_bias`: heads.
        missing: inputs; what stands for a measurement that a photo does not yield.
    """

    names: tuple[str, ...]
    mean: Vector
    scale: Vector
    weights: NDArray[np.float32]
    bias: Vector
    inputs: tuple[str, ...]
    low: Vector
    high: Vector
    missing: Vector
    mix: NDArray[np.float32]
    mix_bias: Vector

    def first(self, seen: Vector) -> NDArray[np.float64]:
        """Return what each head makes of a row of activations alone."""
        standard = np.clip((seen - self.mean) / self.scale, -FARTHEST, FARTHEST)
        return np.asarray(self.weights @ standard + self.bias, dtype=np.float64)

    def join(self, first: NDArray[np.float64], measured: Vector) -> dict[str, float]:
        """Return each head's answer: log odds of a fault, share of the best rating for `overall`.

        Args:
            first: answers of the first step.
            measured: the inputs' values, NaN where the photo yields none.
        """
        known = np.where(np.isnan(measured), self.missing, measured)
        place = np.clip((known - self.low) / (self.high - self.low), 0.0, 1.0)
        answers = self.mix[:, 0] * first + self.mix[:, 1:] @ place + self.mix_bias
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
            inputs=tuple(str(name) for name in stored["inputs"]),
            low=stored["low"],
            high=stored["high"],
            missing=stored["missing"],
            mix=stored["mix"],
            mix_bias=stored["mix_bias"],
        )


def measure_impression(shot: ShotView) -> Impression:
    """Ask every head.

    Raises:
        Missing: where there is no face to look at.
    """
    heads = load_heads()
    answers = heads.join(heads.first(look(shot)), read_inputs(shot, heads.inputs))
    return answered(answers, landmark_box(shot, FACE_OVAL, "face"))


def look(shot: ShotView) -> Vector:
    """Return the row of numbers that the heads read: pooled activations, then blendshapes.

    All of them are of the picture as the networks were shown it, mirrored or not.

    Raises:
        Missing: where there is no face to look at.
    """
    weights = shot.mesh.blendshapes
    shown = swap_blendshapes(weights) if shot.mirrored else weights
    return np.concatenate([activations(shot), shown])


def answered(answers: dict[str, float], face: Box) -> Impression:
    """Return the heads' answers as a fact."""
    faults = {name: 1.0 / (1.0 + float(np.exp(-answers[name]))) for name in WORDS}
    overall = 100.0 * min(max(answers[OVERALL], 0.0), 1.0)
    return Impression(overall=overall, face=face, **faults)


def read_inputs(facts: Facts, names: tuple[str, ...]) -> Vector:
    """Return measurements by name, NaN where the photo yields none."""
    return np.array([read_input(facts, name) for name in names], dtype=np.float32)


def read_input(facts: Facts, name: str) -> float:
    """Return one measurement.

    Args:
        facts: of the photo.
        name: the path of a number, such as `light.spread_ev`; `abs ` before it takes the absolute
            value, `log ` the logarithm.
    """
    *steps, path = name.split()
    try:
        value = reduce(getattr, path.split("."), facts)
    except Missing:
        return float("nan")
    number = float("nan") if value is None else float(value)  # type: ignore[arg-type]
    for step in steps:
        number = _STEPS[step](number)
    return number


_STEPS: dict[str, Callable[[float], float]] = {
    "abs": abs,
    "log": lambda value: float(np.log(max(value, 0.0) + 1e-3)),
}
