"""HL306 bystander."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Facts,
    Options,
    PromptAdvice,
    Rule,
    Status,
    Verdict,
    option,
)


class BystanderOptions(Options):
    """Options of HL306."""

    least: float = option(
        0.01,
        "Area of a face, by that of the subject's, up to which it goes unnoticed.",
        unit="share of the subject's face",
        low=0,
        high=1,
    )
    most: float = option(
        0.2,
        "Area of a face, by that of the subject's, over which it is no bystander but HL102.",
        unit="share of the subject's face",
        low=0,
        high=1,
    )


class Bystander(Rule[BystanderOptions]):
    """Somebody else is in the background.

    ## Why it matters
    Eyes go to faces: a stranger over the shoulder draws them away from the subject, and may not
    have agreed to be published.

    ## How it is measured
    The detector searches the whole picture and, in pictures of 400 px and more, four overlapping
    tiles; a find counts if the landmark network confirms it and its area is above the smallest
    noticed one and no larger than that of a second subject.

    ## Known limits
    People seen from behind, strongly blurred or narrower than about a twenty-fifth of the picture
    are not found. Faces on posters and screens count.

    ## References
    Passport and press guidelines ask for no other person in the picture; none of 633 labelled
    photos of one person fires.
    """

    code = "HL306"
    name = "bystander"
    category = Category.BACKGROUND
    points = 50.0
    needs = ("bystanders",)
    unit = "faces"

    def check(self, facts: Facts) -> Verdict:
        """Count the small faces beside the subject."""
        others = facts.bystanders.minor(self.options.least, self.options.most)
        if not others:
            return Verdict(
                status=Status.PASS,
                message="Nobody else is in the background.",
                value=0,
                limit=0,
                score=100,
            )
        count = len(others)
        who = "Another face is" if count == 1 else f"{count} other faces are"
        return Verdict(
            status=Status.FAIL,
            message=f"{who} in the background (limit 0).",
            value=count,
            limit=0,
            score=max(0, 50 - 10 * count),
            advice="Crop or retouch the background, or wait until nobody stands behind.",
            prompt_advice=PromptAdvice(
                add=("nobody else in the background",), avoid=("people in the background", "crowd")
            ),
            regions=tuple(face.box for face in others),
        )
