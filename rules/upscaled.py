"""HL006 upscaled."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Confidence,
    Facts,
    Limits,
    Missing,
    PromptAdvice,
    Rule,
    Status,
    Verdict,
    beside,
    option,
)


class UpscaledOptions(Limits):
    """Options of HL006."""

    best: float = option(0.6, "Bandwidth that keeps the full score.", low=0, high=1)
    limit: float = option(0.35, "Smallest bandwidth that passes.", low=0, high=1)
    worst: float = option(0.15, "Bandwidth that scores 0.", low=0, high=1)
    enough_px: float = option(
        300.0, "Short side of real detail from which surplus pixels are no fault.", unit="px", low=1
    )


class Upscaled(Rule[UpscaledOptions]):
    """The photo has far more pixels than detail.

    ## Why it matters
    An enlarged thumbnail passes every size check and still looks soft; the original that it was
    made from is usually to be had.

    ## How it is measured
    The frequency below which 90 % of the detail lies, as a share of what the pixels could carry, in
    the two most detailed tiles of the photo. A sharp photo reaches about 0.7 to 0.8, one enlarged
    k-fold 0.75 / k. A photo whose real detail would fill `enough_px` passes in any case.

    ## Known limits
    A photo that is out of focus everywhere, or strongly smoothed, reads the same. Grain added after
    the enlargement hides it; enlarging networks invent detail that counts as real.

    ## References
    Field, "Relations between the statistics of natural images and the response properties of
    cortical cells", JOSA A 4, 1987, for the fall of the spectrum. Measured on sharp portraits
    reduced to 256 px and enlarged by bicubic interpolation: 0.68 unchanged, 0.52 at 1.25, 0.37 at
    2, 0.26 at 3, 0.22 at 4 times, and within 0.03 of it after JPEG of quality 50. With both limits
    1 % of the photos that raters call crisp fire, 9 % of the soft, half of the blurred ones.
    """

    code = "HL006"
    name = "upscaled"
    category = Category.FILE
    points = 5.0
    needs = ("file", "detail")

    def check(self, facts: Facts) -> Verdict:
        """Compare the bandwidth with the limit, unless the detail is enough."""
        detail = facts.detail
        if detail.bandwidth is None:
            raise Missing("the photo is too plain or too small to tell")
        short_px = min(facts.file.width, facts.file.height)
        real_px = detail.effective_short_px
        if real_px >= self.options.enough_px:
            return Verdict(
                status=Status.PASS,
                message=f"The photo holds the detail of {real_px:.0f} px.",
                value=detail.bandwidth,
                limit=self.options.limit,
                score=100,
                confidence=Confidence.MEDIUM,
            )
        return self.judge(
            detail.bandwidth,
            self.options.ramp,
            passing=f"The photo's {short_px} px hold the detail of {real_px:.0f} px.",
            failing=(
                f"The photo's {short_px} px hold only the detail of {real_px:.0f} px"
                f" (bandwidth {beside(detail.bandwidth, self.options.limit, 2)}, "
                f"limit {self.options.limit:g})."
            ),
            advice="Look for the original: this one was enlarged, or is soft throughout.",
            prompt=PromptAdvice(add=("sharp focus, fine detail",), avoid=("blurry", "upscaled")),
            confidence=Confidence.MEDIUM,
        )
