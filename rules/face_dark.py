"""HL201 face-dark."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Confidence,
    Facts,
    Limits,
    Missing,
    PromptAdvice,
    Rule,
    Severity,
    Verdict,
    option,
)


class FaceDarkOptions(Limits):
    """Options of HL201."""

    best: float = option(-1.5, "Level that keeps the full score.", unit="EV", low=-10, high=0)
    limit: float = option(-2.9, "Lowest level that passes.", unit="EV", low=-10, high=0)
    worst: float = option(-5.0, "Level that scores 0.", unit="EV", low=-10, high=0)


class FaceDark(Rule[FaceDarkOptions]):
    """The face is underexposed.

    ## Why it matters
    A face in the dark loses its eyes first: on a page beside well-lit colleagues, and at avatar
    size, nothing but an outline is left.

    ## How it is measured
    Eye whites and teeth are nearly as light in every face. The level that 2 % of the eye openings
    exceed, or 5 % of the teeth where that is brighter, is compared with paper white, in
    stops of linear light. The skin is not read at all: how dark it is, or how it shines, plays no
    part.

    ## Known limits
    Sunglasses hide the whites, and deep-set or narrow eyes with a closed mouth read darker than the
    face is. Glare on lenses and a catchlight in a dark eye look like whites.

    ## References
    Kabbani et al. (arXiv 2312.15102, 2501.07158) propose the sclera as a cue of exposure that does
    not depend on skin tone; mean luminance, as in ISO/IEC 29794-5, does. Limit: 3 % of the photos
    that both raters pass lie below it. AUC against the raters' "dark": .88, and .90 where they
    agree.
    """

    code = "HL201"
    name = "face-dark"
    category = Category.LIGHTING
    severity = Severity.ERROR
    points = 40.0
    needs = ("exposure", "subject")
    unit = "EV"

    def check(self, facts: Facts) -> Verdict:
        """Compare the level of the face with the lowest that passes."""
        white_ev = facts.exposure.white_ev
        if white_ev is None:
            raise Missing("neither eye whites nor teeth show")
        stops, least = -white_ev, -self.options.limit
        return self.judge(
            white_ev,
            self.options.ramp,
            passing=f"The face is bright enough: its whites are {stops:.1f} stops below white.",
            failing=f"The face is too dark: its whites are {stops:.1f} stops below white "
            f"(limit {least:.1f}).",
            advice="Brighten the face: turn it to a window or lamp, or raise the exposure until "
            "the eye whites look white.",
            prompt=PromptAdvice(
                add=("well-lit face", "bright soft light"), avoid=("underexposed", "dark face")
            ),
            confidence=Confidence.MEDIUM,
            regions=(facts.subject.box,),
            fixable=True,
        )
