"""HL202 face-bright."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Facts,
    Limits,
    PromptAdvice,
    Rule,
    Severity,
    Verdict,
    beside,
    option,
)


class FaceBrightOptions(Limits):
    """Options of HL202."""

    best: float = option(
        0.15, "Burnt share that keeps the full score.", unit="share", low=0, high=1
    )
    limit: float = option(0.45, "Largest burnt share that passes.", unit="share", low=0, high=1)
    worst: float = option(0.9, "Burnt share that scores 0.", unit="share", low=0, high=1)


class FaceBright(Rule[FaceBrightOptions]):
    """The face is overexposed.

    ## Why it matters
    Burnt skin has no texture and no shape, and no later correction brings them back: the face
    becomes a flat white patch.

    ## How it is measured
    The share of the skin that is burnt: a place counts in full from 90 % of paper white in linear
    light (sRGB 243), not at all below 40 % (sRGB 170), and in part between. Or the share of the eye
    whites (a twelfth of each eye opening) above 80 %, of the eye with less, where that is more:
    they burn at the same exposure whatever the skin around them, while glare and catchlights seldom
    reach as far in both.

    ## Known limits
    Washed-out pictures whose whites were pulled down to grey are not found; HL207 looks for those.
    Very pale skin comes nearer to the limit than other skin in the same light: of the passed photos
    with the palest skin 2 % fail, of the others none. On very dark skin only the eyes show it.

    ## References
    ISO/IEC 29794-5 counts luminance from 247 of 255, which finds clipping only once it is complete.
    Limit: 1 % of the photos that both raters pass exceed it. AUC against the raters' "bright": .96
    (share beyond a fixed luminance: .90); only eight photographs are.
    """

    code = "HL202"
    name = "face-bright"
    category = Category.LIGHTING
    severity = Severity.ERROR
    points = 25.0
    unit = "share"
    needs = ("exposure", "subject")

    def check(self, facts: Facts) -> Verdict:
        """Compare the burnt share with the limit."""
        share, limit = facts.exposure.burnt_share, self.options.limit
        return self.judge(
            share,
            self.options.ramp,
            passing=f"The highlights of the face hold: {share:.0%} is burnt out.",
            failing=f"The face is overexposed: {beside(100 * share, 100 * limit)}% of its light "
            "parts is burnt out "
            f"(limit {100 * limit:g}%).",
            advice="Lower the exposure or soften the light until the skin keeps its texture; take "
            "the photo again rather than darken it later.",
            prompt=PromptAdvice(
                add=("natural skin texture", "balanced exposure"),
                avoid=("overexposed", "blown highlights"),
            ),
            regions=(facts.subject.box,),
        )
