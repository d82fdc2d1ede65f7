"""HL204 hard-shadows."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Confidence,
    Facts,
    Limits,
    PromptAdvice,
    Rule,
    Verdict,
    option,
)


class HardShadowsOptions(Limits):
    """Options of HL204."""

    best: float = option(0.8, "Step that keeps the full score.", unit="EV", low=0, high=10)
    limit: float = option(1.3, "Largest step that passes.", unit="EV", low=0, high=10)
    worst: float = option(2.5, "Step that scores 0.", unit="EV", low=0, high=10)


class HardShadows(Rule[HardShadowsOptions]):
    """Shadows with hard edges lie on the face.

    ## Why it matters
    Midday sun, a bare bulb or leaves draw lines that are not the face's own, and they catch the eye
    before the face does.

    ## How it is measured
    On skin only (no eyes, brows, lips, nostrils, nothing of quite another colour) the luminance of
    small fields a fifth of an eye gap apart is compared. The value is the step in stops that a
    tenth of the places exceed. Soft light changes little over that distance.

    ## Known limits
    Deep folds, stubble and frames of glasses in the colour of the skin make steps too. Blurred and
    very small faces have soft shadows whatever the light. The measure agrees weakly with raters,
    so confidence is low.

    ## References
    No published limit. Limit: 5 % of the photos that both raters pass exceed it. AUC against the
    raters' "harsh": .74; they use the word for backlight and dark eyes as well.
    """

    code = "HL204"
    name = "hard-shadows"
    category = Category.LIGHTING
    points = 10.0
    needs = ("light",)
    unit = "EV"

    def check(self, facts: Facts) -> Verdict:
        """Compare the step at shadow edges with the limit."""
        step, limit = facts.light.shadow_edge_ev, self.options.limit
        return self.judge(
            step,
            self.options.ramp,
            passing=f"Shadows on the face are soft: steps of {step:.1f} stops.",
            failing=f"Shadows on the face are hard: steps of {step:.1f} stops (limit {limit:.1f}).",
            advice="Step into open shade, or put a curtain or diffuser before the light.",
            prompt=PromptAdvice(
                add=("soft diffused light",), avoid=("harsh shadows", "direct sunlight")
            ),
            confidence=Confidence.LOW,
        )
