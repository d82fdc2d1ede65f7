"""HL401 face-too-small."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Facts,
    GivingLimits,
    PromptAdvice,
    Rule,
    Verdict,
    beside,
    option,
    second_opinion,
)


class FaceTooSmallOptions(GivingLimits):
    """Options of HL401."""

    best: float = option(38.0, "Share that keeps the full score.", unit="%", low=0, high=100)
    limit: float = option(28.0, "Smallest share that passes.", unit="%", low=0, high=100)
    worst: float = option(10.0, "Share that scores 0.", unit="%", low=0, high=100)
    leeway: float = option(
        6.0, "How far the limits give way where nothing looks loose.", unit="%", low=0, high=50
    )


class FaceTooSmall(Rule[FaceTooSmallOptions]):
    """The face is small in the frame.

    ## Why it matters
    A headshot shows head and shoulders. In a list of colleagues or beside a message a face of a
    quarter of the frame is a few pixels high.

    ## How it is measured
    Height of the face, top of the forehead to chin, over the height of the frame. The limits give
    way by up to `leeway` where a learned head for loose framing sees none: it knows a landscape
    picture of head and shoulders.

    ## Known limits
    In a landscape picture the height of the frame says little about what a square crop would show.

    ## References
    2 % of the photos that two raters would publish lie below the limit, and nine in ten of those
    that both call loose. Photographers' convention puts the head (with hair) at about half the
    frame, which is a face of about 35 %.
    """

    code = "HL401"
    name = "face-too-small"
    category = Category.FRAMING
    points = 22.7
    needs = ("framing",)
    wants = ("impression",)
    unit = "%"

    def check(self, facts: Facts) -> Verdict:
        """Compare face height over frame height with the limit."""
        framing = facts.framing
        share = 100.0 * framing.face_share
        ramp = self.options.ramp_given(second_opinion(facts, "loose"))
        return self.judge(
            share,
            ramp,
            passing=f"The face fills {share:.0f} % of the frame's height.",
            failing=f"The face is small: {beside(share, ramp.limit)} % of the frame's height "
            f"(at least {ramp.limit:g}).",
            advice="Crop to head and shoulders, or step closer.",
            prompt=PromptAdvice(
                add=("head and shoulders close-up",), avoid=("full body", "wide shot")
            ),
            regions=(framing.face,),
            fixable=True,
        )
