"""HL601 mismatched-eyes."""

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
    option,
)


class MismatchedEyesOptions(Limits):
    """Options of HL601."""

    best: float = option(0.12, "Difference that keeps the full score.", unit="iris", low=0, high=2)
    limit: float = option(0.30, "Largest difference that passes.", unit="iris", low=0, high=2)
    worst: float = option(0.60, "Difference that scores 0.", unit="iris", low=0, high=2)


class MismatchedEyes(Rule[MismatchedEyesOptions]):
    """The irises differ in size, or the eyes look in different directions.

    ## Why it matters
    Picture generators paint each eye by itself: irises of two sizes or eyes that look past each
    other unsettle the viewer, who seldom knows why.

    ## How it is measured
    The rim of each iris is searched for in the pixels (the circle across which luminance rises
    most, Daugman 1993). The value is the larger of two differences, in iris diameters: that of the
    diameters, less what perspective explains in a turned head, and that of the irises' places
    between the corners of their eyes, less the usual one.

    ## Known limits
    Needs irises of 12 px, both visible, and a head turned by at most 30 degrees; else it is
    skipped. A squint, an artificial eye or lids that cover one iris more than the other are no
    artefacts: the rule is a hint and judges the picture, not the person.

    ## References
    Set where 1 % of the photos that both raters pass fail, of those with clear irises. Human
    irises differ in diameter by a few percent at most. That generators disagree between the eyes
    is shown by Hu, Li and Lyu (2021) and Guo et al. (2022).
    """

    code = "HL601"
    name = "mismatched-eyes"
    category = Category.RENDER
    severity = Severity.HINT
    points = 40.0
    needs = ("render", "subject")
    unit = "iris"

    def check(self, facts: Facts) -> Verdict:
        """Compare the larger difference with the limit."""
        irises = facts.render.irises
        if irises is None:
            raise Missing(facts.render.why_absent("irises"))
        if irises.size_gap >= irises.place_gap:
            found = f"The irises differ in size by {100 * irises.size_gap:.0f} %"
        else:
            found = f"The eyes' directions differ by {irises.place_gap:.2f} iris widths"
        return self.judge(
            irises.gap,
            self.options.ramp,
            passing=f"Both irises agree within {irises.gap:.2f} iris widths.",
            failing=f"{found} (limit {self.options.limit:.2f} iris widths).",
            advice="Render again or repair the eyes, and look at them at full size.",
            prompt=PromptAdvice(
                add=("both eyes looking at the camera, matching irises",),
                avoid=("mismatched eyes", "cross-eyed", "lazy eye"),
            ),
            confidence=Confidence.LOW,
            regions=(facts.subject.box,),
        )
