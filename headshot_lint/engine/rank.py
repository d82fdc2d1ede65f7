"""Many shots of one sitting, or a generator's batch, the best first, with what sets them apart.

The order is that of the score, made finer. A score stands still where a rule has nothing to say,
and shots of one sitting differ least where it does: how far each measurement keeps from its limit
counts as well, up to a point a rule. A photo of which less than half could be judged comes last,
whatever its score: what was not measured takes nothing off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headshot_lint.analyse.view import LandmarkEngine
from headshot_lint.engine.report import PhotoReport, Report, Result
from headshot_lint.engine.run import SettingsOf, lint_many
from headshot_lint.engine.score import FAIL_CAP
from headshot_lint.engine.settings import Settings, make_settings
from headshot_lint.engine.team import Team
from headshot_lint.model.verdict import Category, Status

if TYPE_CHECKING:
    from headshot_lint.cache.facts_cache import FactCache
    from headshot_lint.photo import Source

SAME_PICTURE = "HL805"
LEAST_POINTS = 0.5
"""Points of the photo below which a difference is not told as a reason."""

MARGIN_POINTS = 2.0
"""What the way from a rule's limit to nought is worth. Scores of 0 to 100 differ by far more."""


@dataclass(frozen=True)
class Reason:
    """A rule that sets a photo apart from the best one, or the best one from the next.

    Attributes:
        points: points that it costs the photo more than the other, of the score and by what is left
            to its limit; negative where it costs it less.
        message: what the rule says of the photo.
    """

    code: str
    name: str
    points: float
    message: str


@dataclass(frozen=True)
class Ranked:
    """A photo in its place.

    Attributes:
        place: from 1.
        report: what rules say of it.
        reasons: what sets it apart, the weightiest first: from the best photo, or, of the best
            itself, from the next.
        like: the path of the better photo that shows the same picture; None where there is none.
    """

    place: int
    report: PhotoReport
    reasons: tuple[Reason, ...]
    like: str | None = None

    @property
    def path(self) -> str:
        """Where the photo is."""
        return self.report.path


@dataclass(frozen=True)
class Ranking:
    """Photos in order.

    Attributes:
        photos: the best first.
        groups: paths of photos that show one picture, the best of each group first.
    """

    photos: tuple[Ranked, ...]
    groups: tuple[tuple[str, ...], ...]

    @property
    def best(self) -> Ranked:
        """The best photo.

        Raises:
            ValueError: there is none.
        """
        if not self.photos:
            raise ValueError("no photos were ranked")
        return self.photos[0]


def rank(  # noqa: PLR0913 - all but the photos have defaults
    images: Sequence[Source],
    profile: str | None = None,
    *,
    settings: Settings | None = None,
    settings_of: SettingsOf | None = None,
    jobs: int = 1,
    engine: LandmarkEngine = "auto",
    cache: FactCache | None = None,
) -> Ranking:
    """Put photos in order by their score, and by how far measurements keep from their limits.

    No photo that a failing error holds at 49 comes before one with a higher score; among those that
    are held, points lost decide. Pictures without a path are called `<image 1>`, `<image 2>` and so
    on.

    Args:
        images: each as `image` of `lint`.
        profile: what the photos are for.
        settings: how they are judged.
        settings_of: says for each photo how it is judged, where that differs.
        jobs: photos judged in parallel.
        engine: what finds landmarks.
        cache: as in `lint`.

    Raises:
        HeadshotLintError: a profile, rule or option does not exist.
    """
    made = make_settings(settings, profile)
    same = make_settings(made, select=[SAME_PICTURE])
    team, names = Team("", same), _names(images)
    report = lint_many(
        images,
        settings=made,
        settings_of=settings_of,
        team_of=lambda _: team,
        jobs=jobs,
        engine=engine,
        cache=cache,
        name_of=lambda image: names.get(id(image)),
    )
    return order(report)


def _names(images: Sequence[Source]) -> dict[int, str]:
    """Names of pictures that have none, by identity."""
    from os import PathLike

    nameless = [image for image in images if not isinstance(image, str | PathLike)]
    return {id(image): f"<image {number}>" for number, image in enumerate(nameless, start=1)}


def order(report: Report) -> Ranking:
    """Put the photos of a report in order, with reasons; the same picture as team results say."""
    fullest = max(map(_judging, report.photos), default=0)
    photos = sorted(report.photos, key=lambda photo: _key(photo, fullest))
    places = {photo.path: place for place, photo in enumerate(photos)}
    groups = sorted(
        tuple(sorted(result.photos, key=places.__getitem__))
        for result in report.team
        if result.code == SAME_PICTURE and result.status is Status.FAIL
    )
    better = {path: group[0] for group in groups for path in group[1:]}
    ranked = tuple(
        Ranked(place, photo, _reasons(photo, _other(photos, place)), better.get(photo.path))
        for place, photo in enumerate(photos, start=1)
    )
    return Ranking(ranked, tuple(sorted(groups, key=lambda group: places[group[0]])))


def _key(photo: PhotoReport, fullest: int) -> tuple[bool, bool, float, str]:
    """What photos are sorted by.

    Args:
        photo: one of them.
        fullest: rules that judged the photo of which most was measured.
    """
    hardly_seen = 2 * _judging(photo) < fullest
    held = photo.score <= FAIL_CAP
    lost = sum(result.points_lost for result in photo.results) if held else 100.0 - photo.score
    cost = lost - MARGIN_POINTS * sum(map(margin, photo.results))
    return hardly_seen, held, round(cost, 6), photo.path


def _judging(photo: PhotoReport) -> int:
    return sum(result.status in (Status.PASS, Status.FAIL) for result in photo.results)


def _cost(result: Result) -> float:
    """Points that a result takes from its photo in the order."""
    return result.points_lost - MARGIN_POINTS * margin(result)


def margin(result: Result) -> float:
    """The share of the way from a rule's limit to nought that a measurement leaves.

    From 1, at nought (or infinitely far above a lower limit), by 0 at the limit to -1 at twice
    the limit and beyond it; 0 where nothing was measured, limits have a sign, or the measurement is
    one of traces of a generator, which sway with single pixels.
    """
    value, limit = result.value, result.limit
    if result.status not in (Status.PASS, Status.FAIL) or result.category == Category.RENDER:
        return 0.0
    if not isinstance(value, float) or not isinstance(limit, float):
        return 0.0
    if limit <= 0.0 or value < 0.0:
        return 0.0
    upper = (value < limit) is (result.status is Status.PASS)
    if upper:
        return max(-1.0, 1.0 - value / limit)
    return max(-1.0, 1.0 - limit / value) if value > 0.0 else -1.0


def _other(photos: Sequence[PhotoReport], place: int) -> PhotoReport | None:
    """The photo that one is compared with: the best, or of the best the next."""
    if place > 1:
        return photos[0]
    return photos[1] if len(photos) > 1 else None


def _reasons(photo: PhotoReport, other: PhotoReport | None) -> tuple[Reason, ...]:
    if other is None:
        return ()
    others = {result.code: _cost(result) for result in other.results}
    found = [
        Reason(result.code, result.name, round(more, 1), _said(result))
        for result in photo.results
        if abs(more := _cost(result) - others.get(result.code, 0.0)) >= LEAST_POINTS
    ]
    return tuple(sorted(found, key=lambda reason: (-abs(reason.points), reason.code)))


def _said(result: Result) -> str:
    return result.message or (result.reason or "")
