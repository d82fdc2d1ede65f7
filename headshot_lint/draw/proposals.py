"""What could be done about a photo: the crop for its profile, and what fixes make of it.

A page shows both beside the findings. Nothing is written, and no report holds them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from headshot_lint.model.errors import HeadshotLintError

if TYPE_CHECKING:
    from headshot_lint.engine.profile import Profile
    from headshot_lint.engine.report import PhotoReport
    from headshot_lint.measure.arrays import RgbImage
    from headshot_lint.mend.recipe import Original

_BROKEN = "It could not be worked out, which is a fault of the program and not of the photo"


@dataclass(frozen=True)
class CropProposal:
    """The crop that `crop` would make, or why it would make none.

    Attributes:
        corners: of the crop in pixels of the upright photo, clockwise from its upper left; none
            where no crop is made.
        size: width and height of the file, px; None likewise.
        score: of the crop; None likewise.
        reasons: why there is none, one sentence each.
    """

    corners: tuple[tuple[int, int], ...] = ()
    size: tuple[int, int] | None = None
    score: float | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class MendedStep:
    """A fix that would be kept: what it does, and the rules that would no longer fail."""

    does: str
    mends: tuple[str, ...]


@dataclass(frozen=True)
class MendProposal:
    """What `fix` would do about a photo whose findings a safe fix may mend.

    Attributes:
        score_before, score_after: of the photo.
        steps: fixes that would be kept, in order; none where the photo stays as it is.
        declined: fixes that were tried and are not kept, each with the reason.
    """

    score_before: float
    score_after: float
    steps: tuple[MendedStep, ...] = ()
    declined: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, eq=False)
class Proposals:
    """Everything that could be done about one photo.

    Attributes:
        crop: None where nobody asked for it.
        mend: None where no finding calls for a safe fix.
        after: H x W x 3 uint8 sRGB, the working image of the mended photo; None where fixes change
            nothing that the score sees.
    """

    crop: CropProposal | None = None
    mend: MendProposal | None = None
    after: RgbImage | None = field(default=None, repr=False)


def proposals_for(original: Original, report: PhotoReport, profile: Profile) -> Proposals:
    """Return the crop and the fixes for a photo that was judged.

    Args:
        original: the photo.
        report: of it by the profile.
        profile: by whose rules it is cropped and mended.
    """
    from headshot_lint.mend.mender import calls_for_fix

    crop = _crop(original, report, profile)
    if not calls_for_fix(report):
        return Proposals(crop)
    try:
        return _mended(original, report, profile, crop)
    except Exception as failure:  # noqa: BLE001 - what was judged is shown all the same
        broken = ("fix", f"{_BROKEN}: {failure!r}.")
        return Proposals(crop, MendProposal(report.score, report.score, declined=(broken,)))


def _crop(original: Original, report: PhotoReport, profile: Profile) -> CropProposal:
    from headshot_lint.mend.crop import Refused, crop_original

    try:
        made = crop_original(original, report.path, report, profile)
    except HeadshotLintError as refusal:  # no format that the profile allows can be written
        return CropProposal(reasons=(f"{refusal.message[:1].upper()}{refusal.message[1:]}.",))
    except Exception as failure:  # noqa: BLE001 - what was judged is shown all the same
        return CropProposal(reasons=(f"{_BROKEN}: {failure!r}.",))
    if isinstance(made, Refused):
        return CropProposal(reasons=made.reasons)
    corners = made.composition.drawn.corners.round().astype(int).tolist()
    return CropProposal(
        corners=tuple((x, y) for x, y in corners),
        size=made.composition.size,
        score=made.after.score,
    )


def _mended(
    original: Original, report: PhotoReport, profile: Profile, crop: CropProposal
) -> Proposals:
    from headshot_lint.mend.mender import Mender

    mender = Mender(profile, engine=original.shot.engine)
    mended = mender.mend_original(original, report.path, report)
    after = mended.after or report
    told = MendProposal(
        score_before=report.score,
        score_after=after.score,
        steps=tuple(MendedStep(s.does, tuple(code for code, _ in s.mended)) for s in mended.steps),
        declined=tuple((one.fix, one.reason) for one in mended.declined),
    )
    return Proposals(crop, told, _work_of(mended.data) if mended.changed else None)


def _work_of(data: bytes) -> RgbImage:
    from headshot_lint.photo import load

    return load(data).work
