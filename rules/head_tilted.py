"""HL107 head-tilted."""

from __future__ import annotations

from headshot_lint.api import Category, Facts, Limits, PromptAdvice, Rule, Verdict, beside, option


class HeadTiltedOptions(Limits):
    """Options of HL107."""

    best: float = option(4.0, "Roll that keeps the full score.", unit="deg", low=0, high=90)
    limit: float = option(12.0, "Largest roll that passes.", unit="deg", low=0, high=90)
    worst: float = option(30.0, "Roll that scores 0.", unit="deg", low=0, high=90)


class HeadTilted(Rule[HeadTiltedOptions]):
    """The head, or the camera, is tilted.

    ## Why it matters
    A slight tilt looks friendly; beyond about 12 degrees the picture reads as a snapshot, and in a
    row of portraits it is the one that stands out.

    ## How it is measured
    The roll of the head in space, from the rotation that best lays a standard face over the
    landmarks. The slope of the line through the eyes tells raters' tilt no better.

    ## Known limits
    A tilted camera and a tilted head give the same number. In a near profile the far eye is
    guessed, and roll with it.

    ## References
    ISO/IEC 29794-5 grades roll by cos squared, without a limit; raters of team photos call a head
    tilted from about 15 degrees.
    """

    code = "HL107"
    name = "head-tilted"
    category = Category.FACE
    points = 5.0
    needs = ("pose",)
    unit = "deg"

    def check(self, facts: Facts) -> Verdict:
        """Compare the absolute roll with the limit."""
        roll_deg = facts.pose.roll_deg
        limit = self.options.limit
        side = "left" if roll_deg > 0 else "right"
        return self.judge(
            abs(roll_deg),
            self.options.ramp,
            passing=f"The head is level within {abs(roll_deg):.0f} degrees.",
            failing=(
                f"The head is tilted {beside(abs(roll_deg), limit)} degrees to its {side} "
                f"(limit {limit:g})."
            ),
            advice="Rotate the photo until the eyes are level, or hold the head straighter.",
            prompt=PromptAdvice(add=("head upright",), avoid=("tilted head", "dutch angle")),
            fixable=True,
        )
