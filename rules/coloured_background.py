"""HL303 coloured-background."""

from __future__ import annotations

from headshot_lint.api import Category, Facts, Limits, PromptAdvice, Rule, Verdict, option


class ColouredBackgroundOptions(Limits):
    """Options of HL303."""

    best: float = option(4.0, "Chroma that keeps the full score.", unit="C*", low=0, high=150)
    limit: float = option(12.0, "Largest chroma that passes.", unit="C*", low=0, high=150)
    worst: float = option(50.0, "Chroma that scores 0.", unit="C*", low=0, high=150)


class ColouredBackground(Rule[ColouredBackgroundOptions]):
    """The background is coloured where a neutral one is asked for.

    ## Why it matters
    Off by default: a colour can be the house style. A profile that asks for white or grey turns it
    on; a coloured wall also throws its tint on hair and skin.

    ## How it is measured
    The chroma C*ab of the background's median colour: 0 is neutral grey, black or white, 10 a
    tinted grey, 30 a wall that anyone names by its colour.

    ## Known limits
    Grey walls under lamp light measure up to about 10. Many colours at once can have a neutral
    median: that is HL301 or HL302.

    ## References
    No published limit was found. 12 is passed by 86 % of the backgrounds that two raters call
    plain.
    """

    code = "HL303"
    name = "coloured-background"
    category = Category.BACKGROUND
    severity = None
    points = 20.0
    needs = ("background",)
    unit = "C*"

    def check(self, facts: Facts) -> Verdict:
        """Compare the chroma of the median colour with the limit."""
        chroma = facts.background.chroma
        return self.judge(
            chroma,
            self.options.ramp,
            passing=f"The background is neutral (chroma {chroma:.0f}).",
            failing=f"The background is coloured: chroma {chroma:.0f} "
            f"(limit {self.options.limit:g}).",
            advice="Use a white or grey wall, and correct the white balance.",
            prompt=PromptAdvice(add=("neutral grey background",), avoid=("coloured background",)),
        )
