"""Shine on the skin."""

from __future__ import annotations

import cv2
import numpy as np

from headshot_lint.measure.arrays import GreyImage, LinearImage, Mask
from headshot_lint.measure.colour import split
from headshot_lint.measure.rank import median

SHINE_SHARE_OF_WHITE = 0.1
"""Surface reflection above the surrounding skin, as a share of the luminance of a white at the
same place. Reflection at the surface does not depend on pigment: an absolute excess treats every
skin tone alike, where a ratio to the skin would find dark skin shiny."""
PALER_THAN_SKIN = 0.8


def specular_share(linear: LinearImage, luminance: GreyImage, skin: Mask, white: float) -> float:
    """Return the share of the skin that is lighter and paler than the skin around it.

    Args:
        linear: H x W x 3 linear light, 0-1.
        luminance: H x W linear luminance of the same picture.
        skin: H x W.
        white: linear luminance of a white surface on the face, such as the eye whites, above 0.
    """
    if not skin.any():
        return 0.0
    weight = skin.astype(np.float32)
    base = cv2.blur(luminance * weight, (41, 41)) / np.maximum(cv2.blur(weight, (41, 41)), 1e-3)
    red, green, blue = (channel[skin] for channel in split(linear))
    low = np.minimum(np.minimum(red, green), blue)
    high = np.maximum(np.maximum(red, green), blue)
    saturation = 1.0 - low / np.maximum(high, 1e-3)
    paler = saturation < np.float32(PALER_THAN_SKIN * median(saturation))
    shine = ((luminance - base)[skin] > SHINE_SHARE_OF_WHITE * white) & paler
    return float(shine.mean())
