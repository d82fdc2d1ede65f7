"""HL405 head-cut."""

from __future__ import annotations

from headshot_lint.api import Category, Facts, Limits, PromptAdvice, Rule, Verdict, beside, option

EAR_WIDTH = 0.1


class HeadCutOptions(Limits):
    """Options of HL405."""

    best: float = option(0.0, "Cut that keeps the full score.", unit="%", low=0, high=100)
    limit: float = option(10.0, "Largest cut that passes.", unit="%", low=0, high=100)
    worst: float = option(45.0, "Cut that scores 0.", unit="%", low=0, high=100)


class HeadCut(Rule[HeadCutOptions]):
    """The frame cuts into the head.

    ## Why it matters
    A tight crop across the top of the hair is style. A missing ear, a cut forehead or half a
    hairstyle looks like a mistake, and no later crop can bring it back.

    ## How it is measured
    How far the head reaches beyond the frame: at the top in face heights, with the crown estimated
    at 0.4 face heights above the forehead where the hair runs into the edge; at the sides in face
    widths, with ears of 0.1 beside the face. The larger of both counts.

    ## Known limits
    High hair and hats may be cut without this rule noticing more than an average crown. The lower
    edge is HL406.

    ## References
    Photographers' convention: cropping the hair is style, cutting the forehead is not. Fewer
    than 1 % of the photos that two raters would publish exceed the limit, and six in ten of those
    that both call tight.
    """

    code = "HL405"
    name = "head-cut"
    category = Category.FRAMING
    points = 22.7
    needs = ("framing",)
    unit = "%"

    def check(self, facts: Facts) -> Verdict:
        """Compare the larger cut, at the top or at a side, with the limit."""
        framing = facts.framing
        top, side = -framing.crown_room, EAR_WIDTH - framing.side_room
        cut = 100.0 * max(0.0, top, side)
        where = "top" if top >= side else "side"
        return self.judge(
            cut,
            self.options.ramp,
            passing="The head is inside the frame."
            if cut == 0.0
            else f"The frame trims the {where} of the head slightly ({cut:.0f} % of the face).",
            failing=f"The {where} of the head is cut off by {beside(cut, self.options.limit)} % "
            "of the face "
            f"(limit {self.options.limit:g}).",
            advice="Use an uncropped original, or take the photo again with space round the head.",
            prompt=PromptAdvice(
                add=("whole head in frame", "space above the head"),
                avoid=("cropped head", "head out of frame"),
            ),
            regions=(framing.head,),
        )
