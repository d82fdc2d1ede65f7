"""HL201 face-dark."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Confidence,
    Facts,
    GivingLimits,
    Missing,
    PromptAdvice,
    Rule,
    Severity,
    Verdict,
    beside,
    option,
    second_opinion,
)


class FaceDarkOptions(GivingLimits):
    """Options of HL201."""

    best: float = option(-1.2, "Level that keeps the full score.", unit="EV", low=-10, high=0)
    limit: float = option(-2.0, "Lowest level that passes.", unit="EV", low=-10, high=0)
    worst: float = option(-4.0, "Level that scores 0.", unit="EV", low=-10, high=0)
    leeway: float = option(
        2.0, "How far the limits give way where nothing looks dark.", unit="EV", low=0, high=5
    )
    sure: float = option(
        0.9,
        "Learned chance from which the limits stay.",
        unit="0-1",
        low=0.01,
        high=1,
    )


class FaceDark(Rule[FaceDarkOptions]):
    """The face is underexposed.

    ## Why it matters
    A face in the dark loses its eyes first: on a page beside well-lit colleagues, and at avatar
    size, nothing but an outline is left.

    ## How it is measured
    Eye whites and teeth are nearly as light in every face. The level that 2 % of the eye openings
    exceed, or 5 % of the teeth where that is brighter, is compared with paper white, in
    stops of linear light; .6 stops are added, since whites lie in the shade of brow and lips. Where
    5 % of the skin are lighter than that, they count instead: a face whose skin is light is not
    dark, whatever its eyes show. Dark skin alone never fails a photo: its whites decide, and narrow
    eyes hide them: the limits give way by up to `leeway` where a learned head sees no darkness.

    ## Known limits
    Sunglasses hide the whites, and deep-set or narrow eyes with a closed mouth read darker than the
    face is; on dark skin nothing then speaks against it. Glare on lenses and a catchlight in a dark
    eye look like whites.

    ## References
    Kabbani et al. (arXiv 2312.15102, 2501.07158) propose the sclera as a cue of exposure that does
    not depend on skin tone; mean luminance, as in ISO/IEC 29794-5, does. Limit: set so that no
    photo fails that both raters pass. AUC against the raters' "dark", left-out sources: .96 with
    the second opinion, .95 by the level, .88 by whites alone.
    """

    code = "HL201"
    name = "face-dark"
    category = Category.LIGHTING
    severity = Severity.ERROR
    points = 25.0
    needs = ("exposure", "subject")
    wants = ("impression",)
    unit = "EV"

    def check(self, facts: Facts) -> Verdict:
        """Compare the level of the face with the lowest that passes."""
        exposure = facts.exposure
        level_ev = exposure.level_ev
        ramp = self.options.ramp_given(second_opinion(facts, "dark"))
        if exposure.white_ev is None and ramp.fails(level_ev):
            raise Missing("neither eye whites nor teeth show, and skin may be dark by nature")
        stops, least = -level_ev, -ramp.limit
        return self.judge(
            level_ev,
            ramp,
            passing=f"The face is bright enough: its lights are {stops:.1f} stops below white.",
            failing=f"The face is too dark: its lights are {beside(stops, least, 1)} stops below "
            "white "
            f"(limit {least:g}).",
            advice="Brighten the face: turn it to a window or lamp, or raise the exposure until "
            "the eye whites look white.",
            prompt=PromptAdvice(
                add=("well-lit face", "bright soft light"), avoid=("underexposed", "dark face")
            ),
            confidence=Confidence.MEDIUM,
            regions=(facts.subject.box,),
            fixable=True,
        )
