"""HL207 flat-contrast."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Confidence,
    Facts,
    Limits,
    PromptAdvice,
    Rule,
    Verdict,
    beside,
    option,
)


class FlatContrastOptions(Limits):
    """Options of HL207."""

    best: float = option(60.0, "Range that keeps the full score.", unit="L*", low=0, high=100)
    limit: float = option(44.0, "Smallest range that passes.", unit="L*", low=0, high=100)
    worst: float = option(15.0, "Range that scores 0.", unit="L*", low=0, high=100)


class FlatContrast(Rule[FlatContrastOptions]):
    """The face has too little contrast.

    ## Why it matters
    Haze, flare or a faded print leave a face without blacks and whites: eyes and mouth do not stand
    out, and small copies turn to a grey disc.

    ## How it is measured
    The range of lightness (CIELAB L*) over the whole face, eyes, brows and lips included: from the
    darkest 2 % to the lightest 2 %, or to eye whites and teeth where they are lighter, as they are
    on dark skin. Where narrow eyes hide the whites, the lightest 2 % of the picture count instead,
    up to L* 65: a picture with lights and a face with blacks is not flat.

    ## Known limits
    Fair skin with fair brows in very soft light has a small range by nature. The range of the
    features tells nothing of that of the picture.

    ## References
    ISO/IEC 29794-5 uses the entropy of luminance (dynamic range), which follows skin tone; this
    range does not (rank correlation with skin luminance .03 in evenly lit portraits). Limit: 2 % of
    the photos that both raters pass lie below it.
    """

    code = "HL207"
    name = "flat-contrast"
    category = Category.LIGHTING
    points = 25.0
    needs = ("exposure",)
    unit = "L*"

    def check(self, facts: Facts) -> Verdict:
        """Compare the range of lightness with the limit."""
        span, limit = facts.exposure.lightness_range, self.options.limit
        return self.judge(
            span,
            self.options.ramp,
            passing=f"The face has contrast: its lightness spans {span:.0f} of 100.",
            failing=f"The face looks flat: its lightness spans {beside(span, limit)} of 100 "
            f"(limit {limit:g}).",
            advice="Raise the contrast, clean the lens, and keep light out of it.",
            prompt=PromptAdvice(add=("clear contrast",), avoid=("washed out", "hazy", "faded")),
            confidence=Confidence.MEDIUM,
            fixable=True,
        )
