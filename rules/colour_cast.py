"""HL206 colour-cast."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Confidence,
    Facts,
    GivingLimits,
    Missing,
    PromptAdvice,
    Rule,
    Verdict,
    beside,
    option,
    second_opinion,
)


class ColourCastOptions(GivingLimits):
    """Options of HL206."""

    best: float = option(5.0, "Cast that keeps the full score.", unit="dE", low=0, high=200)
    limit: float = option(9.5, "Largest cast that passes.", unit="dE", low=0, high=200)
    worst: float = option(30.0, "Cast that scores 0.", unit="dE", low=0, high=200)
    least_spread: float = option(
        2.0, "Colour spread below which a picture counts as monochrome.", unit="dE", low=0, high=50
    )
    leeway: float = option(
        8.0, "How far the limits give way where nothing looks tinted.", unit="dE", low=0, high=50
    )
    sure: float = option(
        0.9, "Learned chance from which the limits stay.", unit="0-1", low=0.01, high=1
    )


class ColourCast(Rule[ColourCastOptions]):
    """The picture has a colour cast.

    ## Why it matters
    Lamps, tinted glass and green trees colour the skin; beside neutral portraits the person looks
    ill or sunburnt.

    ## How it is measured
    Five signs of the colour of the light are averaged as shifts in CIELAB: the cheeks (how far
    their hue is turned from 48 degrees at its own chroma, and how far chroma exceeds 35; counted
    twice), eye whites, the mean of the picture, its lightest and its darkest parts, each against
    its usual tint. Signs that contradict each other cancel: a blue wall alone is no cast. Lightness
    plays no part, and skin with little chroma, very pale or very dark, counts for little. The
    limits give way by up to `leeway` where a learned head for casts is not `sure` of one.

    ## Known limits
    Strong make-up, sunburn, coloured lenses and pictures almost of one colour look like casts. Weak
    casts, below about 6 units, cannot be told from the variety of faces.

    ## References
    Preferred skin hue is near 46 degrees and nearly the same for every skin tone. Grey world and
    white patch: Buchsbaum 1980, Land 1977. Limit: 4 % of the photos that both raters pass exceed
    it. AUC against the raters' "cast", left-out sources: .85 and .91.
    """

    code = "HL206"
    name = "colour-cast"
    category = Category.LIGHTING
    points = 25.0
    needs = ("colour",)
    wants = ("impression",)
    unit = "dE"

    def check(self, facts: Facts) -> Verdict:
        """Compare the cast with the limit; a picture without colour has none."""
        colour = facts.colour
        if colour.colour_spread < self.options.least_spread:
            raise Missing("the picture is black and white")
        ramp = self.options.ramp_given(second_opinion(facts, "cast"))
        sure = colour.eye_white_tint is not None
        return self.judge(
            colour.cast,
            ramp,
            passing=f"The colours are balanced (cast {colour.cast:.0f}).",
            failing=f"The picture leans to {colour.cast_colour} "
            f"(cast {beside(colour.cast, ramp.limit)}, limit {ramp.limit:g}).",
            advice="Correct the white balance on the eye whites or a grey card, or use one kind "
            "of light only.",
            prompt=PromptAdvice(
                add=("neutral white balance", "natural skin colour"),
                avoid=("colour cast", f"{colour.cast_colour} tint"),
            ),
            confidence=Confidence.MEDIUM if sure else Confidence.LOW,
            fixable=True,
        )
