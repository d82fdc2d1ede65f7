"""Generators and checks of no cost: pictures of a few pixels, verdicts by their colour."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from PIL import Image

from headshot_lint.gate import Finding, Judgement

DARK = Finding(
    "HL201", "face-dark", "lighting", add=("well-lit face", "soft light"), avoid=("dark",)
)
TURNED = Finding("HL105", "face-turned", "face", add=("face towards the camera",))
GOOD, BAD = 255, 10


def picture(red: int = GOOD, green: int = 0) -> Image.Image:
    return Image.new("RGB", (8, 8), (red, green, 0))


def lucky(rate: float) -> Callable[..., Image.Image]:
    """A generator of which a share of the pictures is good, by the seed alone."""

    def render(seed: int, prompt: str = "", negative_prompt: str = "") -> Image.Image:
        del prompt, negative_prompt
        chance = random.Random(seed).random()  # noqa: S311 - chance, no secret
        return picture(GOOD if chance < rate else BAD, seed % 256)

    return render


def scripted(*reds: int) -> Callable[..., Any]:
    """A generator that returns pictures in a given order, whatever it is asked for."""
    left = iter(reds)

    def render(seed: int, prompt: str = "", negative_prompt: str = "") -> Image.Image:
        del prompt, negative_prompt
        return picture(next(left), seed % 256)

    return render


def by_redness(image: Image.Image) -> Judgement:
    """Passes pictures that are red enough; the score is how red they are."""
    red = image.getpixel((0, 0))[0]
    return Judgement(red / 2.55, () if red >= 200 else (DARK,))
