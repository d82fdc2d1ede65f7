"""HL703 weak-impression."""

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

LIKELY = 0.15


class WeakImpressionOptions(Limits):
    """Options of HL703."""

    best: float = option(100.0, "Impression that keeps full score.", unit="of 100", low=0, high=100)
    limit: float = option(46.0, "Least impression that passes.", unit="of 100", low=0, high=100)
    worst: float = option(0.0, "Impression that scores 0.", unit="of 100", low=0, high=100)


class WeakImpression(Rule[WeakImpressionOptions]):
    """The photo as a whole is unlike those that raters choose.

    ## Why it matters
    Some photos break no single rule and still do not work. A hint to look twice, never a reason to
    reject.

    ## How it is measured
    A small learned head, one linear function of what the networks for face, landmarks and person
    mask saw on their way, estimates the rating that two raters would give as a headshot. Other
    heads name the faults that raters most often see in such photos.

    ## Known limits
    The head cannot point at what it dislikes, and knows only the kinds of photographs that it was
    fitted to. Its answer moves little when skin is given other tones, but it does move at the
    darkest; no profile should reject by it. It says nothing of the person.

    ## References
    Fitted by tools/train_heads.py, described in docs/heads.md. Rank correlation with either
    rater for sources left out: 0.69. Below the limit lie 3 % of the photos that both raters pass.
    """

    code = "HL703"
    name = "weak-impression"
    category = Category.STYLE
    severity = Severity.HINT
    points = 92.3
    needs = ("impression",)
    unit = "of 100"

    def check(self, facts: Facts) -> Verdict:
        """Compare the learned impression with the limit."""
        impression = facts.impression
        overall = impression.overall
        likely = [fault for fault, chance in impression.faults.items() if chance >= LIKELY][:2]
        because = f": {', '.join(likely)}" if likely else ""
        return self.judge(
            overall,
            self.options.ramp,
            passing=f"The photo as a whole works as a headshot ({overall:.0f} of 100).",
            failing=(
                f"The photo as a whole is a weak headshot{because} "
                f"({beside(overall, self.options.limit)} of 100, limit {self.options.limit:g})."
            ),
            advice="Compare it with another photo before you publish it.",
            prompt=PromptAdvice(add=("professional headshot",), avoid=("snapshot",)),
            confidence=Confidence.LOW,
            regions=(impression.face,),
        )
