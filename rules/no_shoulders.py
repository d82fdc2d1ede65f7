"""HL407 no-shoulders."""

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


class NoShouldersOptions(Limits):
    """Options of HL407."""

    best: float = option(80.0, "Space that keeps the full score.", unit="%", low=-100, high=500)
    limit: float = option(40.0, "Smallest space that passes.", unit="%", low=-100, high=500)
    worst: float = option(0.0, "Space that scores 0.", unit="%", low=-100, high=500)


class NoShoulders(Rule[NoShouldersOptions]):
    """The crop ends at the neck: no shoulders are in the picture.

    ## Why it matters
    A head without shoulders seems to float; shoulders give the frame a base and the person a
    posture.

    ## How it is measured
    Space between the chin and the lower edge, in percent of the distance from the eyes to the chin.
    Shoulders begin at about half of that distance below the chin.

    ## Known limits
    A lowered chin or raised shoulders need less space. Whether clothing is visible is not measured.

    ## References
    Photographers' convention: crop below the shoulders, never above. 3 % of the photos that two
    raters would publish have less than 40 %.
    """

    code = "HL407"
    name = "no-shoulders"
    category = Category.FRAMING
    severity = Severity.HINT
    points = 13.6
    needs = ("framing",)
    unit = "%"

    def check(self, facts: Facts) -> Verdict:
        """Compare the space below the chin with the limit."""
        framing = facts.framing
        room = 100.0 * framing.chin_room_t
        return self.judge(
            room,
            self.options.ramp,
            passing="The frame shows neck and shoulders.",
            failing=f"No shoulders: the frame ends {beside(max(room, 0.0), self.options.limit)} % "
            "of the eye-chin distance "
            f"below the chin (at least {self.options.limit:g}).",
            advice="Crop lower, down to the chest.",
            prompt=PromptAdvice(
                add=("head and shoulders", "shoulders visible"), avoid=("floating head",)
            ),
            confidence=Confidence.LOW,
            regions=(framing.head,),
        )
