"""HL701 portrait-not-headshot."""

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


class PortraitNotHeadshotOptions(Limits):
    """Options of HL701."""

    best: float = option(0.10, "Style score that keeps all points.", unit="style", low=0, high=1)
    limit: float = option(0.50, "Highest style score that passes.", unit="style", low=0, high=1)
    worst: float = option(0.95, "Style score that scores 0.", unit="style", low=0, high=1)


class PortraitNotHeadshot(Rule[PortraitNotHeadshotOptions]):
    """The photo is an artistic portrait rather than a functional headshot.

    ## Why it matters
    A headshot is a tool: the face and shoulders of one person, so clearly shown that colleagues
    know them. Drama, distance and mood belong into a portrait, and stand out in a row of headshots.

    ## How it is measured
    Departures from the plain headshot are each graded 0-1 from other facts (more or less than head
    and shoulders in the frame, a head off the centre, turned or tilted, a gaze past the camera,
    dramatic light, a dark background, an environment in focus, black and white), weighted, and
    combined as chances (noisy-or). The message names those that count.

    ## Known limits
    Style is no fault: profiles for acting or press set the limit higher. Props, clothes, poses of
    hands and colour grading are not seen; a facet that cannot be measured is left out.

    ## References
    Photographers' convention: a headshot shows head and shoulders, a portrait the torso and more;
    key to fill 3:1 is standard, 8:1 dramatic. Over photos of 15 sources: area under the ROC curve
    0.89 for portrait against headshot where both raters agree; at the limit 63 % of the portraits
    and 4 % of the photos that both raters pass fail.
    """

    code = "HL701"
    name = "portrait-not-headshot"
    category = Category.STYLE
    points = 7.7
    needs = ("style",)
    unit = "style"

    def check(self, facts: Facts) -> Verdict:
        """Compare the style score with the limit and name the reasons."""
        style = facts.style
        reasons = ", ".join(style.reasons())
        return self.judge(
            style.score,
            self.options.ramp,
            passing=f"The photo reads as a headshot (style score {style.score:.2f}).",
            failing=f"The photo reads as a portrait: {reasons} "
            f"(style score {beside(style.score, self.options.limit, 2)}, "
            f"limit {self.options.limit:g}).",
            advice="For a headshot: head and shoulders, face and eyes to the camera, even light.",
            prompt=PromptAdvice(
                add=("professional corporate headshot, head and shoulders, even soft light",),
                avoid=("artistic portrait", "dramatic lighting", "environmental portrait"),
            ),
            confidence=Confidence.MEDIUM,
        )
