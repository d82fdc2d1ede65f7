"""Limits set mechanically on other sources, and scores under them.

Shipped limits were chosen by looking at the photographs that they are evaluated on. Here the
limit of each monotone rule is set anew for every fold from the other folds alone, by one
mechanical procedure without a choice to make: on photographs that both raters pass, the median
keeps the full score, the quantile at the rate that the rule's severity may fire at is the limit,
and as far again beyond it the score is 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from evaluation.agreement import Floats, Mask
from evaluation.judged import Judged
from evaluation.measurements import Measurements
from headshot_lint.engine import score as scoring
from headshot_lint.engine.profile import Profile
from headshot_lint.model.options import Ramp
from headshot_lint.model.verdict import Category, Severity, Status

MAY_FIRE = {Severity.ERROR: 0.03, Severity.WARNING: 0.08, Severity.HINT: 0.08}
"""Share of photographs passed by both raters on which a rule of a severity may fire."""


class Refit:
    """Every photo judged under limits that its own fold had no part in.

    Args:
        judged: photographs with reports.
        folds: the fold of each.
        measured: their measurements.
        profile: points, severities and category weights; its limits are not used.
    """

    def __init__(
        self,
        judged: Sequence[Judged],
        folds: Sequence[str],
        measured: Measurements,
        profile: Profile,
    ) -> None:
        self.judged = judged
        self.profile = profile
        self._folds = np.asarray(folds)
        self._passed = np.array([j.label.both("verdict", "pass") for j in judged], dtype=bool)
        self.ramps = {
            code: self._ramps(values, profile.plans[code].severity)
            for code, values in measured.badness.items()
            if profile.plans[code].rule.category is not Category.FILE
        }
        self._badness = measured.badness

    def _ramps(self, badness: Floats, severity: Severity | None) -> dict[str, Ramp]:
        ramps = {}
        for fold in sorted(set(self._folds.tolist())):
            ramp = fit_ramp(
                badness[self._passed & (self._folds != fold)], MAY_FIRE[severity or Severity.HINT]
            )
            if ramp is not None:
                ramps[fold] = ramp
        return ramps

    def _ramp(self, code: str, photo: int) -> Ramp | None:
        """The ramp for a measured photo, None where the shipped result stands."""
        ramp = self.ramps.get(code, {}).get(str(self._folds[photo]))
        return None if ramp is None or math.isnan(self._badness[code][photo]) else ramp

    def fired(self, codes: Sequence[str]) -> Mask:
        """Whether one of the rules fails each photo under its limits from other folds."""
        return np.array(
            [any(self._fails(code, i) for code in codes) for i in range(len(self.judged))],
            dtype=bool,
        )

    def _fails(self, code: str, photo: int) -> bool:
        ramp = self._ramp(code, photo)
        if ramp is None:
            return self.judged[photo].fired([code])
        return ramp.fails(float(self._badness[code][photo]))

    def scores(self) -> Floats:
        """The photos' scores under limits from other folds."""
        return np.array([self._score(i) for i in range(len(self.judged))])

    def _score(self, photo: int) -> float:
        results = []
        for result in self.judged[photo].report.results:
            ramp = self._ramp(result.code, photo)
            status, score = result.status, result.score
            if ramp is not None:
                badness = float(self._badness[result.code][photo])
                status = Status.FAIL if ramp.fails(badness) else Status.PASS
                score = ramp.score(badness)
            results.append(
                scoring.Judged(
                    code=result.code,
                    category=result.category,
                    severity=result.severity,
                    status=status,
                    points=self.profile.plans[result.code].points,
                    score=score,
                )
            )
        return scoring.score_photo(results, self.profile.categories).score


def fit_ramp(badness: Floats, may_fire: float) -> Ramp | None:
    """The ramp through median and quantile; None where measurements do not spread.

    Args:
        badness: measurements of passed photographs, larger is worse, NaN where there is none.
        may_fire: share of them that may lie beyond the limit.
    """
    known = badness[~np.isnan(badness)]
    if len(known) < 20:
        return None
    best, limit = (float(x) for x in np.quantile(known, [0.5, 1.0 - may_fire]))
    return Ramp(best, limit, 2 * limit - best) if limit > best else None
