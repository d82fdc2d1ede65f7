"""Judge every rung of a ladder on a scene."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ladders import Ladder, Picture, Scene, rung_rng
from PIL import Image

from headshot_lint.engine.judge import check_rule, judge_photo
from headshot_lint.engine.profile import Profile
from headshot_lint.engine.report import PhotoVerdict
from headshot_lint.model.rule import Rule
from headshot_lint.model.verdict import Status
from headshot_lint.photo import load
from headshot_lint.shot import Shot

SEVERITIES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True)
class Rung:
    """What the linter says of one picture.

    Attributes:
        score: of the photo, 0-100, as reported.
        uncapped: the same before a failing error holds it at 49.
        scores: by rule code, 0-100; rules that could not judge are absent. Rules that the profile
            has off are judged as well.
        failed: codes of the rules that fail.
    """

    verdict: PhotoVerdict
    score: float
    uncapped: float
    scores: Mapping[str, int]
    failed: frozenset[str]


@dataclass(frozen=True)
class Climb:
    """One ladder on one photograph, from severity 0 to 1."""

    ladder: Ladder
    photo: int
    rungs: tuple[Rung, ...]
    severities: tuple[float, ...] = SEVERITIES


def climb(
    scene: Scene,
    ladders: Sequence[Ladder],
    profile: Profile,
    *,
    photo: int = 0,
    severities: tuple[float, ...] = SEVERITIES,
) -> list[Climb]:
    """Climb ladders on one scene; the number of the photo seeds what is left to chance."""
    ground = judge(scene.flat(), profile)
    return [
        Climb(
            ladder=ladder,
            photo=photo,
            rungs=(
                ground,
                *(
                    judge(ladder.apply(scene, severity, rung_rng(ladder, photo)), profile)
                    for severity in severities[1:]
                ),
            ),
            severities=severities,
        )
        for ladder in ladders
    ]


def judge(picture: Picture, profile: Profile) -> Rung:
    """Judge a picture by every rule, with the landmark engine that is installed."""
    shot = Shot(load(Image.fromarray(picture)))
    digest = hashlib.sha256(picture.tobytes()).hexdigest()
    report = judge_photo("rung", shot, digest, profile)
    judged = {result.code: (result.score, result.status) for result in report.results}
    for code, plan in profile.plans.items():
        if code not in judged and isinstance(plan.rule, Rule):
            verdict = check_rule(plan, shot)
            judged[code] = (verdict.score, verdict.status)
    broken = [code for code, (_, status) in judged.items() if status is Status.ERROR]
    if broken:
        raise RuntimeError(f"{', '.join(broken)} broke on a rung")
    return Rung(
        verdict=report.verdict,
        score=report.score,
        uncapped=100.0 - sum(result.points_lost for result in report.results),
        scores={code: score for code, (score, _) in judged.items() if score is not None},
        failed=frozenset(code for code, (_, status) in judged.items() if status is Status.FAIL),
    )
