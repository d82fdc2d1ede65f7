"""HL110 gaze-averted."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Confidence,
    Facts,
    GivingLimits,
    PromptAdvice,
    Rule,
    Verdict,
    beside,
    option,
    second_opinion,
)

SMALL_FACE_MAGNIFICATION = 2.0
TURNED_DEG = 35.0


class GazeAvertedOptions(GivingLimits):
    """Options of HL110."""

    best: float = option(6.0, "Angle that keeps the full score.", unit="deg", low=0, high=90)
    limit: float = option(10.0, "Largest angle that passes.", unit="deg", low=0, high=90)
    worst: float = option(35.0, "Angle that scores 0.", unit="deg", low=0, high=90)
    leeway: float = option(
        5.0, "How far the limits give way where nothing looks away.", unit="deg", low=0, high=45
    )


class GazeAverted(Rule[GazeAvertedOptions]):
    """The eyes look past the camera.

    ## Why it matters
    Eye contact makes a small picture personal; a gaze past the viewer makes it a scene.

    ## How it is measured
    The place of the irises between the corners of the eyes, corrected by the turn of the head,
    gives the direction of the gaze relative to the camera, as the mean of both eyes. A turned head
    with the eyes on the camera passes. The limits give way by up to `leeway` where a learned head
    for averted eyes sees none.

    ## Known limits
    Up and down is measured less surely than sideways, since the lids follow the gaze. Beyond 35
    degrees of yaw the far eye is guessed. Misses glances of less than about 8 degrees that raters
    still notice.

    ## References
    At the limit 0.4 % of the photos fail that both raters pass, and 79 % of those in which both
    call the gaze averted (area under the curve 0.94).
    """

    code = "HL110"
    name = "gaze-averted"
    category = Category.FACE
    points = 5.0
    needs = ("gaze",)
    wants = ("impression",)
    unit = "deg"

    def check(self, facts: Facts) -> Verdict:
        """Compare the angle between gaze and camera with the limit."""
        gaze = facts.gaze
        angle_deg = gaze.angle_deg
        unsure = abs(gaze.yaw_deg) > TURNED_DEG or gaze.magnification > SMALL_FACE_MAGNIFICATION
        if abs(gaze.across_deg) >= abs(gaze.up_deg):
            way = "to the right of the picture" if gaze.across_deg > 0 else "to the left"
        else:
            way = "up" if gaze.up_deg > 0 else "down"
        ramp = self.options.ramp_given(second_opinion(facts, "gaze"))
        return self.judge(
            angle_deg,
            ramp,
            passing=f"The eyes look into the camera (within {angle_deg:.0f} degrees).",
            failing=(
                f"The eyes look {beside(angle_deg, ramp.limit)} degrees past the camera, {way} "
                f"(limit {ramp.limit:g})."
            ),
            advice="Look into the lens.",
            prompt=PromptAdvice(
                add=("looking into the camera", "eye contact"), avoid=("looking away",)
            ),
            confidence=Confidence.LOW if unsure else Confidence.MEDIUM,
            regions=(gaze.eyes,),
        )
