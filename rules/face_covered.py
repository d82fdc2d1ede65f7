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
    beside,
    option,
)


class FaceCoveredOptions(Limits):
    """Options of HL112."""

    best: float = option(10.0, "Sureness that keeps the full score.", unit="%", low=0, high=100)
    limit: float = option(85.0, "Largest sureness that passes.", unit="%", low=0, high=100)
    worst: float = option(98.0, "Sureness that scores 0.", unit="%", low=0, high=100)


class FaceCovered(Rule[FaceCoveredOptions]):
    """Something hides part of the face.

    ## Why it matters
    Behind a microphone, a hand, a cup or a mask a person is hard to recognise.

    ## How it is measured
    A learned head on the inner activations of the networks, pooled over eyes, mouth, face and
    surroundings, says how sure the linter is, at even odds, that an editor would call the face
    covered. It was taught by photographs that raters call so, and by masks and hands laid over
    others. Lightness does not enter by itself, so side light is no cover.

    ## Known limits
    A sureness, not an area. Hands at the chin or temple are told from hands over the mouth only
    roughly; beards, veils beside the face and extreme poses can raise it. Confidence is low.

    ## References
    Fitted by tools/train_heads.py, described in docs/heads.md, with the agreement on left-out
    sources; docs/accuracy.md has precision and recall at the limit.
    """

    code = "HL112"
    name = "face-covered"
    category = Category.FACE
    severity = Severity.ERROR
    points = 5.0
    needs = ("impression",)
    unit = "%"

    def check(self, facts: Facts) -> Verdict:
        """Compare the sureness of cover with the limit."""
        sure = 100.0 * facts.impression.cover
        limit = self.options.limit
        return self.judge(
            sure,
            self.options.ramp,
            passing=f"Nothing seems to cover the face ({sure:.0f} % sure).",
            failing=(
                f"Something seems to cover part of the face ({beside(sure, limit)} % sure, "
                f"limit {limit:g})."
            ),
            advice="Use a photo without hand, microphone, mask or object over the face.",
            prompt=PromptAdvice(
                add=("unobstructed face",), avoid=("hand on face", "microphone", "face mask")
            ),
            confidence=Confidence.LOW,
            regions=(facts.impression.face,),
        )
