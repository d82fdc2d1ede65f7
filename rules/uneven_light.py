"""HL203 uneven-light."""

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


class UnevenLightOptions(Limits):
    """Options of HL203."""

    best: float = option(0.9, "Spread that keeps the full score.", unit="EV", low=0, high=10)
    limit: float = option(2.1, "Largest spread that passes.", unit="EV", low=0, high=10)
    worst: float = option(4.0, "Spread that scores 0.", unit="EV", low=0, high=10)
    error_limit: float = option(
        3.8, "Spread from which the finding is an error.", unit="EV", low=0, high=10
    )


class UnevenLight(Rule[UnevenLightOptions]):
    """The light falls unevenly on the face.

    ## Why it matters
    A gentle shade gives a face shape. Where one part gets less than half the light of another, the
    picture turns dramatic, and at small sizes the dark part is missing.

    ## How it is measured
    Median linear luminance of cheeks, lower cheeks, forehead, nose and its bridge, each without
    pixels whose colour ratios are far from those of the cheeks; the brightest over the darkest in
    stops (1 stop = 2:1). Ratios throughout: exposure and skin tone cancel out.

    ## Known limits
    Sheen on nose or forehead adds to the spread. In mixed light of two colours the shaded part may
    not count as skin. Hair and beards of nearly the colour of the skin are measured with it. Tone
    curves of cameras stretch dark tones: docs/fairness.md has the rates by skin tone.

    ## References
    ISO/IEC 19794-5 steps .2, .5, .8 EV between the cheeks; studio practice: 2:1 is flat, 4:1
    dramatic; the error limit is 14:1, since hair and beards add to the ratio. Limit: 7 % of the
    photos that both raters pass exceed it. AUC against the raters' "harsh": .78.
    """

    code = "HL203"
    name = "uneven-light"
    category = Category.LIGHTING
    points = 30.4
    needs = ("light", "subject")
    unit = "EV"

    def check(self, facts: Facts) -> Verdict:
        """Compare the spread with the limit and with the limit for an error."""
        light = facts.light
        spread, limit = light.spread_ev, self.options.limit
        grave = spread > self.options.error_limit
        return self.judge(
            spread,
            self.options.ramp,
            passing=f"The light is even within {spread:.1f} stops.",
            failing=f"The light is uneven: the {light.brightest} is {beside(spread, limit, 1)} "
            "stops brighter "
            f"than the {light.darkest} (limit {limit:g}).",
            advice="Turn the face towards the light, or put a white wall or reflector on the dark "
            "side.",
            prompt=PromptAdvice(
                add=("soft even lighting",), avoid=("dramatic lighting", "split lighting")
            ),
            confidence=Confidence.MEDIUM,
            regions=(facts.subject.box,),
            severity=Severity.ERROR if grave else None,
        )
