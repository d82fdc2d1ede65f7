"""HL104 face-blurred."""

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

SMALL_FACE_MAGNIFICATION = 2.0
FOCUS_ELSEWHERE = 1.5


class FaceBlurredOptions(Limits):
    """Options of HL104."""

    best: float = option(0.4, "Blur that keeps the full score.", unit="% IED", low=0, high=20)
    limit: float = option(1.0, "Largest blur that passes.", unit="% IED", low=0, high=20)
    worst: float = option(3.0, "Blur that scores 0.", unit="% IED", low=0, high=20)


class FaceBlurred(Rule[FaceBlurredOptions]):
    """The face is out of focus or shaken.

    ## Why it matters
    Nothing says "snapshot" sooner than a soft face, and no later step brings the detail back.

    ## How it is measured
    The face is brought to a fixed scale (eyes 64 pixels apart). The ratio of the gradients after
    two known blurs gives the blur of each strong edge; the sharper quarter of them counts, in
    percent of the inter-eye distance (IED). What enlarging the file's pixels explains is taken
    away, so a small but sharp file passes (its size is judged by low-resolution). If the eyes are
    softer than the rest of the face, the advice says so.

    ## Known limits
    Below 32 pixels between the eyes most of a blur hides in the pixels: confidence is low. Blur
    along one direction (shake) leaves edges across it sharp. Grain can pass for sharpness.

    ## References
    Zhuo and Sim 2011 for the formula. At the limit 0.8 % of the photos fail that both raters
    pass. The raters' "pixelated" counts small files too, which this rule forgives.
    """

    code = "HL104"
    name = "face-blurred"
    category = Category.FACE
    severity = Severity.ERROR
    points = 40.0
    needs = ("focus",)
    unit = "% IED"

    def check(self, facts: Facts) -> Verdict:
        """Compare the blur of the face with the limit."""
        focus = facts.focus
        blur = focus.face_blur_percent
        eyes = focus.eye_blur_percent
        limit = self.options.limit
        advice = "Use a sharper photo: focus on the nearer eye, with a shutter time of 1/125 s."
        if eyes is not None and eyes > FOCUS_ELSEWHERE * max(blur, limit):
            advice = "The eyes are softer than the rest of the face: focus on the nearer eye."
        small = focus.magnification > SMALL_FACE_MAGNIFICATION
        return self.judge(
            blur,
            self.options.ramp,
            passing=f"The face is sharp (blur {blur:.1f} % of the eye distance).",
            failing=(
                f"The face is blurred: edges spread over {blur:.1f} % of the eye distance "
                f"(limit {limit:.1f})."
            ),
            advice=advice,
            prompt=PromptAdvice(
                add=("sharp focus on the eyes",), avoid=("blurry face", "motion blur")
            ),
            confidence=Confidence.LOW if small else Confidence.MEDIUM,
            regions=(focus.face,),
        )
