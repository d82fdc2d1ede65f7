"""HL108 eyes-closed."""

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

SMALL_FACE_MAGNIFICATION = 2.5


class EyesClosedOptions(Limits):
    """Options of HL108."""

    best: float = option(0.2, "Closure that keeps the full score.", unit="0-1", low=0, high=1)
    limit: float = option(0.5, "Largest closure that passes.", unit="0-1", low=0, high=1)
    worst: float = option(0.9, "Closure that scores 0.", unit="0-1", low=0, high=1)


class EyesClosed(Rule[EyesClosedOptions]):
    """An eye is closed.

    ## Why it matters
    A blink rules a portrait out at once, and the next frame of the series is mostly fine.

    ## How it is measured
    Two witnesses of equal weight for each eye: the gap between the lids by the eye's width, from
    open (0.25) to shut (0.05), and the blink blendshape, from 0.2 to 0.7. The eye that is shut
    further decides; with the head turned by more than 30 degrees, the nearer one.

    ## Known limits
    Laughter narrows eyes without closing them and passes; eyes laughed shut fail. A glance
    straight down looks closed from the front. Behind sunglasses the lids are guessed.

    ## References
    Soukupova and Cech 2016 for the lid gap. At the limit no photo fails that both raters pass,
    and all six fail in which both raters call the eyes closed (area under the curve 0.995).
    """

    code = "HL108"
    name = "eyes-closed"
    category = Category.FACE
    severity = Severity.ERROR
    points = 5.0
    needs = ("eyes",)
    unit = "0-1"

    def check(self, facts: Facts) -> Verdict:
        """Compare the closure of the worse eye with the limit."""
        eye = facts.eyes.most_closed
        small = facts.eyes.magnification > SMALL_FACE_MAGNIFICATION
        limit = self.options.limit
        return self.judge(
            eye.closure,
            self.options.ramp,
            passing=f"The eyes are open (closure {eye.closure:.2f}).",
            failing=(
                f"The {eye.side} eye is closed: lids {eye.lid_gap:.2f} eye widths apart "
                f"(closure {beside(eye.closure, limit, 2)}, limit {limit:g})."
            ),
            advice="Use another frame of the series, with open eyes.",
            prompt=PromptAdvice(add=("open eyes",), avoid=("closed eyes", "blinking")),
            confidence=Confidence.LOW if small else Confidence.HIGH,
            regions=(eye.box,),
        )
