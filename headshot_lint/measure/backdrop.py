"""Another background behind the same person: softened, or plain grey."""

from __future__ import annotations

import cv2
import numpy as np

from headshot_lint.measure.arrays import GreyImage, RgbImage, SoftMask
from headshot_lint.measure.colour import to_lab

_RADIUS_SHARE = 0.012
_SMOOTHNESS = 1e-3
"""Radius and epsilon of the guided filter, which pulls the mask's edge to that of the hair."""

_SURE_BACKGROUND, _SURE_PERSON = 0.1, 0.7
"""Of the refined mask: beyond them a pixel is wholly background or left as it is."""

_GREY_L = (55.0, 88.0)


def cover_of(image: RgbImage, person: SoftMask) -> SoftMask:
    """Return how much of each pixel stays as it is, 0-1: 1 on the person.

    A guided filter on luma (He, Sun and Tang, "Guided image filtering", PAMI 2013) refines it.

    Args:
        image: H x W x 3 uint8.
        person: H x W, probability of a person, 0-1.
    """
    radius = max(2, round(_RADIUS_SHARE * max(image.shape[:2])))
    luma = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255.0
    refined = np.maximum(_guided(luma, person, radius), person >= 0.95)
    cover = (refined - _SURE_BACKGROUND) / (_SURE_PERSON - _SURE_BACKGROUND)
    return np.clip(cover, 0.0, 1.0).astype(np.float32)


def soften_backdrop(image: RgbImage, person: SoftMask, sigma_share: float) -> RgbImage:
    """Return the picture with its background out of focus.

    The person is left out of the blur, so that no halo grows from the shoulders.

    Args:
        image: H x W x 3 uint8 sRGB.
        person: H x W, 0-1.
        sigma_share: of the blur, by the long side.
    """
    cover = cover_of(image, person)
    sigma = sigma_share * max(image.shape[:2])
    weight = 1.0 - cover
    held = cv2.GaussianBlur(image.astype(np.float32) * weight[..., None], (0, 0), sigma)
    blurred = held / np.maximum(cv2.GaussianBlur(weight, (0, 0), sigma), 1e-3)[..., None]
    return _laid_over(image, cover, blurred.astype(np.float32))


def plain_backdrop(image: RgbImage, person: SoftMask) -> RgbImage:
    """Return the picture before a neutral grey about as light as its background was."""
    cover = cover_of(image, person)
    behind = cover <= 0.0
    light = float(np.median(to_lab(image)[..., 0][behind])) if behind.any() else _GREY_L[1]
    lab = np.array([[[min(max(light, _GREY_L[0]), _GREY_L[1]), 0.0, 0.0]]], dtype=np.float32)
    grey = 255.0 * cv2.cvtColor(lab, cv2.COLOR_LAB2RGB)
    return _laid_over(image, cover, np.broadcast_to(grey, image.shape).astype(np.float32))


def _laid_over(image: RgbImage, cover: SoftMask, behind: GreyImage) -> RgbImage:
    mixed = image * cover[..., None] + behind * (1.0 - cover[..., None])
    return np.asarray(np.clip(np.rint(mixed), 0, 255), dtype=np.uint8)


def _guided(guide: GreyImage, mask: SoftMask, radius: int) -> SoftMask:
    side = (2 * radius + 1, 2 * radius + 1)

    def mean(values: GreyImage) -> GreyImage:
        return np.asarray(cv2.blur(values, side), dtype=np.float32)

    mean_guide, mean_mask = mean(guide), mean(mask)
    covariance = mean(guide * mask) - mean_guide * mean_mask
    variance = mean(guide * guide) - mean_guide**2
    slope = covariance / (variance + np.float32(_SMOOTHNESS))
    offset = mean_mask - slope * mean_guide
    return np.asarray(mean(slope) * guide + mean(offset), dtype=np.float32)
