"""Fit the learned heads and say how well they do: `python tools/train_heads.py [--write]`.

A head is one linear function of the pooled inner activations of three networks that run anyway
(landmarks, detector, segmenter): ridge regression on the share of two raters who name a fault, with
the rarer answer counted more, then a logistic curve that makes the answer a probability. `overall`
is the same on the mean rating, with a straight line for the curve. Every photograph is also seen
with its skin in other tones, and a head pays for every answer that moves with them. Curve and table
come from predictions for sources that were left out. Nothing is random; docs/heads.md is the model
card.

Only rows whose licence allows it are fitted (`train_ok` other than `no`).
"""

from __future__ import annotations

import argparse
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from labels import Labelled, read_labels
from numpy.typing import NDArray
from scipy.stats import spearmanr
from skin_tones import retoned
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from headshot_lint.analyse.heads import OVERALL, activations
from headshot_lint.model.facts.impression import WORDS
from headshot_lint.model.verdict import Missing
from headshot_lint.photo import load
from headshot_lint.shot import Shot

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

TARGET = Path(__file__).parent.parent / "headshot_lint" / "data" / "models" / "heads.npz"
PENALTY = 2.0
"""Ridge penalty by the number of activations: among the best mean AUC of 0.03 to 4."""

SMALLEST_FOLD = 20
"""Sources with fewer photographs are left out together."""

FAULTS = {
    "blur": ("clarity", ("blurred", "pixelated")),
    "drawn": ("kind", ("art", "animal", "other")),
    "cover": ("occlusion", ("some", "heavy")),
    "expression": ("expression", ("odd",)),
    "busy": ("background", ("busy",)),
    "harsh": ("light", ("harsh",)),
    "cast": ("colour", ("cast",)),
    "tight": ("framing", ("tight",)),
    "loose": ("framing", ("loose",)),
    "eyes": ("eyes", ("closed", "hidden")),
    "gaze": ("gaze", ("away",)),
    "turned": ("pose", ("turned", "profile")),
    "several": ("people", ("2+",)),
    "illegible": ("avatar48", ("no",)),
}
"""By head: the column of the raters, and the values that name the fault."""


TONE_PENALTY = 10.0
"""Weight of the answers' movement with skin tone, against that of their errors."""

DIRECTIONS = 250
"""Principal directions of the activations among which a head may choose."""


@dataclass(frozen=True)
class Seen:
    """Activations of the photographs that show a face, and how they move with skin tone.

    Attributes:
        labels: one a photograph.
        rows: photographs x activations.
        moves: moves x activations: with another skin tone, less the original.
        owner: the photograph of each move, as a row number.
    """

    labels: list[Labelled]
    rows: Array
    moves: Array
    owner: NDArray[np.int64]


@dataclass(frozen=True)
class Space:
    """The principal directions of some rows, standardised."""

    mean: Array
    scale: Array
    axes: Array

    def __call__(self, rows: Array) -> Array:
        """Coordinates of rows."""
        return np.asarray((rows - self.mean) / self.scale @ self.axes)


@dataclass(frozen=True)
class Head:
    """A fitted head: its answer is `coordinates @ weights + bias`."""

    weights: Array
    bias: float


def look(label: Labelled) -> tuple[Array, list[Array]] | None:
    """Return activations of one photograph, and their moves; None where no face was found."""
    shot = Shot(load(label.path), engine="onnx")
    try:
        row = activations(shot).astype(np.float64)
    except Missing:
        return None
    moves = []
    for other in retoned(shot):
        with suppress(Missing):
            moves.append(activations(other) - row)
    return row, moves


def see(labels: list[Labelled], jobs: int) -> Seen:
    """Look at all photographs."""
    with Pool(jobs) as pool:
        looks = pool.map(look, labels, chunksize=8)
    found = [(label, *seen) for label, seen in zip(labels, looks, strict=True) if seen]
    return Seen(
        labels=[label for label, _, _ in found],
        rows=np.stack([row for _, row, _ in found]),
        moves=np.stack([move for _, _, moves in found for move in moves]),
        owner=np.repeat(np.arange(len(found)), [len(moves) for _, _, moves in found]),
    )


def answers(labels: list[Labelled], name: str) -> tuple[Array, Array]:
    """What each rater says: 1 where the fault is named, or for `overall` the rating as 0 to 1."""
    if name == OVERALL:
        a, b = ([(int(side["rating"]) - 1) / 4 for side in pair] for pair in _sides(labels))
    else:
        column, values = FAULTS[name]
        a, b = ([float(side[column] in values) for side in pair] for pair in _sides(labels))
    return np.array(a), np.array(b)


def _sides(labels: list[Labelled]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    return [label.a for label in labels], [label.b for label in labels]


def span(rows: Array) -> Space:
    """Return the principal directions of rows; an activation that never moves gets the scale 1."""
    mean, deviation = rows.mean(axis=0), rows.std(axis=0)
    scale = np.where(deviation > 1e-6, deviation, 1.0)
    standard = ((rows - mean) / scale).astype(np.float64)
    values, vectors = np.linalg.eigh(standard @ standard.T)
    axes = standard.T @ (vectors[:, -DIRECTIONS:] / np.sqrt(values[-DIRECTIONS:]))
    return Space(mean, scale, axes)


def fit(points: Array, moves: Array, target: Array, name: str, size: int) -> Head:
    """Fit one head to coordinates of photographs, and of their moves with skin tone.

    Minimises weighted squared errors + TONE_PENALTY x squared moves of the answer (scaled to as
    many moves as photographs) + PENALTY x size x squared weights, size the number of activations.
    """
    weight = np.ones(len(target))
    if name != OVERALL:
        share = target.mean()
        weight = target * np.sqrt(0.5 / share) + (1 - target) * np.sqrt(0.5 / (1 - share))
        weight /= weight.mean()
    middle, mean = np.average(points, axis=0, weights=weight), np.average(target, weights=weight)
    centred = points - middle
    inner = (centred * weight[:, None]).T @ centred + PENALTY * size * np.eye(points.shape[1])
    inner += TONE_PENALTY * len(points) / len(moves) * moves.T @ moves
    weights = np.linalg.solve(inner, centred.T @ (weight * (target - mean)))
    return Head(np.asarray(weights, dtype=np.float64), float(mean - middle @ weights))


def cross_validate(seen: Seen, targets: dict[str, Array], usable: Mask) -> dict[str, Array]:
    """Predict every photograph by heads that have seen no photograph of its source."""
    count = Counter(label.fold for label in seen.labels)
    folds = [x.fold if count[x.fold] >= SMALLEST_FOLD else "small" for x in seen.labels]
    predicted = {name: np.zeros(len(seen.rows)) for name in targets}
    for fold in sorted(set(folds)):
        out = np.array([other == fold for other in folds])
        heads, space = fit_all(seen, targets, ~out & usable)
        points = space(seen.rows[out])
        for name, head in heads.items():
            predicted[name][out] = points @ head.weights + head.bias
    return predicted


def fit_all(seen: Seen, targets: dict[str, Array], train: Mask) -> tuple[dict[str, Head], Space]:
    """Fit every head to the photographs chosen."""
    space = span(seen.rows[train])
    points = space(seen.rows[train])
    moves = np.asarray(seen.moves[train[seen.owner]] / space.scale @ space.axes)
    size = seen.rows.shape[1]
    heads = {n: fit(points, moves, target[train], n, size) for n, target in targets.items()}
    return heads, space


def curve(predicted: Array, a: Array, b: Array, name: str) -> tuple[float, float]:
    """Slope and offset that turn predictions for left-out sources into the answer's scale."""
    both = np.concatenate([predicted, predicted])
    said = np.concatenate([a, b])
    if name == OVERALL:
        slope, offset = np.polyfit(both, said, 1)
        return float(slope), float(offset)
    model = LogisticRegression(C=1e6).fit(both[:, None], said)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def report(name: str, score: Array, a: Array, b: Array, passed: Mask) -> str:
    """One line of the table: agreement for left-out sources, and where the numbers lie."""
    if name == OVERALL:
        agree = f"rank correlation {spearmanr(score, a)[0]:.2f} {spearmanr(score, b)[0]:.2f}"
        low = " ".join(f"{100 * x:.1f}" for x in np.percentile(score[passed], (1, 3, 5, 8, 50)))
        return f"{name:10} {agree}; passed by both: 1, 3, 5, 8, 50 % lie below {low}"
    high = " ".join(f"{x:.3f}" for x in np.percentile(score[passed], (50, 92, 97, 99)))
    middle = np.median(score[(a + b) > 0])
    aucs = " ".join(f"{roc_auc_score(side, score):.2f}" for side in (a, b))
    between = roc_auc_score(a, b)
    return (
        f"{name:10} {int(a.sum()):4} {int(b.sum()):4}  {aucs} {between:.2f}  {high}  {middle:.3f}"
    )


def main() -> None:
    """Look, validate, fit, print; with --write replace the heads of the package."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the heads into the package")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    seen = see(read_labels(), arguments.jobs)
    train(seen, write=arguments.write)


def train(seen: Seen, *, write: bool) -> None:
    """Validate, fit, print."""
    labels = seen.labels
    usable = np.array([label.train_ok != "no" for label in labels])
    passed = np.array([label.both("verdict", "pass") for label in labels])
    sides = {name: answers(labels, name) for name in (*WORDS, OVERALL)}
    targets = {name: (a + b) / 2 for name, (a, b) in sides.items()}
    predicted = cross_validate(seen, targets, usable)
    heads, space = fit_all(seen, targets, usable)
    print(f"{len(labels)} photographs with a face, {usable.sum()} fitted")
    print(
        "head       n(A) n(B)  AUC A B, B for A; passed by both at 50 92 97 99 %; middle of named"
    )
    weights, bias = [], []
    for name, (a, b) in sides.items():
        slope, offset = curve(predicted[name][usable], a[usable], b[usable], name)
        final = slope * predicted[name] + offset
        score = final if name == OVERALL else 1 / (1 + np.exp(-final))
        print(report(name, score, a, b, passed))
        weights.append(slope * space.axes @ heads[name].weights)
        bias.append(slope * heads[name].bias + offset)
    if write:
        np.savez(
            TARGET,
            names=np.array(list(sides)),
            mean=space.mean.astype(np.float32),
            scale=space.scale.astype(np.float32),
            weights=np.stack(weights).astype(np.float32),
            bias=np.array(bias, dtype=np.float32),
        )


if __name__ == "__main__":
    main()
