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
    beside,
    option,
)

SMALL_FACE_MAGNIFICATION = 2.0
FOCUS_ELSEWHERE = 1.5
ONE_DIRECTION = 0.5
SHARP_PERCENT = 1.6


class FaceBlurredOptions(Limits):
    """Options of HL104."""

    best: float = option(5.0, "Sureness that keeps the full score.", unit="%", low=0, high=100)
    limit: float = option(80.0, "Largest sureness that passes.", unit="%", low=0, high=100)
    worst: float = option(99.0, "Sureness that scores 0.", unit="%", low=0, high=100)


class FaceBlurred(Rule[FaceBlurredOptions]):
    """The face is out of focus or shaken.

    ## Why it matters
    Nothing says "snapshot" sooner than a soft face, and no later step brings the detail back.

    ## How it is measured
    A learned head on what the networks saw of face and picture, taught by photographs that raters
    call blurred or pixelated and by blur, shake, compression and enlargement made on sharp ones,
    says how sure the linter is, at even odds, that an editor would call the face blurred. Beside it
    the blur itself is measured and named: the face is brought to a fixed scale (eyes 64 pixels
    apart), and the energy of its gradients after two known blurs gives the blur of its edges, for
    each of eight directions apart, in percent of the inter-eye distance (IED); the worst counts.
    The advice says whether the blur runs along one direction, and whether the eyes are softer than
    the rest.

    ## Known limits
    Below 32 pixels between the eyes most of a blur hides in the pixels: confidence is low. The
    measured blur forgives what enlarging the file's pixels explains, the head does not: where the
    two disagree, the message names the sureness alone.

    ## References
    Zhuo and Sim 2011 for the formula; Förstner and Gülch 1987 for energies by direction. Fitted by
    tools/train_heads.py, described in docs/heads.md: on left-out sources the head finds raters'
    "blurred or pixelated" with an area under the curve of 0.94, the measured blur with 0.83.
    """

    code = "HL104"
    name = "face-blurred"
    category = Category.FACE
    severity = Severity.ERROR
    points = 5.0
    needs = ("focus", "impression")
    unit = "%"

    def check(self, facts: Facts) -> Verdict:
        """Compare the sureness of a blurred face with the limit."""
        focus = facts.focus
        blur = focus.face_blur_percent
        eyes = focus.eye_blur_percent
        sure, limit = 100.0 * facts.impression.blur, self.options.limit
        advice = "Use a sharper photo: focus on the nearer eye, with a shutter time of 1/125 s."
        if eyes is not None and eyes > FOCUS_ELSEWHERE * max(blur, SHARP_PERCENT):
            advice = "The eyes are softer than the rest of the face: focus on the nearer eye."
        elif focus.least_blur_percent < ONE_DIRECTION * blur:
            advice = (
                "The blur runs along one direction, as of a moving camera or head: hold still, "
                "with a shutter time of 1/125 s or less."
            )
        odds = f"{beside(sure, limit)} % sure, limit {limit:g}"
        failing = (
            f"The face is blurred: edges spread over {blur:.1f} % of the eye distance ({odds})."
        )
        if blur < SHARP_PERCENT:
            failing = (
                f"The face looks blurred or pixelated as a whole ({odds}), which its edges alone "
                "do not show."
            )
        small = focus.magnification > SMALL_FACE_MAGNIFICATION
        return self.judge(
            sure,
            self.options.ramp,
            passing=f"The face is sharp (blur {blur:.1f} % of the eye distance).",
            failing=failing,
            advice=advice,
            prompt=PromptAdvice(
                add=("sharp focus on the eyes",), avoid=("blurry face", "motion blur")
            ),
            confidence=Confidence.LOW if small else Confidence.MEDIUM,
            regions=(focus.face,),
        )
