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
    beside,
    option,
)


class BacklitOptions(Limits):
    """Options of HL205."""

    best: float = option(
        0.9, "Lead of the background that keeps the full score.", unit="EV", low=-10, high=20
    )
    limit: float = option(
        2.6, "Largest lead of the background that passes.", unit="EV", low=-10, high=20
    )
    worst: float = option(5.0, "Lead of the background that scores 0.", unit="EV", low=-10, high=20)


class Backlit(Rule[BacklitOptions]):
    """The background outshines the face.

    ## Why it matters
    With the window or the sky behind it, the face is the darkest thing in the picture, and the eye
    goes to the background.

    ## How it is measured
    The level that a tenth of the background exceeds, minus the level that 2 % of the darker eye's
    opening exceed, without the rim of its lids, in stops of linear light. The eye is compared with
    the background, not skin, so a dark skin before a white wall is not taken for a face in the
    shade. Backgrounds lighter than half a stop below paper white count as that: a studio's wall may
    be as white as it likes.

    ## Known limits
    A burnt background may have been brighter still. Narrow eyes, dark lenses and eyes in the shade
    of a brow or brim raise the value: light from above is found for the same reason.

    ## References
    No published limit. Limit: 7 % of the photos that both raters pass exceed it. AUC .78 against
    the raters' "harsh" light.
    """

    code = "HL205"
    name = "backlit"
    category = Category.LIGHTING
    points = 49.6
    needs = ("light",)
    unit = "EV"

    def check(self, facts: Facts) -> Verdict:
        """Compare the background's lead with the limit."""
        lead = facts.light.background_over_face_ev
        if lead is None:
            raise Missing("no background shows, or no open eyes to compare it with")
        return self.judge(
            lead,
            self.options.ramp,
            passing=f"The face holds against the background ({lead:+.1f} stops).",
            failing=f"The background is {beside(lead, self.options.limit, 1)} stops brighter than "
            "the eyes "
            f"(limit {self.options.limit:g}).",
            advice="Turn round so that the light falls on the face, or fill the shade with a lamp "
            "or flash.",
            prompt=PromptAdvice(add=("light on the face",), avoid=("backlit", "silhouette")),
            confidence=Confidence.MEDIUM,
        )
