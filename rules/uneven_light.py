"""HL203 uneven-light."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Confidence,
    Facts,
    GivingLimits,
    PromptAdvice,
    Rule,
    Severity,
    Verdict,
    beside,
    option,
    second_opinion,
)


class UnevenLightOptions(GivingLimits):
    """Options of HL203."""

    best: float = option(0.4, "Spread that keeps the full score.", unit="EV", low=0, high=10)
    limit: float = option(1.2, "Largest spread that passes.", unit="EV", low=0, high=10)
    worst: float = option(3.6, "Spread that scores 0.", unit="EV", low=0, high=10)
    error_limit: float = option(
        2.2, "Spread from which the finding is an error.", unit="EV", low=0, high=10
    )
    leeway: float = option(
        2.0, "How far the limits give way where nothing looks harsh.", unit="EV", low=0, high=5
    )
    sure: float = option(
        0.8,
        "Learned chance from which the limits stay.",
        unit="0-1",
        low=0.01,
        high=1,
    )


class UnevenLight(Rule[UnevenLightOptions]):
    """The light falls unevenly on the face.

    ## Why it matters
    A gentle shade gives a face shape. Where one part gets less than half the light of another, the
    picture turns dramatic, and at small sizes the dark part is missing.

    ## How it is measured
    Linear luminance that a tenth of each region exceeds: cheeks, lower cheeks, forehead, nose and
    its bridge, each without pixels whose colour ratios are far from those of the cheeks; the
    brightest over the darkest in stops (1 stop = 2:1). Ratios throughout: exposure and skin tone
    cancel out. The limits give way by up to `leeway` where the learned head of HL204 sees no harsh
    light, and stay where it is `sure`.

    ## Known limits
    Sheen on nose or forehead adds to the spread. In mixed light of two colours the shaded part may
    not count as skin. Hair and beards of nearly the colour of the skin are measured with it. Tone
    curves of cameras stretch dark tones: docs/fairness.md has the rates by skin tone.

    ## References
    ISO/IEC 19794-5 steps .2, .5, .8 EV between the cheeks; studio practice: 2:1 is flat, 4:1
    dramatic. At the limits 2 % of the photos fire that both raters pass, under 1 % as errors, and
    half of the harsh ones. AUC against the raters' "harsh", left-out sources: .81 by the spread
    alone, .90 with the second opinion.
    """

    code = "HL203"
    name = "uneven-light"
    category = Category.LIGHTING
    points = 25.0
    needs = ("light", "subject")
    wants = ("impression",)
    unit = "EV"

    def check(self, facts: Facts) -> Verdict:
        """Compare the spread with the limit and with the limit for an error."""
        light = facts.light
        spread, chance = light.spread_ev, second_opinion(facts, "harsh")
        ramp = self.options.ramp_given(chance)
        grave = spread > self.options.error_limit + self.options.shift_given(chance)
        return self.judge(
            spread,
            ramp,
            passing=f"The light is even within {spread:.1f} stops.",
            failing=f"The light is uneven: the {light.brightest} is "
            f"{beside(spread, ramp.limit, 1)} stops brighter than the {light.darkest} "
            f"(limit {ramp.limit:g}).",
            advice="Turn the face towards the light, or put a white wall or reflector on the dark "
            "side.",
            prompt=PromptAdvice(
                add=("soft even lighting",), avoid=("dramatic lighting", "split lighting")
            ),
            confidence=Confidence.MEDIUM,
            regions=(facts.subject.box,),
            severity=Severity.ERROR if grave else None,
        )
