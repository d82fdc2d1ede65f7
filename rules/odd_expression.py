"""HL111 odd-expression."""

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


class OddExpressionOptions(Limits):
    """Options of HL111."""

    best: float = option(0.05, "Oddness that keeps the full score.", unit="0-1", low=0, high=1)
    limit: float = option(0.3, "Largest oddness that passes.", unit="0-1", low=0, high=1)
    worst: float = option(0.95, "Oddness that scores 0.", unit="0-1", low=0, high=1)


class OddExpression(Rule[OddExpressionOptions]):
    """The expression is caught in mid-speech, comic or a grimace.

    ## Why it matters
    A face between two words looks startled. A smile, with teeth or without, and a calm face are
    both fine; the rule looks for neither.

    ## How it is measured
    Six cues from the blendshapes and the lips, each from 0 (as in ordinary team photos) to 1: the
    mouth open without a smile, puckered lips, the mouth pulled to one side, a wink, lips drawn in,
    eyes torn open. Together they give the chance that one at least is real (noisy-or).

    ## Known limits
    The tongue has no blendshape and shows only as an open mouth. Frowns and bared teeth without an
    open mouth are missed. Facial palsy and other asymmetries can look like the cue for a sideways
    mouth: switch the rule off for such a photo.

    ## References
    The blendshapes are those of ARKit. At the limit 0.8 % of the photos fail that both raters
    pass, and 65 % of those both call odd (area under the curve 0.87).
    """

    code = "HL111"
    name = "odd-expression"
    category = Category.FACE
    points = 15.0
    needs = ("expression",)
    unit = "0-1"

    def check(self, facts: Facts) -> Verdict:
        """Compare the cues taken together with the limit."""
        expression = facts.expression
        oddness = expression.oddness
        cue = max(expression.cues, key=lambda name: expression.cues[name])
        limit = self.options.limit
        return self.judge(
            oddness,
            self.options.ramp,
            passing=f"The expression suits a portrait (oddness {oddness:.2f}).",
            failing=f"The expression is odd: {cue} (oddness {oddness:.2f}, limit {limit:.2f}).",
            advice="Use a frame with a smile or a calm face and a closed mouth.",
            prompt=PromptAdvice(
                add=("friendly, relaxed expression",), avoid=("grimace", "talking", "open mouth")
            ),
            confidence=Confidence.MEDIUM,
            regions=(expression.mouth,),
        )
