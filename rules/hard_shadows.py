"""HL204 hard-shadows."""

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


class HardShadowsOptions(Limits):
    """Options of HL204."""

    best: float = option(10.0, "Sureness that keeps the full score.", unit="%", low=0, high=100)
    limit: float = option(65.0, "Largest sureness that passes.", unit="%", low=0, high=100)
    worst: float = option(97.0, "Sureness that scores 0.", unit="%", low=0, high=100)


class HardShadows(Rule[HardShadowsOptions]):
    """Shadows with hard edges lie on the face.

    ## Why it matters
    Midday sun, a bare bulb or leaves draw lines that are not the face's own, and they catch the eye
    before the face does.

    ## How it is measured
    A learned head on the inner activations of the networks, pooled over the face and over the
    difference of its halves, joined with measurements on skin: the step in stops that 5 % of small
    fields a fifth of an eye gap apart exceed, the spread over the face's regions and the largest
    drop within one, left against right, forehead against chin, background against face. Together
    they say how sure the linter is, at even odds, that an editor would call the light harsh; the
    step is named.

    ## Known limits
    Deep folds, stubble and frames of glasses in the colour of the skin make steps too. Blurred and
    very small faces have soft shadows whatever the light. Raters agree least about light.

    ## References
    Fitted by tools/train_heads.py, described in docs/heads.md, with the agreement on left-out
    sources; a head pays for every move of its answer with the tone of the skin (tests/fairness).
    At the limit, heads of other sources find seven in ten photos that a rater calls harsh, and fire
    on 2.5 % of those that both pass, alike from tone to tone.
    """

    code = "HL204"
    name = "hard-shadows"
    category = Category.LIGHTING
    points = 25.0
    needs = ("impression",)
    wants = ("light",)
    unit = "%"

    def check(self, facts: Facts) -> Verdict:
        """Compare the sureness of harsh light with the limit."""
        sure, limit = 100.0 * facts.impression.harsh, self.options.limit
        try:
            step = f", shadows step by {facts.light.shadow_edge_ev:.1f} stops"
        except Missing:
            step = ""
        return self.judge(
            sure,
            self.options.ramp,
            passing=f"The light on the face is soft ({sure:.0f} % sure of harsh light{step}).",
            failing=f"The light on the face is harsh ({beside(sure, limit)} % sure, "
            f"limit {limit:g}{step}).",
            advice="Step into open shade, or put a curtain or diffuser before the light.",
            prompt=PromptAdvice(
                add=("soft diffused light",), avoid=("harsh shadows", "direct sunlight")
            ),
            confidence=Confidence.LOW,
        )
