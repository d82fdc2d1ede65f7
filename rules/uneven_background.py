"""HL302 uneven-background."""

from __future__ import annotations

from headshot_lint.api import Category, Facts, Limits, PromptAdvice, Rule, Verdict, beside, option

SIDES_DIFFER_L = 5.0


class UnevenBackgroundOptions(Limits):
    """Options of HL302."""

    best: float = option(2.0, "Spread that keeps the full score.", unit="dE", low=0, high=100)
    limit: float = option(6.0, "Largest spread that passes.", unit="dE", low=0, high=100)
    worst: float = option(18.0, "Spread that scores 0.", unit="dE", low=0, high=100)


class UnevenBackground(Rule[UnevenBackgroundOptions]):
    """The background is not of one tone.

    ## Why it matters
    Off by default: a scene or a gradient is a matter of style. Documents, badges and wall displays
    ask for an even ground, and so do tools that cut the person out.

    ## How it is measured
    The mean CIEDE2000 difference of the background's pixels from their median colour. The message
    also gives the difference of lightness between left and right.

    ## Known limits
    A vignette counts as unevenness, as it does in print. Grain hardly counts.

    ## References
    The limit is that of open tools for identity photos (mean difference over 6 is a warning, over
    12 a fault); 87 % of the backgrounds that two raters call plain stay below it.
    """

    code = "HL302"
    name = "uneven-background"
    category = Category.BACKGROUND
    severity = None
    points = 25.0
    needs = ("background",)
    unit = "dE"

    def check(self, facts: Facts) -> Verdict:
        """Compare the mean colour difference with the limit."""
        background = facts.background
        spread = background.spread_de
        return self.judge(
            spread,
            self.options.ramp,
            passing=f"The background is even: its colour varies by {spread:.1f} dE on average.",
            failing="The background is uneven: its colour varies by "
            f"{beside(spread, self.options.limit)} dE on average "
            f"(limit {self.options.limit:g}){self._sides(background.left_right_l)}.",
            advice="Use a plain wall and light it evenly on both sides, or stand further from it.",
            prompt=PromptAdvice(
                add=("even, plain studio background",), avoid=("gradient background", "scenery")
            ),
        )

    @staticmethod
    def _sides(left_right_l: float | None) -> str:
        if left_right_l is None or abs(left_right_l) < SIDES_DIFFER_L:
            return ""
        darker = "right" if left_right_l > 0 else "left"
        return f", and its {darker} side is darker by {abs(left_right_l):.0f} L*"
