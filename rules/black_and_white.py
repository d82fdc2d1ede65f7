"""HL702 black-and-white."""

from __future__ import annotations

from typing import Literal

from headshot_lint.api import (
    Category,
    Facts,
    Options,
    PromptAdvice,
    Ramp,
    Rule,
    Status,
    Verdict,
    option,
)


class BlackAndWhiteOptions(Options):
    """Options of HL702."""

    want: Literal["any", "colour", "mono"] = option(
        "colour", "What the house style asks for: any, colour or mono (black and white)."
    )
    limit: float = option(
        2.0, "Colour spread below which a picture is monochrome.", unit="dE", low=0, high=50
    )


class BlackAndWhite(Rule[BlackAndWhiteOptions]):
    """The picture is black and white where colour is wanted, or the reverse.

    ## Why it matters
    One monochrome portrait in a row of coloured ones, or one coloured in a row of monochrome ones,
    is the one that everybody sees.

    ## How it is measured
    The spread of a* and b* (CIELAB) across the picture after the tone that follows from lightness
    is taken out: grey, sepia and duotone pictures have next to none.

    ## Known limits
    A monochrome picture with one coloured object, or hand-coloured, counts as coloured. A colour
    photo of strongly reduced saturation may count as monochrome.

    ## References
    Limit: of the photos that both raters call "mono", ten of eleven have a spread below 1.1 (the
    other is a tinted one, 4.6); the least of the photos in colour has 2.6.
    """

    code = "HL702"
    name = "black-and-white"
    category = Category.STYLE
    points = 7.7
    needs = ("colour",)
    unit = "dE"

    def check(self, facts: Facts) -> Verdict:
        """Compare the kind of picture with the kind that is wanted."""
        spread, limit, want = facts.colour.colour_spread, self.options.limit, self.options.want
        mono = spread < limit
        kind = "black and white or one tint" if mono else "in colour"
        if want == "any" or (want == "mono") == mono:
            return Verdict(
                status=Status.PASS,
                message=f"The picture is {kind}.",
                value=spread,
                limit=limit,
                score=100,
            )
        word = "in colour" if mono else "black and white"
        ramp = Ramp(2 * limit, limit, 0.0) if mono else Ramp(0.0, limit, 2 * limit)
        return Verdict(
            status=Status.FAIL,
            message=f"The picture is {kind}; the style asks for a picture {word} "
            f"(colour spread {spread:.1f}, limit {limit:.1f}).",
            value=spread,
            limit=limit,
            score=min(ramp.score(spread), 49),
            advice=f"Use a version of the photo that is {word}.",
            prompt_advice=PromptAdvice(
                add=("colour photograph",) if mono else ("black and white photograph",),
                avoid=("monochrome", "sepia") if mono else ("colour",),
            ),
            fixable=not mono,
        )
