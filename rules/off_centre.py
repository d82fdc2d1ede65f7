"""HL403 off-centre."""

from __future__ import annotations

from headshot_lint.api import Category, Facts, Limits, PromptAdvice, Rule, Verdict, beside, option


class OffCentreOptions(Limits):
    """Options of HL403."""

    best: float = option(4.0, "Offset that keeps the full score.", unit="%", low=0, high=50)
    limit: float = option(10.0, "Largest offset that passes.", unit="%", low=0, high=50)
    worst: float = option(30.0, "Offset that scores 0.", unit="%", low=0, high=50)


class OffCentre(Rule[OffCentreOptions]):
    """The face is far from the middle of the frame.

    ## Why it matters
    In a row of portraits the one beside its centre stands out, and square or round crops around the
    centre cut it.

    ## How it is measured
    The horizontal distance of the face's centre from the frame's centre over the frame's width.

    ## Known limits
    A face turned to the side has its centre beside that of its head. Space in the direction of
    gaze is a composition of editorial portraits: profiles for them set a wider limit.

    ## References
    2 % of the photos that two raters would publish lie beyond the limit, and four in five of
    those that both call misplaced (area under the ROC curve 0.98).
    """

    code = "HL403"
    name = "off-centre"
    category = Category.FRAMING
    points = 22.7
    needs = ("framing",)
    unit = "%"

    def check(self, facts: Facts) -> Verdict:
        """Compare the absolute offset with the limit."""
        framing = facts.framing
        offset = 100.0 * abs(framing.offset_x)
        side = "left" if framing.offset_x < 0 else "right"
        return self.judge(
            offset,
            self.options.ramp,
            passing=f"The face is centred within {offset:.0f} % of the width.",
            failing=f"The face is {beside(offset, self.options.limit)} % of the width {side} of "
            "the centre "
            f"(limit {self.options.limit:g}).",
            advice="Crop so that the face is in the middle.",
            prompt=PromptAdvice(add=("centred face",), avoid=("off-centre composition",)),
            regions=(framing.face,),
            fixable=True,
        )
