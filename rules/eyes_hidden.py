"""HL109 eyes-hidden."""

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

CLOSED = 0.5
SMALL_FACE_MAGNIFICATION = 2.0


class EyesHiddenOptions(Limits):
    """Options of HL109."""

    best: float = option(5.0, "Sureness that keeps the full score.", unit="%", low=0, high=100)
    limit: float = option(85.0, "Largest sureness that passes.", unit="%", low=0, high=100)
    worst: float = option(99.0, "Sureness that scores 0.", unit="%", low=0, high=100)


class EyesHidden(Rule[EyesHiddenOptions]):
    """The eyes cannot be seen.

    ## Why it matters
    Viewers look at the eyes first. In a survey of 60,000 ratings of portraits, sunglasses and
    covered eyes cost about a third of a point of likability.

    ## How it is measured
    The range of light between the lids, in stops (EV): the white of an eye against iris and
    lashes, a ratio within the eye, so that neither the tone of skin nor the exposure enters. It is
    joined with a learned head on what the landmark network saw of both eyes, which knows glasses
    and hair. Together they say how
    sure the linter is, at even odds, that an editor would call the eyes hidden; the range of
    light is named. Clear glasses leave both alone.

    ## Known limits
    Strong blur and very small files take the contrast too: confidence is low there. Closed eyes
    are left to eyes-closed.

    ## References
    PhotoFeeler for the effect. Fitted by tools/train_heads.py, described in docs/heads.md, with
    the agreement on left-out sources.
    """

    code = "HL109"
    name = "eyes-hidden"
    category = Category.FACE
    severity = Severity.ERROR
    points = 5.0
    needs = ("eyes", "impression")
    unit = "%"

    def check(self, facts: Facts) -> Verdict:
        """Compare the sureness of hidden eyes with the limit."""
        eyes = facts.eyes
        contrast = eyes.least_contrast_stops
        sure = 100.0 * facts.impression.eyes
        if eyes.most_closed.closure > CLOSED and not self.options.ramp.fails(sure):
            raise Missing("the eyes are closed")
        small = eyes.magnification > SMALL_FACE_MAGNIFICATION
        limit = self.options.limit
        seen = "" if contrast is None else f"{contrast:.1f} EV between iris and white, "
        return self.judge(
            sure,
            self.options.ramp,
            passing=f"The eyes are visible ({seen}{sure:.0f} % sure of hidden ones).",
            failing=(
                f"The eyes can hardly be seen ({seen}{beside(sure, limit)} % sure, "
                f"limit {limit:g})."
            ),
            advice="Take off sunglasses, move hair aside, or turn away from what is mirrored.",
            prompt=PromptAdvice(
                add=("clearly visible eyes",), avoid=("sunglasses", "glare on glasses")
            ),
            confidence=Confidence.LOW if small else Confidence.MEDIUM,
            regions=tuple(eye.box for eye in eyes.judged),
        )
