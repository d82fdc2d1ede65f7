"""HL202 face-bright."""

from __future__ import annotations

from headshot_lint.api import Category, Facts, Limits, PromptAdvice, Rule, Severity, Verdict, option


class FaceBrightOptions(Limits):
    """Options of HL202."""

    best: float = option(0.0, "Burnt share that keeps the full score.", unit="share", low=0, high=1)
    limit: float = option(0.09, "Largest burnt share that passes.", unit="share", low=0, high=1)
    worst: float = option(0.4, "Burnt share that scores 0.", unit="share", low=0, high=1)


class FaceBright(Rule[FaceBrightOptions]):
    """The face is overexposed.

    ## Why it matters
    Burnt skin has no texture and no shape, and no later correction brings them back: the face
    becomes a flat white patch.

    ## How it is measured
    The share of the skin at or above 80 % of paper white in linear light (sRGB 231), or of the eye
    whites (a quarter of each eye opening) where that is more: they burn at the same exposure
    whatever the skin around them.

    ## Known limits
    Washed-out pictures whose whites were pulled down to grey are not found; HL207 looks for those.
    At the limit only one in five photos is found that both raters call bright: most of those are
    pale rather than burnt. Small highlights on glasses, forehead and nose stay below it.

    ## References
    ISO/IEC 29794-5 counts luminance from 247 of 255, which finds clipping only once it is complete.
    Limit: 3 % of the photos that both raters pass exceed it. AUC against the raters' "bright": .82,
    and .87 where they agree.
    """

    code = "HL202"
    name = "face-bright"
    category = Category.LIGHTING
    severity = Severity.ERROR
    points = 40.0
    unit = "share"
    needs = ("exposure", "subject")

    def check(self, facts: Facts) -> Verdict:
        """Compare the burnt share with the limit."""
        share, limit = facts.exposure.burnt_share, self.options.limit
        return self.judge(
            share,
            self.options.ramp,
            passing=f"The highlights of the face hold: {share:.0%} is burnt out.",
            failing=f"The face is overexposed: {share:.0%} of its light parts is burnt out "
            f"(limit {limit:.0%}).",
            advice="Lower the exposure or soften the light until the skin keeps its texture; take "
            "the photo again rather than darken it later.",
            prompt=PromptAdvice(
                add=("natural skin texture", "balanced exposure"),
                avoid=("overexposed", "blown highlights"),
            ),
            regions=(facts.subject.box,),
        )
