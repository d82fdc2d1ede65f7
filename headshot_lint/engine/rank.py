"""Many shots of one sitting, or a generator's batch, the best first, with what sets them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headshot_lint.analyse.view import LandmarkEngine
from headshot_lint.engine.report import PhotoReport, Report, Result
from headshot_lint.engine.run import SettingsOf, lint_many
from headshot_lint.engine.settings import Settings, make_settings
from headshot_lint.engine.team import Team
from headshot_lint.model.verdict import Status

if TYPE_CHECKING:
    from headshot_lint.cache.facts_cache import FactCache
    from headshot_lint.photo import Source

SAME_PICTURE = "HL805"
LEAST_POINTS = 0.5
"""Points of the photo below which a difference is not told as a reason."""


@dataclass(frozen=True)
class Reason:
    """A rule that sets a photo apart from the best one, or the best one from the next.

    Attributes:
        points: points of the score that it costs the photo more than the other; negative where it
            costs it less.
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
    """Put photos in order by their score.

    Of photos whose score a failing error holds at the same height, those come first that lose fewer
    points. Pictures without a path are called `<image 1>`, `<image 2>` and so on.

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
    photos = sorted(report.photos, key=_key)
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


def _key(photo: PhotoReport) -> tuple[float, float, str]:
    lost = sum(result.points_lost for result in photo.results)
    return -photo.score, lost, photo.path


def _other(photos: Sequence[PhotoReport], place: int) -> PhotoReport | None:
    """The photo that one is compared with: the best, or of the best the next."""
    if place > 1:
        return photos[0]
    return photos[1] if len(photos) > 1 else None


def _reasons(photo: PhotoReport, other: PhotoReport | None) -> tuple[Reason, ...]:
    if other is None:
        return ()
    others = {result.code: result.points_lost for result in other.results}
    found = [
        Reason(result.code, result.name, round(more, 1), _said(result))
        for result in photo.results
        if abs(more := result.points_lost - others.get(result.code, 0.0)) >= LEAST_POINTS
    ]
    return tuple(sorted(found, key=lambda reason: (-abs(reason.points), reason.code)))


def _said(result: Result) -> str:
    return result.message or (result.reason or "")
