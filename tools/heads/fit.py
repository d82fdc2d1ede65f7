"""The fit of the heads: ridge regression on activations, then a logistic join with measurements.

First step: for each head the share of raters who name its fault (for `overall` the mean rating, 0
to 1) is regressed on activations, in the principal directions of the photographs. Mirrored and
re-encoded views count as the photograph does; views with a fault that a ladder made count as named,
at a small weight; a head pays for every move of its answer with skin tone.

Second step: a logistic regression (for `overall` a straight line) of the same answers on the first
step's prediction for sources that it has not seen, and on measurements of the same fault.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LinearRegression, LogisticRegression

from heads.targets import ALL_INPUTS, INPUTS, NAMES
from heads.views import FAULTS_OF_LADDERS, MIRROR, PHOTOGRAPH, SMALLER, TONE
from headshot_lint.analyse.heads import FARTHEST, OVERALL, Heads

Array = NDArray[np.float64]
Table = NDArray[np.float32]
Mask = NDArray[np.bool_]

DIRECTIONS = 500
"""Principal directions of the activations among which a head may choose."""

PENALTY = 0.4
"""Ridge penalty, by the mean squared length of a row; AUC changes little from 0.15 to 1."""

LADDER_WEIGHT, NEUTRAL_WEIGHT, TONE_PENALTY = 0.2, 0.5, 10.0
MIX_PENALTY = 1.0


@dataclass(frozen=True, eq=False)
class Views:
    """All views as arrays: the photograph of each, its kind, and its row of activations."""

    photo: NDArray[np.int64]
    kind: NDArray[np.str_]
    rows: Table
    blocks: tuple[slice, ...]

    def of(self, photographs: Mask, *kinds: str) -> NDArray[np.int64]:
        """Numbers of the views of some photographs and kinds."""
        return np.flatnonzero(photographs[self.photo] & np.isin(self.kind, kinds))


@dataclass(frozen=True, eq=False)
class Space:
    """Principal directions of standardised rows, every block of columns at the same strength."""

    mean: Table
    scale: Table
    axes: Table

    def __call__(self, rows: Table) -> Table:
        """Coordinates of rows."""
        cut = np.clip((rows - self.mean) / self.scale, -FARTHEST, FARTHEST)
        return np.asarray(cut @ self.axes, dtype=np.float32)


def span(rows: Table, blocks: tuple[slice, ...]) -> Space:
    """Return the principal directions of rows; a column that never moves gets the scale 1."""
    mean, deviation = rows.mean(axis=0), rows.std(axis=0)
    scale = np.where(deviation > 1e-4, deviation, 1.0).astype(np.float32)
    standard = np.clip((rows - mean) / scale, -FARTHEST, FARTHEST)
    strength = np.ones(rows.shape[1], dtype=np.float32)
    for block in blocks:
        length = float(np.square(standard[:, block]).sum(axis=1).mean())
        strength[block] = 1.0 / np.sqrt(length * len(blocks))
    weighed = standard * strength
    values, vectors = np.linalg.eigh((weighed @ weighed.T).astype(np.float64))
    kept = vectors[:, -DIRECTIONS:] / np.sqrt(np.maximum(values[-DIRECTIONS:], 1e-9))
    axes = (weighed.T @ kept.astype(np.float32)) * strength[:, None]
    return Space(mean.astype(np.float32), scale, axes.astype(np.float32))


@dataclass(frozen=True, eq=False)
class First:
    """The first step of all heads in the coordinates of a space."""

    weights: Array
    bias: Array

    def __call__(self, points: Table) -> Array:
        """Answers, views x heads."""
        return np.asarray(points @ self.weights.T + self.bias)


def fit_first(views: Views, points: Table, targets: dict[str, Array], train: Mask) -> First:
    """Fit the first step to some photographs.

    Args:
        views: all views.
        points: their coordinates.
        targets: by head, one number a photograph.
        train: which photographs to fit to.
    """
    moves = views.of(train, TONE)
    originals = np.full(len(train), -1)
    plain = views.of(np.ones(len(train), dtype=bool), PHOTOGRAPH)
    originals[views.photo[plain]] = plain
    shift = points[moves] - points[originals[views.photo[moves]]]
    size = float(train.sum())
    tone = TONE_PENALTY * size / max(len(moves), 1) * (shift.T @ shift).astype(np.float64)
    neutral = [views.of(train, PHOTOGRAPH), views.of(train, MIRROR, SMALLER)]
    fitted = [_fit_one(name, views, points, targets[name], train, neutral, tone) for name in NAMES]
    return First(np.stack([w for w, _ in fitted]), np.array([b for _, b in fitted]))


def _fit_one(  # noqa: PLR0913, PLR0917 - the parts of one normal equation
    name: str,
    views: Views,
    points: Table,
    target: Array,
    train: Mask,
    neutral: list[NDArray[np.int64]],
    tone: Array,
) -> tuple[Array, float]:
    taught = [ladder for ladder, head in FAULTS_OF_LADDERS.items() if head == name]
    made = views.of(train, *taught)
    parts = [*neutral, made]
    said = np.concatenate([target[views.photo[part]] for part in neutral] + [np.ones(len(made))])
    weight = np.repeat([1.0, NEUTRAL_WEIGHT, LADDER_WEIGHT], [len(part) for part in parts])
    if name != OVERALL:
        share = np.average(said, weights=weight)
        weight *= said * np.sqrt(0.5 / share) + (1 - said) * np.sqrt(0.5 / (1 - share))
    chosen = points[np.concatenate(parts)].astype(np.float64)
    middle, mean = np.average(chosen, axis=0, weights=weight), np.average(said, weights=weight)
    centred = chosen - middle
    inner = (centred * weight[:, None]).T @ centred + tone
    inner += PENALTY * weight.sum() / train.sum() * np.eye(chosen.shape[1])
    weights = np.linalg.solve(inner, centred.T @ (weight * (said - mean)))
    return np.asarray(weights), float(mean - middle @ weights)


def predict_unseen(
    views: Views, points: Table, targets: dict[str, Array], train: Mask, folds: NDArray[np.str_]
) -> Array:
    """First answers for every photograph to fit to, by heads that have not seen its source."""
    unseen = np.full((len(train), len(NAMES)), np.nan)
    for fold in sorted(set(folds[train].tolist())):
        out = folds == fold
        first = fit_first(views, points, targets, train & ~out)
        rows = views.of(train & out, PHOTOGRAPH)
        unseen[views.photo[rows]] = first(points[rows])
    return unseen


@dataclass(frozen=True, eq=False)
class Mix:
    """The second step: weights of answer and measurements, and what the measurements are cut to."""

    low: Table
    high: Table
    missing: Table
    weights: Table
    bias: Table


def fit_mix(
    unseen: Array, measured: Table, said: dict[str, tuple[Array, Array]], train: Mask
) -> Mix:
    """Fit the second step to predictions for unseen sources and to measurements."""
    known = measured[train]
    low, high = np.nanpercentile(known, (1, 99), axis=0).astype(np.float32)
    high = np.where(high > low, high, low + 1).astype(np.float32)
    missing = np.nanmedian(known, axis=0).astype(np.float32)
    place = np.clip((np.where(np.isnan(measured), missing, measured) - low) / (high - low), 0, 1)
    weights = np.zeros((len(NAMES), 1 + len(ALL_INPUTS)), dtype=np.float32)
    bias = np.zeros(len(NAMES), dtype=np.float32)
    for row, name in enumerate(NAMES):
        columns = [ALL_INPUTS.index(item) for item in INPUTS[name]]
        spread = float(unseen[train, row].std())
        inputs = np.column_stack([unseen[train, row] / spread, place[train][:, columns]])
        both = np.vstack([inputs, inputs])
        answers = np.concatenate([side[train] for side in said[name]])
        if name == OVERALL:
            line = LinearRegression().fit(both, answers)
            found, bias[row] = line.coef_, line.intercept_
        else:
            curve = LogisticRegression(C=MIX_PENALTY, max_iter=2000).fit(both, answers)
            found, bias[row] = curve.coef_[0], curve.intercept_[0]
        weights[row, 0] = found[0] / spread
        weights[row, [1 + column for column in columns]] = found[1:]
    return Mix(low, high, missing, weights, bias)


def fit_heads(
    views: Views,
    measured: Table,
    said: dict[str, tuple[Array, Array]],
    train: Mask,
    folds: NDArray[np.str_],
) -> Heads:
    """Fit both steps to some photographs.

    Args:
        views: all views.
        measured: photographs x inputs, NaN where a photograph yields none.
        said: by head, what each rater says of every photograph.
        train: which photographs to fit to.
        folds: the source of each photograph.
    """
    targets = {name: (a + b) / 2 for name, (a, b) in said.items()}
    space = span(views.rows[views.of(train, PHOTOGRAPH, MIRROR)].astype(np.float32), views.blocks)
    points = space(views.rows)
    mix = fit_mix(predict_unseen(views, points, targets, train, folds), measured, said, train)
    first = fit_first(views, points, targets, train)
    return Heads(
        names=NAMES,
        mean=space.mean,
        scale=space.scale,
        weights=(first.weights @ space.axes.T.astype(np.float64)).astype(np.float32),
        bias=first.bias.astype(np.float32),
        inputs=ALL_INPUTS,
        low=mix.low,
        high=mix.high,
        missing=mix.missing,
        mix=mix.weights,
        mix_bias=mix.bias,
    )
