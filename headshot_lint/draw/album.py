"""The pictures of a report: its photos looked at once more, for pages that show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from headshot_lint.draw.apart import picture_apart
from headshot_lint.draw.encode import Allowance, encode_map, encode_photo
from headshot_lint.draw.geometry import geometry_of
from headshot_lint.draw.maps import MIDDLE_GREY, background_map, light_map, shrink_for_map
from headshot_lint.draw.picture import Picture, trouble_of
from headshot_lint.draw.proposals import proposals_for
from headshot_lint.mend.mender import calls_for_fix
from headshot_lint.model.errors import Unreadable
from headshot_lint.model.verdict import Missing

if TYPE_CHECKING:
    from headshot_lint.analyse.view import LandmarkEngine
    from headshot_lint.engine.isolation import Isolation
    from headshot_lint.engine.profile import Profile
    from headshot_lint.engine.report import PhotoReport
    from headshot_lint.measure.arrays import RgbImage
    from headshot_lint.shot import Shot

PERSON = 0.3
"""Probability above which the map of the background takes a pixel for the person."""


def gather(  # noqa: PLR0913 - all but the first two have defaults
    photos: Iterable[PhotoReport],
    sources: Mapping[str, str],
    *,
    profile_of: Callable[[PhotoReport], Profile] | None = None,
    drawn: Mapping[str, tuple[PhotoReport, Picture]] | None = None,
    engine: LandmarkEngine = "auto",
    jobs: int = 1,
    progress: Callable[[object], None] | None = None,
    isolation: Isolation | None = None,
) -> dict[str, Picture]:
    """Load the photos of a report again and draw what the report does not hold.

    Args:
        photos: of the report.
        sources: where photos are that are not at the path in the report, by that path.
        profile_of: by which profile a photo was judged: crops and fixes are proposed by its rules.
            None for no proposals, which take longer than all else.
        drawn: pictures from before, by path, with what was said of the photo then: where that still
            holds, the picture does.
        engine: what finds landmarks.
        jobs: photos loaded in parallel, one thread each.
        progress: called with each picture as it is done, from the calling thread.
        isolation: workers that load and draw, started by `apart.COMMAND`; they propose nothing.
    """
    listed = tuple(photos)
    proposes = profile_of is not None and isolation is None
    mended = sum(map(calls_for_fix, listed)) if proposes else 0
    allowance = Allowance.among(len(listed), mended)

    def draw(photo: PhotoReport) -> Picture:
        said, picture = (drawn or {}).get(photo.path, (None, None))
        if picture is not None and said == photo:
            return picture
        source = sources.get(photo.path, photo.path)
        if isolation is not None:
            return picture_apart(photo, source, allowance, isolation)
        profile = None if profile_of is None else profile_of(photo)
        return picture_of(photo, source, allowance, engine, profile)

    album: dict[str, Picture] = {}
    with ThreadPoolExecutor(max_workers=jobs, thread_name_prefix="headshot-lint") as pool:
        for photo, picture in zip(listed, pool.map(draw, listed), strict=True):
            album[photo.path] = picture
            if progress is not None:
                progress(picture)
    return album


def picture_of(
    report: PhotoReport,
    source: str,
    allowance: Allowance,
    engine: LandmarkEngine = "auto",
    profile: Profile | None = None,
) -> Picture:
    """Load one photo and draw it; one that cannot be read yields the reason.

    Args:
        report: of the photo.
        source: where it is.
        allowance: what its pictures may weigh.
        engine: what finds landmarks.
        profile: by which it was judged, for proposals.
    """
    from headshot_lint.mend.recipe import Original
    from headshot_lint.photo import LoadLimits, load
    from headshot_lint.photo.source import read_bytes
    from headshot_lint.shot import Shot

    if report.kind == "unreadable":  # what held or killed its decoder is not tried again
        return Picture(trouble=next((r.message for r in report.results if r.message), ""))
    try:
        data = read_bytes(source, LoadLimits())
        photo = load(data, name=report.path)
    except Unreadable as refusal:
        return Picture(trouble=f"The photo {refusal.reason}.")
    shot, trouble = Shot(photo, engine=engine), trouble_of(report, photo.sha256)
    drawn = draw_shot(shot, allowance)
    if profile is None or trouble:
        return replace(drawn, trouble=trouble)
    possible = proposals_for(Original(data, shot), report, profile)
    after = None if possible.after is None else encode_photo(possible.after, allowance)
    return replace(drawn, after=after, crop=possible.crop, mend=possible.mend)


def draw_shot(shot: Shot, allowance: Allowance) -> Picture:
    """Draw a photo that is loaded."""
    light = map_of(shot, "light") if allowance.with_maps else None
    background = map_of(shot, "background") if allowance.with_maps else None
    return Picture(
        photo=encode_photo(shot.work, allowance),
        light=None if light is None else encode_map(light, flat=True),
        background=None if background is None else encode_map(background, flat=False),
        geometry=geometry_of(shot),
        level_of=_level(shot)[1],
    )


def map_of(shot: Shot, name: str) -> RgbImage | None:
    """Return a false-colour map of a photo, `light` or `background`; None where there is none."""
    if name == "background":
        return _background(shot)
    return light_map(shrink_for_map(shot.scene.image), _level(shot)[0])


def _level(shot: Shot) -> tuple[float, str]:
    """The linear luminance that the map of the light takes for level, and whose it is."""
    try:
        face = shot.face
    except Missing:
        return MIDDLE_GREY, "middle grey"
    skin = face.luminance[face.skin]
    return (float(np.median(skin)), "the face") if skin.size else (MIDDLE_GREY, "middle grey")


def _background(shot: Shot) -> RgbImage | None:
    """The map of the background; None without a person or without a background."""
    import cv2

    try:
        person = shot.person
    except Missing:
        return None
    small = shrink_for_map(shot.scene.image)
    height, width = small.shape[:2]
    mask = cv2.resize(person, (width, height), interpolation=cv2.INTER_AREA)
    outside = np.asarray(mask) <= PERSON
    if shot.photo.alpha is not None:
        alpha = cv2.resize(shot.photo.alpha, (width, height), interpolation=cv2.INTER_AREA)
        outside &= np.asarray(alpha) > 0.98
    return background_map(small, outside)
