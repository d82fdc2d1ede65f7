"""HL303 coloured-background."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Facts,
    Limits,
    PromptAdvice,
    Ramp,
    Rule,
    Verdict,
    beside,
    lab_of_hex,
    option,
)


class ColouredBackgroundOptions(Limits):
    """Options of HL303."""

    best: float = option(4.0, "Chroma that keeps the full score.", unit="C*", low=0, high=150)
    limit: float = option(12.0, "Largest chroma that passes.", unit="C*", low=0, high=150)
    worst: float = option(50.0, "Chroma that scores 0.", unit="C*", low=0, high=150)
    colour: str = option(
        "", "The colour of the house style instead of neutral, as #0057b8; empty: neutral."
    )
    tolerance_de: float = option(
        12.0, "Largest difference from that colour that passes.", unit="dE", low=1, high=100
    )

    def check(self) -> None:
        """Hold the limits in order and the colour in its form."""
        super().check()
        if self.colour:
            lab_of_hex(self.colour)


class ColouredBackground(Rule[ColouredBackgroundOptions]):
    """The background has another colour than the neutral or the brand colour asked for.

    ## Why it matters
    Off by default: a colour can be the house style. A profile that asks for white or grey turns it
    on, and so does a house style with a colour of its own; a coloured wall also throws its tint on
    hair and skin.

    ## How it is measured
    The chroma C*ab of the background's median colour: 0 is neutral grey, black or white, 10 a
    tinted grey, 30 a wall that anyone names by its colour. With the option `colour`, the CIEDE2000
    difference of the median from that colour instead, in dE.

    ## Known limits
    Grey walls under lamp light measure up to about 10. Many colours at once can have a neutral
    median: that is HL301 or HL302.

    ## References
    No published limit was found. 12 is passed by 86 % of the backgrounds that two raters call
    plain. The tolerance is a convention: 1 dE is just noticeable, light falls off over a wall by
    5 to 10, and two tones that people name alike differ by 10 to 15.
    """

    code = "HL303"
    name = "coloured-background"
    category = Category.BACKGROUND
    severity = None
    points = 20.0
    needs = ("background",)
    unit = "C*"

    def check(self, facts: Facts) -> Verdict:
        """Compare the median colour with the one that is asked for, neutral by default."""
        if self.options.colour:
            return self._house_colour(facts)
        chroma = facts.background.chroma
        return self.judge(
            chroma,
            self.options.ramp,
            passing=f"The background is neutral (chroma {chroma:.0f}).",
            failing=f"The background is coloured: chroma {beside(chroma, self.options.limit)} "
            f"(limit {self.options.limit:g}).",
            advice="Use a white or grey wall, and correct the white balance.",
            prompt=PromptAdvice(add=("neutral grey background",), avoid=("coloured background",)),
        )

    def _house_colour(self, facts: Facts) -> Verdict:
        wanted, tolerance = self.options.colour, self.options.tolerance_de
        away = facts.background.away_from(wanted)
        return self.judge(
            away,
            Ramp(best=tolerance / 3, limit=tolerance, worst=3 * tolerance),
            passing=f"The background is {wanted} within {away:.0f} dE.",
            failing=f"The background is not {wanted}: it is {beside(away, tolerance)} dE away "
            f"(limit {tolerance:g}).",
            advice=f"Put {wanted} behind the person, lit evenly, and correct the white balance.",
            prompt=PromptAdvice(add=(f"plain background of colour {wanted}",)),
            unit="dE",
        )
