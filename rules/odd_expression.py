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
    beside,
    option,
)

CLEAR_CUE = 0.1


class OddExpressionOptions(Limits):
    """Options of HL111."""

    best: float = option(5.0, "Sureness that keeps the full score.", unit="%", low=0, high=100)
    limit: float = option(70.0, "Largest sureness that passes.", unit="%", low=0, high=100)
    worst: float = option(98.0, "Sureness that scores 0.", unit="%", low=0, high=100)


class OddExpression(Rule[OddExpressionOptions]):
    """The expression is caught in mid-speech, comic or a grimace.

    ## Why it matters
    A face between two words looks startled. A smile, with teeth or without, and a calm face are
    both fine; the rule looks for neither.

    ## How it is measured
    A learned head on blendshapes and on the inner activations of the landmark network round the
    mouth and eyes, joined with six cues: the mouth open without a smile, puckered lips, the mouth
    pulled to one side, a wink, lips drawn in, eyes torn open. Together they say how sure the linter
    is, at even odds, that an editor would call the expression odd; the strongest cue is named.

    ## Known limits
    The tongue has no blendshape and shows only as an open mouth. Facial palsy and other asymmetries
    can look like the cue for a sideways mouth: switch the rule off for such a photo.

    ## References
    The blendshapes are those of ARKit. Fitted by tools/train_heads.py, described in docs/heads.md,
    with the agreement on left-out sources.
    """

    code = "HL111"
    name = "odd-expression"
    category = Category.FACE
    points = 5.0
    needs = ("expression", "impression")
    unit = "%"

    def check(self, facts: Facts) -> Verdict:
        """Compare the sureness of an odd expression with the limit."""
        expression = facts.expression
        sure = 100.0 * facts.impression.expression
        cue = max(expression.cues, key=lambda name: expression.cues[name])
        named = f": {cue}" if expression.cues[cue] > CLEAR_CUE else ""
        limit = self.options.limit
        return self.judge(
            sure,
            self.options.ramp,
            passing=f"The expression suits a portrait ({sure:.0f} % sure of an odd one).",
            failing=f"The expression is odd{named} ({beside(sure, limit)} % sure, "
            f"limit {limit:g}).",
            advice="Use a frame with a smile or a calm face and a closed mouth.",
            prompt=PromptAdvice(
                add=("friendly, relaxed expression",), avoid=("grimace", "talking", "open mouth")
            ),
            confidence=Confidence.MEDIUM,
            regions=(expression.mouth,),
        )
