"""HL205 backlit."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Confidence,
    Facts,
    Limits,
    Missing,
    PromptAdvice,
    Rule,
    Verdict,
    option,
)


class BacklitOptions(Limits):
    """Options of HL205."""

    best: float = option(
        0.5, "Lead of the background that keeps the full score.", unit="EV", low=-10, high=20
    )
    limit: float = option(
        1.9, "Largest lead of the background that passes.", unit="EV", low=-10, high=20
    )
    worst: float = option(4.0, "Lead of the background that scores 0.", unit="EV", low=-10, high=20)


class Backlit(Rule[BacklitOptions]):
    """The background outshines the face.

    ## Why it matters
    With the window or the sky behind it, the face is the darkest thing in the picture, and the eye
    goes to the background.

    ## How it is measured
    The level that a tenth of the background exceeds, minus the level of eye whites and teeth (see
    HL201), in stops of linear light. Whites are compared with the background, not skin, so a dark
    skin before a white wall is not taken for a face in the shade.

    ## Known limits
    A burnt background may have been brighter still. Shaded or narrow eyes raise the value. A
    studio's white background passes as long as the face has its own light. Of the passed photos
    with the darkest faces, from shade or skin, 13 % fail and 2 % of the rest.

    ## References
    No published limit. Limit: 5 % of the photos that both raters pass exceed it. AUC .70 against
    "harsh" light and .76 against "dark" where both raters agree.
    """

    code = "HL205"
    name = "backlit"
    category = Category.LIGHTING
    points = 15.0
    needs = ("light",)
    unit = "EV"

    def check(self, facts: Facts) -> Verdict:
        """Compare the background's lead with the limit."""
        lead = facts.light.background_over_face_ev
        if lead is None:
            raise Missing("no background shows, or no eye whites to compare it with")
        return self.judge(
            lead,
            self.options.ramp,
            passing=f"The face holds against the background ({lead:+.1f} stops).",
            failing=f"The background is {lead:.1f} stops brighter than the whites of the face "
            f"(limit {self.options.limit:.1f}).",
            advice="Turn round so that the light falls on the face, or fill the shade with a lamp "
            "or flash.",
            prompt=PromptAdvice(add=("light on the face",), avoid=("backlit", "silhouette")),
            confidence=Confidence.MEDIUM,
        )
