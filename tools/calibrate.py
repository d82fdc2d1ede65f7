"""Fit points and category weights to ratings: `python tools/calibrate.py [--write]`.

What a rule takes from the score is `points x objection`, objection being 100 less its score. The
points are fitted to the raters' mean rating by bounded least squares with a ridge penalty, so that
no rule can ever add to a score, and every loss stays a rule's own. The learned impression (HL703)
has a fixed share of the score. Categories then weigh as
much as their costliest photographs lose in them. Left-out agreement is printed first: points from
other sources, heads that saw none of the photo's source.

Needs what `tools/train_heads.py` keeps. `--write` puts the numbers into the profile `corporate` and
into the rules, whose defaults are those of that profile.
"""

from __future__ import annotations

import argparse
import math
import pickle
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from heads.records import Record
from heads.study import Study, gather
from numpy.typing import NDArray
from scipy.optimize import lsq_linear
from scipy.stats import spearmanr
from sklearn.metrics import roc_auc_score
from train_heads import UNSEEN

from headshot_lint.engine.judge import judge_photo
from headshot_lint.engine.profile import Profile, load_profile
from headshot_lint.engine.report import PhotoReport
from headshot_lint.engine.score import FAIL_CAP
from headshot_lint.model.facts import Impression
from headshot_lint.model.verdict import Category, Severity

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

PROFILE = Path(__file__).parent.parent / "headshot_lint" / "data" / "profiles" / "corporate.toml"
RULES = Path(__file__).parent.parent / "rules"
RIDGE = 50.0
"""Penalty on squared points, in photographs; agreement on left-out sources is the same from 30 to
200, and falls off slowly on both sides."""

LEAST = {Severity.ERROR: 4.0, Severity.WARNING: 1.0, Severity.HINT: 0.2}
"""Points of a photo that a rule takes at least at full objection: a fault is never free."""

RULED_OUT = {"HL001": 100.0, "HL101": 80.0, "HL102": 30.0, "HL103": 20.0}
"""Points of rules whose fault leaves no headshot: too few photographs have it to fit them."""

MOST = {Category.RENDER: 2.0}
"""Points of a photo that a rule of a category takes at most: traces of generators are measured in
single eyes and pores, and change with the picture's size more often than the rest."""

IMPRESSION = "HL703"
IMPRESSION_SHARE = 0.5
"""Share of the score that follows the learned impression as a whole; the rest follows the faults.
The two err apart: their even mean agrees with raters on left-out sources better than either, and
from a third to two thirds little changes. One fit of both at once does not find it, for where
faults add up beyond 100 points least squares takes from all of them."""

WORST_SHARE = 99.0
"""Percentile of the photos' losses in a category at which its own score is 0."""


def objections(reports: Sequence[PhotoReport], codes: Sequence[str]) -> Array:
    """Photographs x rules: 100 less the score over 100; 0 where a rule judged nothing."""
    rows = []
    for report in reports:
        scores = {result.code: result.score for result in report.results}
        rows.append([0.0 if (s := scores.get(c)) is None else (100 - s) / 100 for c in codes])
    return np.array(rows)


def least_points(profile: Profile) -> Array:
    """Return the points that each rule of a profile takes at least, in the order of its rules."""
    return np.array(
        [
            RULED_OUT.get(plan.rule.code, LEAST[plan.severity or Severity.HINT])
            for plan in profile.active
        ]
    )


def most_points(profile: Profile) -> Array:
    """Return the points that each rule of a profile takes at most, likewise."""
    return np.array([MOST.get(plan.rule.category, 100.0) for plan in profile.active])


def fit_points(objection: Array, rating: Array, profile: Profile) -> Array:
    """Return the points of a photo that each rule of a profile takes at most.

    The points of the faults minimise the squared error of 100 - objection @ points against
    (rating - 1) x 25, with RIDGE times the squared points (in units of 100) added, between least
    and most. The learned impression then takes its share of the score from all of them.
    """
    least, most = least_points(profile), most_points(profile)
    learned = np.array([plan.rule.code == IMPRESSION for plan in profile.active])
    low, high = np.where(learned, 0.0, least), np.where(learned, 0.0, most)
    wanted = 100.0 - (rating - 1.0) * 25.0 - objection @ low
    penalty = np.sqrt(RIDGE) * np.eye(objection.shape[1])
    system = np.vstack([objection, penalty])
    target = np.concatenate([wanted, np.zeros(objection.shape[1])])
    faults = low + lsq_linear(system, target, bounds=(0.0, np.maximum(high - low, 1e-6))).x
    points = np.maximum(least, (1.0 - IMPRESSION_SHARE) * faults)
    return np.where(learned, 100.0 * IMPRESSION_SHARE, points)


def judge(records: Sequence[Record], profile: Profile) -> list[PhotoReport]:
    """Judge records by a profile."""
    return [judge_photo("photo", record.view, record.sha256, profile) for record in records]


def left_out(
    objection: Array, fails: Mask, rating: Array, folds: NDArray[np.str_], profile: Profile
) -> Array:
    """Scores by points from other sources."""
    scores = np.zeros(len(rating))
    for fold in sorted(set(folds.tolist())):
        out = folds == fold
        points = fit_points(objection[~out], rating[~out], profile)
        scores[out] = np.maximum(100.0 - objection[out] @ points, 0.0)
    return np.where(fails, np.minimum(scores, FAIL_CAP), scores)


def agreement(study: Study, scores: Array) -> str:
    """AUC and rank correlation of scores with both raters."""
    lines = []
    alone = np.array([label.both("people", "1") for label in study.labels])
    for group, chosen in {"all": np.ones(len(scores), dtype=bool), "one person": alone}.items():
        for rater in ("a", "b"):
            rows = [getattr(label, rater) for label in study.labels]
            passes, fails = (np.array([r["verdict"] == v for r in rows]) for v in ("pass", "fail"))
            rated = np.array([int(row["rating"]) for row in rows])
            lines.append(
                f"{group:11} rater {rater.upper()}: AUC pass "
                f"{roc_auc_score(passes[chosen], scores[chosen]):.3f}, not fail "
                f"{roc_auc_score(~fails[chosen], scores[chosen]):.3f}, rank correlation "
                f"{spearmanr(scores[chosen], rated[chosen])[0]:.3f}"
            )
    return "\n".join(lines)


def categories(
    objection: Array, points: Array, codes: Sequence[str], profile: Profile
) -> dict[Category, float]:
    """Return by category the share of 100 points that its worst photographs lose in it."""
    weights = {}
    for category in Category:
        own = [i for i, code in enumerate(codes) if profile.plans[code].rule.category is category]
        if own:
            losses = objection[:, own] @ points[own]
            worst = max(float(np.percentile(losses, WORST_SHARE)), float(points[own].max()))
            weights[category] = min(1.0, max(0.05, math.ceil(worst) / 100))
    return weights


def main() -> None:
    """Judge, leave out, fit, print; with --write change the profile."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write into the profile")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    study, profile = gather(arguments.jobs), load_profile()
    unseen: list[Impression | None] = pickle.loads(UNSEEN.read_bytes())  # noqa: S301 - our own file
    records = [
        record if found is None else record.under(found)
        for record, found in zip(study.records, unseen, strict=True)
    ]
    reports = judge(records, profile)
    codes = [plan.rule.code for plan in profile.active]
    objection, fails = objections(reports, codes), np.array([r.verdict == "fail" for r in reports])
    rating = np.array([label.rating for label in study.labels])
    print(agreement(study, left_out(objection, fails, rating, study.folds, profile)))
    points = fit_points(objection, rating, profile)
    weights = categories(objection, points, codes, profile)
    shares = {
        code: round(float(p) / weights[profile.plans[code].rule.category], 1)
        for code, p in zip(codes, points, strict=True)
    }
    for code, p in zip(codes, points, strict=True):
        print(f"{code} {profile.plans[code].rule.name:24} {p:5.1f} points of the photo")
    print({category.value: weight for category, weight in weights.items()})
    if arguments.write:
        names = {profile.plans[code].rule.name: share for code, share in shares.items()}
        write(names, weights)
        write_defaults(names)


def write(points: Mapping[str, float], weights: Mapping[Category, float]) -> None:
    """Replace points and category weights in the profile, line by line; the rest stays."""
    lines, section = [], ""
    for line in PROFILE.read_text(encoding="utf-8").splitlines():
        new = line
        if line.startswith("["):
            section = line.strip("[]")
        key = line.partition(" = ")[0]
        rule = section.removeprefix("rules.")
        if section == "categories" and key in set(Category):
            new = f"{key} = {weights[Category(key)]:g}"
        elif key == "points" and rule in points:
            new = f"points = {points[rule]:.1f}"
        lines.append(new)
    PROFILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_defaults(points: Mapping[str, float]) -> None:
    """Give every rule the points of the profile, below its category and severity."""
    for path in sorted(RULES.glob("[a-z]*.py")):
        text = path.read_text(encoding="utf-8")
        name = re.search(r'^    name = "([a-z-]+)"$', text, re.MULTILINE)
        if name is None or name[1] not in points:
            continue
        bare = re.sub(r"^    points = .*\n", "", text, flags=re.MULTILINE)
        above = r"^    category = .*\n(?:    severity = .*\n)?"
        new = rf"\g<0>    points = {points[name[1]]:.1f}\n"
        path.write_text(re.sub(above, new, bare, count=1, flags=re.MULTILINE), encoding="utf-8")


if __name__ == "__main__":
    main()
