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
    option,
)

CLOSED = 0.5
SMALL_FACE_MAGNIFICATION = 2.0


class EyesHiddenOptions(Limits):
    """Options of HL109."""

    best: float = option(3.0, "Contrast that keeps the full score.", unit="EV", low=0, high=12)
    limit: float = option(1.3, "Smallest contrast that passes.", unit="EV", low=0, high=12)
    worst: float = option(0.3, "Contrast that scores 0.", unit="EV", low=0, high=12)


class EyesHidden(Rule[EyesHiddenOptions]):
    """The eyes cannot be seen.

    ## Why it matters
    Viewers look at the eyes first. In a survey of 60,000 ratings of portraits, sunglasses and
    covered eyes cost about a third of a point of likability.

    ## How it is measured
    The range of light between the lids, in stops (EV): the white of an eye against iris and
    lashes. It is a ratio within the eye, so neither the tone of skin nor the exposure enters.
    Sunglasses, glare, hair and deep shadow leave little of it; clear glasses leave it alone. The
    eye with the smaller range decides, the nearer one of a head turned by more than 30 degrees.

    ## Known limits
    Strong blur and very small files take the contrast too: confidence is low there. A bright
    reflection on a dark lens can imitate an eye. Closed eyes are left to eyes-closed.

    ## References
    PhotoFeeler for the effect. At the limit 1.7 % of the photos fail that both raters pass,
    and 86 % of those in which both call the eyes hidden (area under the curve 0.99).
    """

    code = "HL109"
    name = "eyes-hidden"
    category = Category.FACE
    severity = Severity.ERROR
    points = 60.0
    needs = ("eyes",)
    unit = "EV"

    def check(self, facts: Facts) -> Verdict:
        """Compare the contrast of the worse eye with the limit."""
        eyes = facts.eyes
        if eyes.most_closed.closure > CLOSED:
            raise Missing("the eyes are closed")
        seen = [(eye.contrast_stops, eye) for eye in eyes.judged if eye.contrast_stops is not None]
        if not seen:
            raise Missing("the eyes are too narrow or beyond the frame")
        contrast, eye = min(seen, key=lambda pair: pair[0])
        small = eyes.magnification > SMALL_FACE_MAGNIFICATION
        limit = self.options.limit
        return self.judge(
            contrast,
            self.options.ramp,
            passing=f"Iris and white of the eyes are visible ({contrast:.1f} EV apart).",
            failing=(
                f"The {eye.side} eye cannot be seen: only {contrast:.1f} EV between iris and "
                f"white (limit {limit:.1f})."
            ),
            advice="Take off sunglasses, move hair aside, or turn away from what is mirrored.",
            prompt=PromptAdvice(
                add=("clearly visible eyes",), avoid=("sunglasses", "glare on glasses")
            ),
            confidence=Confidence.LOW if small else Confidence.MEDIUM,
            regions=(eye.box,),
        )
