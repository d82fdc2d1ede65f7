"""HL103 not-a-photograph."""

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


class NotAPhotographOptions(Limits):
    """Options of HL103."""

    best: float = option(1.0, "Likeness that keeps the full score.", unit="0-1", low=0, high=1)
    limit: float = option(0.5, "Smallest likeness that passes.", unit="0-1", low=0, high=1)
    worst: float = option(0.0, "Likeness that scores 0.", unit="0-1", low=0, high=1)


class NotAPhotograph(Rule[NotAPhotographOptions]):
    """The face is drawn, not photographed.

    ## Why it matters
    A page of people answers who works here. A cartoon or an avatar does not show the person, and
    among photographs it looks like a missing one.

    ## How it is measured
    Two signs on the face, each from 0 to 1: areas without any texture (no camera leaves skin at
    one value over 5 x 5 pixels), and a palette of few colours where the face has colour at all.
    Photo-likeness is the product of what both leave over, (1 - flat) (1 - palette).

    ## Known limits
    Finds line art and vector drawings. Paintings, renders with shading, statues and wax figures
    have texture and pass; animals are mostly found by no-face. Strong noise reduction on a blown
    out face can look flat. Confidence is low to medium.

    ## References
    Two raters called 22 faces drawn or sculpted: the rule finds two in five, and no photo that
    both raters pass fails.
    """

    code = "HL103"
    name = "not-a-photograph"
    category = Category.FACE
    severity = Severity.ERROR
    points = 100.0
    needs = ("likeness",)
    unit = "0-1"

    def check(self, facts: Facts) -> Verdict:
        """Compare the photo-likeness with the limit."""
        likeness = facts.likeness
        photo = likeness.photo
        sign = max(likeness.cues, key=lambda name: likeness.cues[name])
        limit = self.options.limit
        return self.judge(
            photo,
            self.options.ramp,
            passing=f"The face shows no signs of drawing (photo-likeness {photo:.2f}).",
            failing=(
                f"The face does not look photographed: {sign} "
                f"(photo-likeness {photo:.2f}, limit {limit:.2f})."
            ),
            advice="Use a photograph of the person.",
            prompt=PromptAdvice(
                add=("photograph", "natural skin texture"),
                avoid=("illustration", "cartoon", "flat colours"),
            ),
            confidence=Confidence.MEDIUM if self.options.ramp.fails(photo) else Confidence.LOW,
            regions=(likeness.face,),
        )
