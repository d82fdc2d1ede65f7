"""HL201 face-dark."""

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
    option,
)


class FaceDarkOptions(Limits):
    """Options of HL201."""

    best: float = option(-1.5, "Level that keeps the full score.", unit="EV", low=-10, high=0)
    limit: float = option(-2.8, "Lowest level that passes.", unit="EV", low=-10, high=0)
    worst: float = option(-5.0, "Level that scores 0.", unit="EV", low=-10, high=0)


class FaceDark(Rule[FaceDarkOptions]):
    """The face is underexposed.

    ## Why it matters
    A face in the dark loses its eyes first: on a page beside well-lit colleagues, and at avatar
    size, nothing but an outline is left.

    ## How it is measured
    The eye whites and the teeth are nearly as light in every face. Their brightest twentieth is
    compared with paper white, in stops of linear light. Highlights on the skin can only excuse a
    face, where the eyes are narrow or the brow shades them. How dark the skin is plays no part.

    ## Known limits
    With narrow or shaded eyes, a closed mouth and no highlight on the skin, a face reads darker
    than it is: confidence is low where no whites show. Dark glasses hide the whites; glare on
    lenses looks like them.

    ## References
    Kabbani et al. (arXiv 2312.15102, 2501.07158) propose the sclera as a cue of exposure that does
    not depend on skin tone; mean luminance, as in ISO/IEC 29794-5, does. Limit: 3 % of the photos
    that both raters pass lie below it. AUC against the raters' "dark": .88, and .91 where they
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
        exposure = facts.exposure
        stops, least = -exposure.level_ev, -self.options.limit
        return self.judge(
            exposure.level_ev,
            self.options.ramp,
            passing=f"The face is bright enough: its whites are {stops:.1f} stops below white.",
            failing=f"The face is too dark: its whites are {stops:.1f} stops below white "
            f"(limit {least:.1f}).",
            advice="Brighten the face: turn it to a window or lamp, or raise the exposure until "
            "the eye whites look white.",
            prompt=PromptAdvice(
                add=("well-lit face", "bright soft light"), avoid=("underexposed", "dark face")
            ),
            confidence=Confidence.HIGH if exposure.white_ev is not None else Confidence.LOW,
            regions=(facts.subject.box,),
            fixable=True,
        )
