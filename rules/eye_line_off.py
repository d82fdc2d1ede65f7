"""HL404 eye-line-off."""

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


class EyeLineOffOptions(Limits):
    """Options of HL404."""

    target: float = option(
        63.0, "Height of the eyes above the lower edge.", unit="%", low=0, high=100
    )
    best: float = option(4.0, "Distance that keeps the full score.", unit="%", low=0, high=100)
    limit: float = option(12.0, "Largest distance that passes.", unit="%", low=0, high=100)
    worst: float = option(30.0, "Distance that scores 0.", unit="%", low=0, high=100)


class EyeLineOff(Rule[EyeLineOffOptions]):
    """The eyes sit too high or too low in the frame.

    ## Why it matters
    Eyes at about a third from the top give the head room and the shoulders weight; in the middle or
    lower the person seems to sink out of the picture.

    ## How it is measured
    The height of the eyes' midpoint over the lower edge, in percent of the frame's height, and its
    distance from the profile's target.

    ## Known limits
    A convention of composition, not a fault by itself: a hint. Tall frames with much torso have
    their eyes higher up with good reason.

    ## References
    Photographers' convention: one third from the top (67 %). The median of photos that two raters
    would publish is 63 %, and 97 in 100 of them lie within 12 points of it.
    """

    code = "HL404"
    name = "eye-line-off"
    category = Category.FRAMING
    severity = Severity.HINT
    points = 13.6
    needs = ("framing",)
    unit = "%"

    def check(self, facts: Facts) -> Verdict:
        """Compare the distance from the target with the limit."""
        height = 100.0 * facts.framing.eye_line
        target = self.options.target
        away = "above" if height > target else "below"
        distance = abs(height - target)
        return self.judge(
            distance,
            self.options.ramp,
            passing=f"The eyes are at {height:.0f} % of the frame's height.",
            failing=f"The eyes are at {height:.0f} % of the frame's height, "
            f"{beside(distance, self.options.limit)} {away} "
            f"the usual {target:g} (limit {self.options.limit:g}).",
            advice="Crop so that the eyes lie about a third from the top.",
            prompt=PromptAdvice(add=("eyes one third from the top",)),
            confidence=Confidence.LOW,
            fixable=True,
        )
