"""The best crop of a photo for a profile, as a file."""

from __future__ import annotations

import math
from dataclasses import dataclass

from headshot_lint.analyse.view import LandmarkEngine
from headshot_lint.engine.judge import judge_photo
from headshot_lint.engine.profile import Profile
from headshot_lint.engine.report import PhotoReport
from headshot_lint.measure.resample import cut_window
from headshot_lint.mend.compose import Composition, Shape, compose, option_of
from headshot_lint.mend.credits import Credits
from headshot_lint.mend.encode import SUFFIXES, WRITTEN, encode
from headshot_lint.mend.known import known_of, room_of
from headshot_lint.model.errors import HeadshotLintError, Unreadable
from headshot_lint.model.verdict import Missing
from headshot_lint.photo import load
from headshot_lint.photo.whole import decode_whole
from headshot_lint.shot import Shot

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
    shot = Shot(photo, engine=engine)
    before = judge_photo(name, shot, photo.sha256, profile)
    try:
        known, room = known_of(shot), room_of(shot)
    except Missing as absence:
        return Refused((f"There is no head to frame: {absence.reason}.",), before)
    composition = compose(known, room, profile, Shape.of(profile, aspect))
    if composition is None:
        return Refused(("No window of the shape asked for lies within the picture.",), before)
    if composition.outlook.failing:
        return Refused(reasons_of(composition), before)
    kind = written_kind(profile)
    image = cut_window(decode_whole(data), composition.drawn, composition.size)
    encoded = encode(
        image,
        kind,
        wanted_bytes=option_of(profile, "file-too-heavy", "best", math.inf),
        most_bytes=option_of(profile, "file-too-heavy", "limit", math.inf),
        carried=Credits.of(data, shot.file),
    )
    if encoded is None:
        return Refused(("It does not fit into the bytes allowed without visible blocks.",), before)
    made = Shot(load(encoded, name=f"{name}{SUFFIXES[kind]}"), engine=engine)
    after = judge_photo(name, made, made.photo.sha256, profile)
    return Cropped(encoded, SUFFIXES[kind], composition, before, after, lost(shot))


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


def lost(shot: Shot) -> tuple[str, ...]:
    """What does not outlive a change of pixels, in words."""
    if not shot.file.c2pa:
        return ()
    return (CREDENTIALS_STAY,)
