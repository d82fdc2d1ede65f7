"""HL208 shiny-skin."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Confidence,
    Facts,
    Limits,
    PromptAdvice,
    Rule,
    Severity,
    Verdict,
    beside,
    option,
)


class ShinySkinOptions(Limits):
    """Options of HL208."""

    best: float = option(
        0.03, "Shiny share that keeps the full score.", unit="share", low=0, high=1
    )
    limit: float = option(0.13, "Largest shiny share that passes.", unit="share", low=0, high=1)
    worst: float = option(0.4, "Shiny share that scores 0.", unit="share", low=0, high=1)


class ShinySkin(Rule[ShinySkinOptions]):
    """The skin shines.

    ## Why it matters
    Flash and ceiling lamps mirror in forehead and nose; powder or a turn of the head removes what
    retouching can only hide.

    ## How it is measured
    The share of the skin that is paler and lighter than the skin around it, by at least a tenth of
    what a white surface would give in the same light. Reflection at the surface does not depend on
    pigment, so every skin tone shows the same excess.

    ## Known limits
    Pale patches of skin, white stubble and make-up look like shine. Raters were not asked for
    shine, so the limit follows from the distribution alone, and confidence is low.

    ## References
    Dichromatic reflection (Shafer 1985). Limit: 3 % of the photos that both raters pass exceed it.
    """

    code = "HL208"
    name = "shiny-skin"
    category = Category.LIGHTING
    severity = Severity.HINT
    points = 15.0
    unit = "share"
    needs = ("light",)

    def check(self, facts: Facts) -> Verdict:
        """Compare the shiny share with the limit."""
        share, limit = facts.light.specular_share, self.options.limit
        return self.judge(
            share,
            self.options.ramp,
            passing=f"The skin is matt: {share:.0%} of it shines.",
            failing=f"The skin shines: {beside(100 * share, 100 * limit)}% of it "
            f"(limit {100 * limit:g}%).",
            advice="Powder forehead and nose, or move the light to the side and make it larger.",
            prompt=PromptAdvice(add=("matt skin",), avoid=("shiny skin", "oily skin")),
            confidence=Confidence.LOW,
        )
