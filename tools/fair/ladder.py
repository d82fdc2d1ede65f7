"""The same sitters in ten skin tones, and at exposures that must not pass."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from evaluation.agreement import SEED, Floats, Share
from evaluation.tables import Cell, Section
from skin_tones import MONK_TONES, Sitting

from fair.look import Looked
from headshot_lint.analyse.view import LandmarkEngine
from headshot_lint.engine.judge import check_rule, judge_photo
from headshot_lint.engine.profile import Profile
from headshot_lint.engine.report import PhotoReport
from headshot_lint.model.verdict import Category, Status
from headshot_lint.photo import load
from headshot_lint.shot import Shot

SITTERS = 30
LEAST_EYE_GAP_PX = 40.0
EXPOSURE = {"HL201": -3.0, "HL202": 3.0}
"""Rules of exposure, and the change in stops at which each must fail."""
WATCHED = ("HL703", "HL702")
"""Rules beside those of lighting that are looked at one by one."""


@dataclass(frozen=True)
class Rung:
    """One sitter in one tone.

    Attributes:
        exposed: status of each rule of exposure at the change that it must see.
    """

    tone: int
    report: PhotoReport
    exposed: dict[str, Status]


@dataclass(frozen=True)
class Ladder:
    """One sitter in all tones."""

    own_tone: int
    rungs: tuple[Rung, ...]

    def statuses(self, code: str) -> list[Status]:
        """The status of a rule at every tone."""
        return [
            result.status
            for rung in self.rungs
            for result in rung.report.results
            if result.code == code
        ]

    def changes(self, code: str) -> bool:
        """Whether the status of a rule depends on the tone."""
        return len(set(self.statuses(code))) > 1

    @property
    def scores(self) -> list[float]:
        """The photo's score at every tone."""
        return [rung.report.score for rung in self.rungs]


def choose(looked: Sequence[Looked], count: int = SITTERS) -> list[Looked]:
    """Draw sitters: passed by both raters, free for any use, one person, the face large enough."""
    fit = [
        one
        for one in looked
        if one.passed_by_both
        and one.label.train_ok == "pixels"
        and one.label.both("people", "1")
        and one.eye_gap_px >= LEAST_EYE_GAP_PX
    ]
    drawn = np.random.default_rng(SEED).permutation(len(fit))[:count]
    return [fit[i] for i in sorted(drawn)]


def climb(
    sitters: Sequence[Looked], profile: Profile, engine: LandmarkEngine, jobs: int
) -> list[Ladder]:
    """Judge every sitter in every tone, `jobs` at a time."""

    def one(sitter: Looked) -> Ladder:
        sitting = Sitting(Shot(load(sitter.label.path), engine=engine))
        rungs = tuple(_rung(sitting, tone, profile) for tone in MONK_TONES)
        return Ladder(sitting.tone, rungs)

    with ThreadPoolExecutor(max_workers=jobs) as pool:
        return list(pool.map(one, sitters))


def _rung(sitting: Sitting, tone: int, profile: Profile) -> Rung:
    photo = load(sitting.picture(tone))
    report = judge_photo("", Shot(photo, engine=sitting.shot.engine), photo.sha256, profile)
    exposed = {
        code: check_rule(profile.plans[code], sitting.shot_of(tone, stops)).status
        for code, stops in EXPOSURE.items()
    }
    return Rung(tone, report, exposed)


RULES_TEXT = """\
{sitters} sitters (photographs free for any use that both raters pass, one person, eyes at least
{gap:.0f} px apart; drawn with seed {seed}) are shown in each of the ten tones of the Monk scale:
linear light from below the skin's surface is multiplied by the reflectance of the tone over that
of the sitter's own; shading, the sheen of the surface, and everything else stay. Each picture is
judged from the start, detection included. *Changes*: sitters for whom a rule has not the same
status at all ten tones. *Pairs*: of the sitter's photo as it is and in another tone, the share with
another status. Of a rule that is not listed no status changes."""

SCORE_TEXT = """\
Score at a tone less the sitter's mean over the ten tones, and verdicts at that tone."""

EXPOSURE_TEXT = """\
The same sitters {stops:.0f} stops darker and brighter, at every tone, with noise of a camera in the
shadows; landmarks are those of the unchanged photo. The rule has to fail each of them."""


def rules_section(ladders: Sequence[Ladder], profile: Profile) -> Section:
    """Which rules depend on tone."""
    rows: list[tuple[Cell, ...]] = []
    for plan in profile.active:
        code = plan.rule.code
        changing = sum(ladder.changes(code) for ladder in ladders)
        watched = plan.rule.category is Category.LIGHTING or code in WATCHED
        if not (watched or changing):
            continue
        pairs = [pair for ladder in ladders for pair in _pairs(ladder, code)]
        rows.append(
            (
                f"{code} {plan.rule.name}",
                str(plan.rule.category),
                Share(changing, len(ladders)),
                Share(sum(pairs), len(pairs)),
                " ".join(str(tone) for tone in _odd_tones(ladders, code)) or "-",
            )
        )
    rows.sort(key=lambda row: (row[1] != "lighting", str(row[0])))
    text = RULES_TEXT.format(sitters=len(ladders), gap=LEAST_EYE_GAP_PX, seed=SEED)
    columns = ("rule", "group", "changes", "pairs", "tones with another status")
    return Section("tone_rules", "Ten tones: rules", text, columns, tuple(rows))


def _pairs(ladder: Ladder, code: str) -> list[bool]:
    """Whether the status differs from that in the own tone, for each other tone."""
    statuses = dict(zip(MONK_TONES, ladder.statuses(code), strict=True))
    own = statuses.pop(ladder.own_tone)
    return [status is not own for status in statuses.values()]


def _odd_tones(ladders: Sequence[Ladder], code: str) -> list[int]:
    odd = set()
    for ladder in ladders:
        statuses = dict(zip(MONK_TONES, ladder.statuses(code), strict=True))
        odd |= {
            tone for tone, status in statuses.items() if status is not statuses[ladder.own_tone]
        }
    return sorted(odd)


def score_section(ladders: Sequence[Ladder]) -> Section:
    """Score and verdict by tone."""
    scores = np.array([ladder.scores for ladder in ladders])
    off = scores - scores.mean(axis=1, keepdims=True)
    spread = np.ptp(scores, axis=1)
    rows: list[tuple[Cell, ...]] = []
    for index, tone in enumerate(MONK_TONES):
        verdicts = [ladder.rungs[index].report.verdict for ladder in ladders]
        rows.append(
            (
                tone,
                round(float(off[:, index].mean()), 2),
                round(float(np.abs(off[:, index]).max()), 2),
                *(verdicts.count(word) for word in ("pass", "warn", "fail")),
            )
        )
    same = sum(len({r.report.verdict for r in ladder.rungs}) == 1 for ladder in ladders)
    text = [
        SCORE_TEXT,
        "",
        f"- verdict equal at all ten tones: {Share(same, len(ladders))}",
        f"- spread of the score over the ten tones: {_spread(spread)}",
    ]
    columns = ("tone", "mean difference", "largest difference", "pass", "warn", "fail")
    return Section("tone_scores", "Ten tones: score", "\n".join(text), columns, tuple(rows))


def _spread(spread: Floats) -> str:
    high = np.percentile(spread, 90)
    return f"median {np.median(spread):.1f}, 90th percentile {high:.1f}, largest {spread.max():.1f}"


def exposure_section(ladders: Sequence[Ladder]) -> Section:
    """Whether wrong exposure is seen at every tone."""
    rows: list[tuple[Cell, ...]] = []
    for index, tone in enumerate(MONK_TONES):
        seen = []
        for code in EXPOSURE:
            found = [rung.exposed[code] for rung in (ladder.rungs[index] for ladder in ladders)]
            seen.append(Share(found.count(Status.FAIL), len(found)))
        rows.append((tone, *seen))
    columns = ("tone", *(f"{code} at {stops:+.0f} EV" for code, stops in EXPOSURE.items()))
    text = EXPOSURE_TEXT.format(stops=abs(EXPOSURE["HL201"]))
    return Section("exposure", "Wrong exposure at every tone", text, columns, tuple(rows))
