"""HL113 face-noisy."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Confidence,
    Facts,
    Limits,
    Missing,
    PromptAdvice,
    Rule,
    Verdict,
    beside,
    option,
)


class FaceNoisyOptions(Limits):
    """Options of HL113."""

    best: float = option(0.6, "Noise that keeps the full score.", unit="dE", low=0, high=50)
    limit: float = option(1.2, "Strongest noise that passes.", unit="dE", low=0, high=50)
    worst: float = option(4.0, "Noise that scores 0.", unit="dE", low=0, high=50)


class FaceNoisy(Rule[FaceNoisyOptions]):
    """The skin is covered by grain.

    ## Why it matters
    Noise tells of a photo taken in the dark or rescued by software, and small copies turn it into
    blotches.

    ## How it is measured
    On cheeks and forehead, on the photo's own pixels: the standard deviation of what changes from
    pixel to pixel, in CIELAB, and the same between pixels averaged in twos, where the grain shows
    that a camera or JPEG has softened; the stronger counts. Pixels of a face larger than a page
    shows it (eyes 64 pixels apart) are averaged down to that first: grain that only shows at
    100 % harms nobody. Lightness counts half, for pores and stubble live in lightness and the
    noise of sensors in colour too.

    ## Known limits
    Freckles, stubble and crisp studio light on skin raise the number. The grain of film in a
    black-and-white picture is half forgiven. What was scaled down before has lost its noise.

    ## References
    Immerkaer 1996 and Donoho 1995 for the formula. At the limit 1.3 % of the photos fail that both
    raters pass; raters have no column for noise alone.
    """

    code = "HL113"
    name = "face-noisy"
    category = Category.FACE
    points = 5.0
    needs = ("focus",)
    unit = "dE"

    def check(self, facts: Facts) -> Verdict:
        """Compare the grain of the skin with the limit."""
        noise = facts.focus.noise
        if noise is None:
            raise Missing("no smooth skin is visible to read noise from")
        limit = self.options.limit
        return self.judge(
            noise,
            self.options.ramp,
            passing=f"The skin is clean (noise {noise:.1f} dE).",
            failing=f"The skin is noisy: grain of {beside(noise, limit, 1)} dE (limit {limit:g}).",
            advice="Use more light and a lower ISO value, or reduce the noise when developing.",
            prompt=PromptAdvice(add=("clean low-ISO photo",), avoid=("film grain", "noise")),
            confidence=Confidence.MEDIUM,
            regions=(facts.focus.face,),
        )
