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
ONE_DIRECTION = 0.5


class FaceBlurredOptions(Limits):
    """Options of HL104."""

    best: float = option(0.8, "Blur that keeps the full score.", unit="% IED", low=0, high=20)
    limit: float = option(1.6, "Largest blur that passes.", unit="% IED", low=0, high=20)
    worst: float = option(4.0, "Blur that scores 0.", unit="% IED", low=0, high=20)


class FaceBlurred(Rule[FaceBlurredOptions]):
    """The face is out of focus or shaken.

    ## Why it matters
    Nothing says "snapshot" sooner than a soft face, and no later step brings the detail back.

    ## How it is measured
    The face is brought to a fixed scale (eyes 64 pixels apart). The energy of the gradients after
    two known blurs gives the blur of the face's edges, for each of eight directions apart, since a
    camera that pans leaves the edges across its motion sharp. The worst direction counts, in
    percent of the inter-eye distance (IED). What enlarging the file's pixels explains is taken
    away, so a small but sharp file passes (its size is judged by low-resolution). The advice says
    whether the blur runs along one direction, and whether the eyes are softer than the rest.

    ## Known limits
    Below 32 pixels between the eyes most of a blur hides in the pixels: confidence is low. Strong
    grain can pass for sharpness, and so can the blocks of pixels repeated to enlarge a picture.

    ## References
    Zhuo and Sim 2011 for the formula; Förstner and Gülch 1987 for energies by direction. At the
    limit 2.5 % of the photos fail that both raters pass, and 15 of the 25 that both call blurred
    or pixelated. The raters' "pixelated" counts small files too, which this rule forgives.
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
        elif focus.least_blur_percent < ONE_DIRECTION * blur:
            advice = (
                "The blur runs along one direction, as of a moving camera or head: hold still, "
                "with a shutter time of 1/125 s or less."
            )
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
