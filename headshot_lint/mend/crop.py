"""The best crop of a photo for a profile, as a file."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from headshot_lint.analyse.view import LandmarkEngine
from headshot_lint.engine.judge import judge_photo
from headshot_lint.engine.profile import Profile
from headshot_lint.engine.report import PhotoReport, Result
from headshot_lint.measure.crop import Room
from headshot_lint.measure.resample import cut_window
from headshot_lint.mend.compose import Composition, Search, Shape, option_of
from headshot_lint.mend.credits import Credits
from headshot_lint.mend.encode import SUFFIXES, WRITTEN, encode
from headshot_lint.mend.foresight import PLACE
from headshot_lint.mend.known import known_of, room_of
from headshot_lint.mend.recipe import Original
from headshot_lint.model.errors import HeadshotLintError, Unreadable
from headshot_lint.model.verdict import Missing, Severity, Status
from headshot_lint.photo import load
from headshot_lint.shot import Shot

TOO_HEAVY = "It does not fit into the bytes allowed without visible blocks."

_TRIES = 4
_SCALES = (0.8, 0.65, 0.5)
"""Of an enlarged photo, sizes that are tried."""

CREDENTIALS_STAY = (
    "The content credentials (C2PA) vouch for the bytes of the original and stay with it: keep it."
)


@dataclass(frozen=True, eq=False)
class Cropped:
    """A crop that was made.

    Attributes:
        data: the file.
        suffix: of its name, as `.jpg`.
        composition: the window, and what was foreseen of it.
        before, after: reports of photo and crop by the profile.
        notes: what went with the old file, in words.
    """

    data: bytes
    suffix: str
    composition: Composition
    before: PhotoReport
    after: PhotoReport
    notes: tuple[str, ...] = ()

    @property
    def failing(self) -> tuple[Result, ...]:
        """What fails of file and framing, hints apart."""
        return tuple(
            result
            for result in self.after.results
            if result.status is Status.FAIL
            and result.category in PLACE
            and result.severity is not Severity.HINT
        )

    @property
    def lacks(self) -> frozenset[str]:
        """Names of the rules that fail."""
        return frozenset(result.name for result in self.failing)


@dataclass(frozen=True)
class Refused:
    """A crop that cannot be made of the pixels that are there.

    Attributes:
        reasons: one sentence each.
        before: report of the photo; None where it could not be read.
    """

    reasons: tuple[str, ...]
    before: PhotoReport | None = None


def crop_photo(
    data: bytes,
    name: str,
    profile: Profile,
    *,
    aspect: float | None = None,
    engine: LandmarkEngine = "auto",
) -> Cropped | Refused:
    """Crop a photo for a profile: shape, size of the head, eye line, level, size, format, bytes.

    All limits are those of the profile's rules. The crop lies inside the photo and has at most its
    pixels: where the rules on file and framing cannot be met with these, none is made.

    Args:
        data: the photo's file.
        name: what to call it in reports.
        profile: what the crop is for.
        aspect: width over height, where the profile's own is not meant.
        engine: what finds landmarks.
    """
    try:
        photo = load(data, name=name)
    except Unreadable as refusal:
        return Refused((refusal.message,))
    original = Original(data, Shot(photo, engine=engine))
    before = judge_photo(name, original.shot, photo.sha256, profile)
    return crop_original(original, name, before, profile, aspect=aspect)


def crop_original(
    original: Original,
    name: str,
    before: PhotoReport,
    profile: Profile,
    *,
    aspect: float | None = None,
) -> Cropped | Refused:
    """The same for a photo that was read and judged already.

    Args:
        original: the photo.
        name: what to call it in reports.
        before: report of it by the profile.
        profile: what the crop is for.
        aspect: as for `crop_photo`.
    """
    shot = original.shot
    try:
        known, room = known_of(shot), room_of(shot)
    except Missing as absence:
        return Refused((f"There is no head to frame: {absence.reason}.",), before)
    shape = Shape.of(profile, aspect)
    found = Search(known, room, profile, shape).best(_TRIES)
    if not found:
        return Refused((_no_window(room),), before)
    if found[0].outlook.failing:
        return Refused(reasons_of(found[0]), before)
    studio = _Studio(original, profile, name, before)
    return studio.best(found, exact=shape.exact_px is not None)


@dataclass(frozen=True, eq=False)
class _Studio:
    """Draws windows of one photo, and judges what it has drawn."""

    original: Original
    profile: Profile
    name: str
    before: PhotoReport

    def best(self, found: Sequence[Composition], *, exact: bool) -> Cropped | Refused:
        """The first crop that passes; of those that do not, the one that lacks least.

        What is measured differs a little from what was foreseen, so that the next window may pass
        where the best by a hair does not. An enlarged photo is shown at the size of its detail.
        """
        made: list[Cropped] = []
        for composition in found:
            if composition.outlook.failing:
                break
            crop = self._draw(composition)
            if crop is not None and "upscaled" in crop.lacks and not exact:
                crop = self._smaller(composition, crop) or crop
            if crop is not None:
                made.append(crop)
                if not crop.lacks:
                    break
        if not made:
            return Refused((TOO_HEAVY,), self.before)
        least = min(made, key=lambda crop: len(crop.lacks))
        avoidable = {plan.rule.name for plan, _ in least.composition.outlook.verdicts}
        if reasons := tuple(_reason(r) for r in least.failing if r.name in avoidable):
            return Refused(reasons, self.before)
        return least

    def _smaller(self, composition: Composition, crop: Cropped) -> Cropped | None:
        """The crop at the size of its detail, where that passes."""
        for scale in _SCALES:
            width, height = (max(1, round(side * scale)) for side in composition.size)
            if min(width, height) < option_of(self.profile, "low-resolution", "limit", 1.0):
                return None
            reduced = self._draw(replace(composition, size=(width, height)))
            if reduced is not None and len(reduced.lacks) < len(crop.lacks):
                return reduced
        return None

    def _draw(self, composition: Composition) -> Cropped | None:
        """Draw a window and judge it; None where the bytes that are allowed do not suffice."""
        kind, shot = written_kind(self.profile), self.original.shot
        encoded = encode(
            cut_window(self.original.image, composition.drawn, composition.size),
            kind,
            wanted_bytes=option_of(self.profile, "file-too-heavy", "best", math.inf),
            most_bytes=option_of(self.profile, "file-too-heavy", "limit", math.inf),
            carried=Credits.of(self.original.data, shot.file),
        )
        if encoded is None:
            return None
        suffix = SUFFIXES[kind]
        made = Shot(load(encoded, name=f"{self.name}{suffix}"), engine=shot.engine)
        after = judge_photo(self.name, made, made.photo.sha256, self.profile)
        notes = (CREDENTIALS_STAY,) if shot.file.c2pa else ()
        return Cropped(encoded, suffix, composition, self.before, after, notes)


def _no_window(room: Room) -> str:
    if room.disc is not None:
        return "The picture is a disc: there are no corners to show."
    return "No window of the shape and size asked for lies within the picture."


def _reason(result: Result) -> str:
    return f"{result.message} ({result.code} {result.name})"


def reasons_of(composition: Composition) -> tuple[str, ...]:
    """What even the best window lacks, one sentence a rule."""
    return tuple(
        f"{verdict.message} ({plan.rule.code} {plan.rule.name})"
        for plan, verdict in composition.outlook.failing
    )


def written_kind(profile: Profile) -> str:
    """The format to write for a profile: JPEG where it is allowed.

    Raises:
        HeadshotLintError: the profile allows none that can be written.
    """
    allowed = option_of(profile, "wrong-format", "allowed", WRITTEN)
    for kind in WRITTEN:
        if kind in allowed:
            return kind
    raise HeadshotLintError(
        f"profile {profile.label} allows no format that can be written",
        hint=f"let `allowed` of HL013 name one of {', '.join(WRITTEN)}",
    )
