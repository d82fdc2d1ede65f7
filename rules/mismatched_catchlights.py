"""HL603 mismatched-catchlights."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Confidence,
    Facts,
    Limits,
    Missing,
    PromptAdvice,
    Rule,
    Severity,
    Verdict,
    beside,
    option,
)


class MismatchedCatchlightsOptions(Limits):
    """Options of HL603."""

    best: float = option(0.50, "Overlap that keeps the full score.", unit="IoU", low=0, high=1)
    limit: float = option(0.10, "Least overlap that passes.", unit="IoU", low=0, high=1)
    worst: float = option(0.0, "Overlap that scores 0.", unit="IoU", low=0, high=1)


class MismatchedCatchlights(Rule[MismatchedCatchlightsOptions]):
    """The highlights in both eyes do not come from the same lamps.

    ## Why it matters
    Both corneas mirror the same room. Highlights of different number, shape or place are a trace of
    a generator or of careless retouching that viewers feel before they see it.

    ## How it is measured
    The highlights of each iris (two stops above its median) are laid over each other in
    coordinates of the iris, grown by a tenth of its radius and shifted by up to a fifth of it. The
    value is their intersection over union.

    ## Known limits
    Needs irises of 20 px (eyes of about 50 px), both visible and both with a highlight; else it is
    skipped. A lamp or window very near shows in one eye only, glasses mirror by themselves, and
    lids cut highlights: half of the true portraits stay below 0.4. Hence a hint.

    ## References
    Hu, Li and Lyu, "Exposing GAN-generated faces using inconsistent corneal specular highlights"
    (2021). Set where 3 % of all photos that both raters pass fail (10 % of those where both
    highlights can be measured).
    """

    code = "HL603"
    name = "mismatched-catchlights"
    category = Category.RENDER
    severity = Severity.HINT
    points = 40.0
    needs = ("render", "subject")
    unit = "IoU"

    def check(self, facts: Facts) -> Verdict:
        """Compare the overlap of the highlights with the limit."""
        overlap = facts.render.catchlight_iou
        if overlap is None:
            raise Missing(facts.render.why_absent("catchlight_iou"))
        return self.judge(
            overlap,
            self.options.ramp,
            passing=f"The highlights in both eyes overlap by {100 * overlap:.0f} %.",
            failing="The highlights in both eyes overlap by "
            f"{beside(100 * overlap, 100 * self.options.limit)} % only "
            f"(limit {100 * self.options.limit:g} %).",
            advice="Render again, or copy the highlight of one eye to the same place in the other.",
            prompt=PromptAdvice(
                add=("one matching catchlight in both eyes",),
                avoid=("inconsistent reflections in the eyes",),
            ),
            confidence=Confidence.LOW,
            regions=(facts.subject.box,),
        )
