"""HL112 face-covered."""

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
    option,
)


class FaceCoveredOptions(Limits):
    """Options of HL112."""

    best: float = option(0.05, "Sign of cover that keeps full score.", unit="0-1", low=0, high=1)
    limit: float = option(0.3, "Strongest sign of cover that passes.", unit="0-1", low=0, high=1)
    worst: float = option(0.95, "Sign of cover that scores 0.", unit="0-1", low=0, high=1)


class FaceCovered(Rule[FaceCoveredOptions]):
    """Something hides part of the face.

    ## Why it matters
    Behind a microphone, a hand, a cup or a mask a person is hard to recognise.

    ## How it is measured
    Two signs from 0 to 1, joined by noisy-or: the doubt of the landmark network that it sees a
    whole face (in decades, since its probability saturates), and a hue on one side of the lower
    face foreign to the other. Lightness does not enter, so side light is no cover.

    ## Known limits
    A sign, not an area: a hand has the colour of skin and no border can be measured. Finds one
    covered face in two; hands at the chin or temple and small microphones are missed. Extreme
    poses, drawings and two-coloured light can fire it. Confidence is low.

    ## References
    At the limit 1.7 % of the photos fail that both raters pass, and half of those both call
    covered (area under the curve 0.74).
    """

    code = "HL112"
    name = "face-covered"
    category = Category.FACE
    severity = Severity.ERROR
    points = 40.0
    needs = ("cover",)
    unit = "0-1"

    def check(self, facts: Facts) -> Verdict:
        """Compare the signs of cover with the limit."""
        cover = facts.cover
        score = cover.score
        limit = self.options.limit
        return self.judge(
            score,
            self.options.ramp,
            passing=f"Nothing seems to cover the face (sign of cover {score:.2f}).",
            failing=(
                f"Something seems to cover part of the face (sign of cover {score:.2f}, "
                f"limit {limit:.2f})."
            ),
            advice="Use a photo without hand, microphone, mask or object over the face.",
            prompt=PromptAdvice(
                add=("unobstructed face",), avoid=("hand on face", "microphone", "face mask")
            ),
            confidence=Confidence.LOW,
            regions=(cover.lower_face,),
        )
