"""HL105 face-turned."""

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


class FaceTurnedOptions(Limits):
    """Options of HL105."""

    best: float = option(10.0, "Yaw that keeps the full score.", unit="deg", low=0, high=90)
    limit: float = option(25.0, "Largest yaw that passes.", unit="deg", low=0, high=90)
    worst: float = option(60.0, "Yaw that scores 0.", unit="deg", low=0, high=90)
    error_limit: float = option(
        40.0, "Yaw from which the face counts as a profile, an error.", unit="deg", low=0, high=90
    )


class FaceTurned(Rule[FaceTurnedOptions]):
    """The face is turned away from the camera.

    ## Why it matters
    A slight turn flatters, and three quarters are a classic. Further round, half of the face is
    gone: colleagues who look for both eyes do not find them, least of all at avatar size.

    ## How it is measured
    The canonical face mesh is rotated until it lies best over the landmarks (weighted Procrustes);
    yaw is the turn of that rotation about the vertical axis of the head.

    ## Known limits
    In a profile the hidden half is guessed, and yaw reads too small: 35 to 54 degrees where the
    true turn is nearer to 90. Which way the eyes look is HL110.

    ## References
    ISO/IEC 29794-5 grades yaw by cos squared. Limit: 97 % of the photos that raters call frontal
    stay below 17 degrees, those that they call turned have a median of 19. Error limit: 97 % of the
    turned ones stay below 40 degrees, three quarters of the profiles do not.
    """

    code = "HL105"
    name = "face-turned"
    category = Category.FACE
    points = 5.0
    needs = ("pose",)
    unit = "deg"

    def check(self, facts: Facts) -> Verdict:
        """Compare the absolute yaw with both limits."""
        yaw_deg = facts.pose.yaw_deg
        turn, limit = abs(yaw_deg), self.options.limit
        side = "left" if yaw_deg > 0 else "right"
        profile = turn > self.options.error_limit
        form = "in profile, turned" if profile else "turned"
        return self.judge(
            turn,
            self.options.ramp,
            passing=f"The face is within {turn:.0f} degrees of the camera.",
            failing=f"The face is {form} {beside(turn, limit)} degrees to its {side} "
            f"(limit {limit:g}).",
            advice="Turn the head towards the camera until both ears are about equally visible.",
            prompt=PromptAdvice(
                add=("face towards the camera",), avoid=("profile view", "side view")
            ),
            severity=Severity.ERROR if profile else None,
        )
