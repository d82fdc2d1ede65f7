"""HL402 face-too-large."""

from __future__ import annotations

from headshot_lint.api import Category, Facts, Limits, PromptAdvice, Rule, Verdict, beside, option


class FaceTooLargeOptions(Limits):
    """Options of HL402."""

    best: float = option(50.0, "Share that keeps the full score.", unit="%", low=0, high=200)
    limit: float = option(60.0, "Largest share that passes.", unit="%", low=0, high=200)
    worst: float = option(90.0, "Share that scores 0.", unit="%", low=0, high=200)


class FaceTooLarge(Rule[FaceTooLargeOptions]):
    """The face fills the frame.

    ## Why it matters
    Without hair, neck and shoulders the picture reads as a passport cut-out or a selfie, and a
    round avatar cuts into the face.

    ## How it is measured
    Height of the face, top of the forehead to chin, over the height of the frame.

    ## Known limits
    Landmarks beyond the frame are guessed: of a face that is cut by the frame the size is an
    estimate. In wide pictures the face may fill the height and still have room beside it.

    ## References
    3 % of the photos that two raters would publish lie above the limit, and 19 in 20 of those
    that both call tight (area under the ROC curve 0.99).
    """

    code = "HL402"
    name = "face-too-large"
    category = Category.FRAMING
    points = 22.7
    needs = ("framing",)
    unit = "%"

    def check(self, facts: Facts) -> Verdict:
        """Compare face height over frame height with the limit."""
        framing = facts.framing
        share = 100.0 * framing.face_share
        return self.judge(
            share,
            self.options.ramp,
            passing=f"The face fills {share:.0f} % of the frame's height.",
            failing=f"The face is too close: {beside(share, self.options.limit)} % of the frame's "
            "height "
            f"(at most {self.options.limit:g}).",
            advice="Crop wider from the original, or step back: shoulders belong into a headshot.",
            prompt=PromptAdvice(
                add=("head and shoulders framing", "space around the head"),
                avoid=("extreme close-up", "cropped face"),
            ),
            regions=(framing.face,),
        )
