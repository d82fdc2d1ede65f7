"""How far the rules' measurements lie beyond their limits, turned so that larger is worse."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from scipy.stats import rankdata

from evaluation.agreement import Floats
from evaluation.judged import Judged, measurement

ONE_WAY = 0.98
"""Share of photo pairs, of those whose scores differ, that the measurement must order alike before
it counts as monotone; file-size guards and rounding cost a few."""


class Measurements:
    """Scores and measurements by rule, NaN where a rule measured nothing."""

    def __init__(self, judged: Sequence[Judged]) -> None:
        self.judged = judged

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The rules of the profile, in the report's order."""
        return tuple(result.code for result in self.judged[0].report.results)

    @cached_property
    def scores(self) -> dict[str, Floats]:
        """Each rule's scores, 0-100."""
        return {
            code: np.array(
                [
                    np.nan if (r := j.result(code)) is None or r.score is None else float(r.score)
                    for j in self.judged
                ]
            )
            for code in self.codes
        }

    @cached_property
    def badness(self) -> dict[str, Floats]:
        """Measurements of monotone rules less their limits, turned so that larger is worse."""
        turned = {}
        for code in self.codes:
            values = np.array([measurement(j.result(code)) for j in self.judged])
            sign = direction(values, self.scores[code])
            if sign:
                turned[code] = sign * values
        return turned

    def objection(self, codes: Sequence[str]) -> Floats:
        """How strongly the rules object, -1 to 101, by photograph.

        100 less the score, and within equal scores the rank of the measurement; of several rules
        the strongest objection; -1 where all were skipped.
        """
        strongest = np.full(len(self.judged), -1.0)
        for code in codes:
            if code in self.scores:
                objection = 100.0 - self.scores[code] + self._rank(code)
                strongest = np.fmax(strongest, objection)
        return strongest

    def _rank(self, code: str) -> Floats:
        """Rank of the measurement, 0 to below 1; 0 for rules that run both ways."""
        ranks = np.zeros(len(self.judged))
        values = self.badness.get(code)
        if values is not None:
            known = ~np.isnan(values)
            ranks[known] = rankdata(values[known]) / (known.sum() + 1)
        return ranks


def direction(values: Floats, scores: Floats) -> int:
    """Whether larger measurements score worse (1) or better (-1); 0 where neither holds."""
    known = ~np.isnan(values) & ~np.isnan(scores)
    v, s = values[known], scores[known]
    if len(v) < 2:
        return 0
    product = np.sign(v[:, None] - v[None, :]) * np.sign(s[None, :] - s[:, None])
    unlike, alike = int((product > 0).sum()), int((product < 0).sum())
    if not unlike + alike:
        return 0
    share = unlike / (unlike + alike)
    return 1 if share >= ONE_WAY else -1 if share <= 1 - ONE_WAY else 0
