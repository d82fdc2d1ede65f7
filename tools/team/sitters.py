"""Sitters for sets: photographs that raters find in order, cut out and evened out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from degrade_light import to_linear, to_srgb
from fixture_portraits import Portrait, Rgb
from labels import Labelled
from ladders import scene_of

from headshot_lint.model.verdict import Missing

CHIN, FOREHEAD = 152, 10
EYES = (33, 133, 263, 362)
WHITE = 0.90
"""Luminance to which the brightest hundredth of each photograph is set: automatic levels, as people
who put a team page together apply them. It knows nothing of faces."""
MOST_GAIN = 2.0
LEAST_FACE_PX = 70


@dataclass(frozen=True)
class Sitter:
    """One person's photograph.

    Attributes:
        name: of the file.
        scene: the person cut out, levels set.
        face_px: height of the face, top of the forehead to chin.
        eyes: x, y between the eyes.
    """

    name: str
    scene: Portrait
    face_px: float
    eyes: tuple[float, float]

    def room(self, eye_line: float) -> float:
        """The least share of the frame's height that the face may have: below, it is cut wider."""
        below = self.scene.size[1] - self.eyes[1]
        return self.face_px * eye_line / below


def sitters(labels: Sequence[Labelled]) -> Iterator[Sitter]:
    """Yield those that both raters see as one photographed person with nothing amiss in light."""
    for label in labels:
        if fit(label) and (sitter := sitter_of(label)) is not None:
            yield sitter


def fit(label: Labelled) -> bool:
    """Whether raters find one person, in natural colour, well exposed, evenly lit and upright."""
    return (
        label.both("people", "1")
        and label.both("kind", "photo")
        and label.both("exposure", "ok")
        and label.both("colour", "natural")
        and label.both("eyes", "open")
        and not label.either("light", "harsh")
        and not label.either("occlusion", "heavy")
        and not label.either("pose", "profile")
        and label.both("tilt", "level")
    )


def sitter_of(label: Labelled) -> Sitter | None:
    """Cut a sitter out; None where no face is found or it is too small."""
    try:
        scene = scene_of(label.path)
    except Missing:
        return None
    points = scene.points[:, :2]
    face_px = float(points[CHIN, 1] - points[FOREHEAD, 1])
    if face_px < LEAST_FACE_PX:
        return None
    x, y = points[list(EYES)].mean(axis=0)
    levelled = replace(scene, person=levels(scene.person))
    return Sitter(label.path.name, levelled, face_px, (float(x), float(y)))


def levels(picture: Rgb) -> Rgb:
    """Set the brightest hundredth to `WHITE`."""
    linear = to_linear(picture)
    luminance = linear @ np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)
    white = float(np.percentile(luminance, 99))
    gain = min(max(WHITE / max(white, 1e-3), 1 / MOST_GAIN), MOST_GAIN)
    return to_srgb(np.asarray(linear * gain, dtype=np.float32))


def shot_of(sitter: Sitter, wall: Rgb, face_share: float, eye_line: float) -> Rgb:
    """Photograph a sitter before a wall: the face of that share of the height, the eyes so high.

    Args:
        sitter: the person.
        wall: the backdrop, of the size of the picture that is wanted.
        face_share: height of the face over that of the frame.
        eye_line: height of the eyes over the lower edge, over that of the frame.
    """
    height, width = wall.shape[:2]
    scale = face_share * height / sitter.face_px
    x, y = sitter.eyes
    move = np.array(
        [[scale, 0, width / 2 - scale * x], [0, scale, (1 - eye_line) * height - scale * y]]
    )
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    person = cv2.warpAffine(
        sitter.scene.person, move, (width, height), flags=how, borderMode=cv2.BORDER_REPLICATE
    )
    alpha = cv2.warpAffine(sitter.scene.alpha, move, (width, height), flags=cv2.INTER_LINEAR)
    cover = alpha[..., None]
    mixed = person * cover + wall * (1.0 - cover)
    return np.asarray(np.clip(np.round(mixed), 0, 255), dtype=np.uint8)
