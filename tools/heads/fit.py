"""The fit of the heads: ridge regression on activations, then a logistic join with measurements.

First step: for each head the share of raters who name its fault (for `overall` the mean rating, 0
to 1) is regressed on activations, in the principal directions of the photographs. Mirrored,
re-encoded and black-and-white views count as the photograph does; views with a fault that a ladder
made count as named, at a small weight; a head pays for every move of its answer with skin tone.

Second step: a logistic regression (for `overall` a straight line) of the same answers on the first
step's prediction for sources that it has not seen, and on measurements of the same fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LinearRegression, LogisticRegression

from heads.targets import ALL_INPUTS, INPUTS, NAMES
from heads.views import FAULTS_OF_LADDERS, GREY, MIRROR, PHOTOGRAPH, SMALLER, TONE
from headshot_lint.analyse.heads import FARTHEST, OVERALL, Heads, read_inputs
from headshot_lint.model.facts import Facts

Array = NDArray[np.float64]
Table = NDArray[np.float32]
Mask = NDArray[np.bool_]

DIRECTIONS = 500
"""Principal directions of the activations among which a head may choose."""

FAULT_PENALTY, OVERALL_PENALTY = 3.0, 0.6
"""Ridge penalty by the mean squared length of a row. A fault is named seldom and asks for more:
over the faults the mean AUC on left-out sources is best from 1.5 to 3; for `overall` rank
correlation is the same from 0.3 to 1.2."""

LADDER_WEIGHT, NEUTRAL_WEIGHT = 0.2, 0.5
TONE_PENALTY, HIGH_TONE_PENALTY = 3.0, 10.0
TONE_BOUND = ("harsh", "cast")
"""Weight of the answers' movement with skin tone, against that of their errors. Shade on a face is
most easily taken for its tone, a cast for its colour: both pay more. At 3 `harsh` moves by .31 of
its standard deviation on left-out sources, at 10 by .22, at 30 by .17 (AUC of the first step .877,
.868, .858; .890 without a price); `overall` by .19 at 1, .15 at 3 and .13 at 10 (rank correlation
.826, .823, .818), where hair, ears and neck take the tone of the face."""

OF_COLOUR = ("cast", OVERALL)
"""Heads whose answer black and white may change."""

MIX_PENALTY, NO_PENALTY = 1.0, 1e3


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
    tone = size / max(len(moves), 1) * (shift.T @ shift).astype(np.float64)
    fitted = [_fit_one(name, views, points, targets[name], train, tone) for name in NAMES]
    return First(np.stack([w for w, _ in fitted]), np.array([b for _, b in fitted]))


def _fit_one(  # noqa: PLR0913, PLR0917 - the parts of one normal equation
    name: str,
    views: Views,
    points: Table,
    target: Array,
    train: Mask,
    tone: Array,
) -> tuple[Array, float]:
    alike = (MIRROR, SMALLER) if name in OF_COLOUR else (MIRROR, SMALLER, GREY)
    neutral = [views.of(train, PHOTOGRAPH), views.of(train, *alike)]
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
    paid = HIGH_TONE_PENALTY if name in TONE_BOUND else TONE_PENALTY
    inner = (centred * weight[:, None]).T @ centred + paid * tone
    penalty = OVERALL_PENALTY if name == OVERALL else FAULT_PENALTY
    inner += penalty * weight.sum() / train.sum() * np.eye(chosen.shape[1])
    weights = np.linalg.solve(inner, centred.T @ (weight * (said - mean)))
    return np.asarray(weights), float(mean - middle @ weights)


@dataclass(frozen=True, eq=False)
class Mix:
    """The second step: weights of answer and measurements, and what the measurements are cut to."""

    low: Table
    high: Table
    missing: Table
    weights: Table
    bias: Table

    def __call__(self, first: Array, measured: Table) -> Array:
        """Return photographs x heads: answers of the first step joined with measurements."""
        known = np.where(np.isnan(measured), self.missing, measured)
        place = np.clip((known - self.low) / (self.high - self.low), 0.0, 1.0)
        joined = first * self.weights[:, 0] + place @ self.weights[:, 1:].T + self.bias
        return np.asarray(joined, dtype=np.float64)


def _curve(inverse_penalty: float) -> LogisticRegression:
    """A logistic curve whose even odds lie where a photo with the fault is as likely as not.

    Both answers count the same in sum: a fault that three photographs in a hundred have is then
    told as "more like those than like the others", not by how seldom it is.
    """
    return LogisticRegression(C=inverse_penalty, class_weight="balanced", max_iter=2000)


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
            curve = _curve(MIX_PENALTY).fit(both, answers)
            found, bias[row] = curve.coef_[0], curve.intercept_[0]
        weights[row, 0] = found[0] / spread
        weights[row, [1 + column for column in columns]] = found[1:]
    return Mix(low, high, missing, weights, bias)


@dataclass(frozen=True, eq=False)
class Material:
    """What both steps are fitted to.

    Attributes:
        views: all views.
        measured: photographs x inputs, NaN where a photograph yields none.
        said: by head, what each rater says of every photograph.
        usable: photographs that may be fitted to.
        folds: the source of each photograph.
    """

    views: Views
    measured: Table
    said: dict[str, tuple[Array, Array]]
    usable: Mask
    folds: NDArray[np.str_]

    @cached_property
    def targets(self) -> dict[str, Array]:
        """By head, the share of raters who name the fault, or the mean rating."""
        return {name: (a + b) / 2 for name, (a, b) in self.said.items()}

    @cached_property
    def space(self) -> Space:
        """The space of all photographs that may be fitted to; no label enters it."""
        chosen = self.views.of(self.usable, PHOTOGRAPH, MIRROR)
        return span(self.views.rows[chosen].astype(np.float32), self.views.blocks)

    @cached_property
    def points(self) -> Table:
        """Coordinates of all views."""
        return self.space(self.views.rows)

    @cached_property
    def unseen(self) -> Array:
        """First answers for every photograph with a face, by heads that saw none of its source."""
        found = np.full((len(self.usable), len(NAMES)), np.nan)
        for fold in sorted(set(self.folds.tolist())):
            out = self.folds == fold
            first = fit_first(self.views, self.points, self.targets, self.usable & ~out)
            rows = self.views.of(out, PHOTOGRAPH)
            found[self.views.photo[rows]] = first(self.points[rows])
        return found

    def heads(self) -> Heads:
        """Both steps, fitted to all photographs that may be fitted to."""
        first = fit_first(self.views, self.points, self.targets, self.usable)
        mix = fit_mix(self.unseen, self.measured, self.said, self.usable)
        return Heads(
            names=NAMES,
            mean=self.space.mean,
            scale=self.space.scale,
            weights=(first.weights @ self.space.axes.T.astype(np.float64)).astype(np.float32),
            bias=first.bias.astype(np.float32),
            inputs=ALL_INPUTS,
            low=mix.low,
            high=mix.high,
            missing=mix.missing,
            mix=mix.weights,
            mix_bias=mix.bias,
        )

    def without(self, fold: str, row: Table, facts: Facts) -> dict[str, float]:
        """Answers for a photograph that is not among the views, with one source left out."""
        first, mix = self._without(fold)
        measured = read_inputs(facts, ALL_INPUTS)
        answers = mix(first(self.space(row[None])), measured[None])[0]
        return dict(zip(NAMES, answers.tolist(), strict=True))

    @cache  # noqa: B019 - a material lives as long as the program
    def _without(self, fold: str) -> tuple[First, Mix]:
        out = self.folds == fold
        first = fit_first(self.views, self.points, self.targets, self.usable & ~out)
        return first, fit_mix(self.unseen, self.measured, self.said, self.usable & ~out)

    def left_out(self) -> list[dict[str, float]]:
        """Answers for every photograph with its source left out; NaN without a face.

        The second step for a source is fitted to the other sources, on first answers by heads that
        did see the source left out: of a few weights a head, next to nothing. Without the fold's
        own intercept, which falls where the source left out has many of a rare fault; one curve
        for all, which changes no order within a source, gives the chances back.
        """
        raw = np.full((len(self.usable), len(NAMES)), np.nan)
        for fold in sorted(set(self.folds.tolist())):
            out = self.folds == fold
            mix = fit_mix(self.unseen, self.measured, self.said, self.usable & ~out)
            raw[out] = mix(self.unseen[out], self.measured[out]) - mix.bias
        chosen = self.usable
        for column, name in enumerate(NAMES):
            both = np.concatenate([raw[chosen, column]] * 2)[:, None]
            answers = np.concatenate([side[chosen] for side in self.said[name]])
            model = LinearRegression() if name == OVERALL else _curve(NO_PENALTY)
            model.fit(both, answers)
            slope, offset = np.ravel(model.coef_)[0], np.ravel(model.intercept_)[0]
            raw[:, column] = slope * raw[:, column] + offset
        return [dict(zip(NAMES, row, strict=True)) for row in raw.tolist()]
