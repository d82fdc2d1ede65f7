"""HL205 backlit."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Confidence,
    Facts,
    GivingLimits,
    Missing,
    PromptAdvice,
    Rule,
    Verdict,
    beside,
    option,
    second_opinion,
)


class BacklitOptions(GivingLimits):
    """Options of HL205."""

    best: float = option(
        0.9, "Lead of the background that keeps the full score.", unit="EV", low=-10, high=20
    )
    limit: float = option(
        2.5, "Largest lead of the background that passes.", unit="EV", low=-10, high=20
    )
    worst: float = option(5.0, "Lead of the background that scores 0.", unit="EV", low=-10, high=20)
    leeway: float = option(
        0.3, "How far the limits give way where nothing looks harsh.", unit="EV", low=0, high=5
    )


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
    be as white as it likes. The limits give way by up to `leeway` where the learned head of HL204
    sees no harsh light.

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
    points = 25.0
    needs = ("light",)
    wants = ("impression",)
    unit = "EV"

    def check(self, facts: Facts) -> Verdict:
        """Compare the background's lead with the limit."""
        lead = facts.light.background_over_face_ev
        if lead is None:
            raise Missing("no background shows, or no open eyes to compare it with")
        ramp = self.options.ramp_given(second_opinion(facts, "harsh"))
        return self.judge(
            lead,
            ramp,
            passing=f"The face holds against the background ({lead:+.1f} stops).",
            failing=f"The background is {beside(lead, ramp.limit, 1)} stops brighter than the eyes "
            f"(limit {ramp.limit:g}).",
            advice="Turn round so that the light falls on the face, or fill the shade with a lamp "
            "or flash.",
            prompt=PromptAdvice(add=("light on the face",), avoid=("backlit", "silhouette")),
            confidence=Confidence.MEDIUM,
        )
