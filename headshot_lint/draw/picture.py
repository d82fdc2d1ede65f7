"""What a page shows of one photo, and of many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from headshot_lint.draw.geometry import NOTHING, Geometry

if TYPE_CHECKING:
    from headshot_lint.draw.proposals import CropProposal, MendProposal
    from headshot_lint.engine.report import PhotoReport


@dataclass(frozen=True)
class Picture:
    """What a page shows of one photo.

    Attributes:
        photo: the upright photo as WebP; None where it could not be read.
        light: how the light falls, as WebP; None where there is no map.
        background: how even the background is, likewise.
        after: the photo after its fixes, likewise.
        geometry: what lies where.
        level_of: what counts as level in the map of the light.
        crop: the crop that could be made; None where nobody asked.
        mend: what fixes would do; None where nobody asked, or nothing calls for one.
        trouble: why there is no picture, or what is odd about it, in a sentence.
    """

    photo: bytes | None = None
    light: bytes | None = None
    background: bytes | None = None
    after: bytes | None = None
    geometry: Geometry = NOTHING
    level_of: str = "the face"
    crop: CropProposal | None = None
    mend: MendProposal | None = None
    trouble: str = ""


Album: TypeAlias = Mapping[str, Picture]
"""Pictures by the path that the report has for their photo."""


def trouble_of(report: PhotoReport, sha256: str) -> str:
    """What is odd about a photo that was loaded once more, by the digest of its bytes."""
    changed = report.sha256 is not None and sha256 != report.sha256
    return "The file has changed since it was judged." if changed else ""
