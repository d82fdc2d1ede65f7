"""HL406 chin-cut."""

from __future__ import annotations

from headshot_lint.api import Category, Facts, Limits, PromptAdvice, Rule, Severity, Verdict, option


class ChinCutOptions(Limits):
    """Options of HL406."""

    best: float = option(50.0, "Space that keeps the full score.", unit="%", low=-100, high=500)
    limit: float = option(5.0, "Smallest space that passes.", unit="%", low=-100, high=500)
    worst: float = option(-30.0, "Space that scores 0.", unit="%", low=-100, high=500)


class ChinCut(Rule[ChinCutOptions]):
    """The frame cuts the chin, or touches it.

    ## Why it matters
    A cropped forehead can be style; a cropped chin is a mistake to every photo editor.

    ## How it is measured
    Space between the chin and the lower edge of the frame, in percent of the distance from the eyes
    to the chin; negative where the chin lies beyond the edge.

    ## Known limits
    A chin beyond the frame is a guess of the landmark network, good to a few percent: hence a limit
    slightly above 0. Under a beard the chin is guessed, too.

    ## References
    Photographers' convention: a cut chin is a fault. No photo that two raters would publish has
    less than 20 %.
    """

    code = "HL406"
    name = "chin-cut"
    category = Category.FRAMING
    severity = Severity.ERROR
    points = 22.7
    needs = ("framing",)
    unit = "%"

    def check(self, facts: Facts) -> Verdict:
        """Compare the space below the chin with the limit."""
        framing = facts.framing
        room = 100.0 * framing.chin_room_t
        return self.judge(
            room,
            self.options.ramp,
            passing="The chin is inside the frame.",
            failing="The lower edge cuts off the chin."
            if room < 0.0
            else "The chin touches the lower edge of the frame.",
            advice="Use an uncropped original that shows neck and shoulders.",
            prompt=PromptAdvice(
                add=("neck and shoulders visible",), avoid=("cropped chin", "extreme close-up")
            ),
            regions=(framing.face,),
        )
