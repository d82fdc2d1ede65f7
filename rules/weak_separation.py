"""HL304 weak-separation."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Facts,
    Limits,
    Missing,
    PromptAdvice,
    Rule,
    Verdict,
    beside,
    option,
)


class WeakSeparationOptions(Limits):
    """Options of HL304."""

    best: float = option(3.0, "Share that keeps the full score.", unit="%", low=0, high=100)
    limit: float = option(
        20.0, "Largest share of faint outline that passes.", unit="%", low=0, high=100
    )
    worst: float = option(70.0, "Share that scores 0.", unit="%", low=0, high=100)


class WeakSeparation(Rule[WeakSeparationOptions]):
    """The head does not stand out from the background.

    ## Why it matters
    Dark hair on a dark ground, or fair hair on a light one, loses the outline of the head; in print
    and at avatar size only a floating face is left.

    ## How it is measured
    Along the outline of the head above the chin, colours 0.22 eye gaps inside and outside are
    compared in pairs. The value is the share of the outline where they differ by less than 6
    (CIEDE2000). The tone of skin or hair is never judged, only its difference from the ground.

    ## Known limits
    The outline comes from a person mask, which itself is least sure where head and ground agree. A
    head that is cropped by the frame is judged by what is left of its outline.

    ## References
    Casting directories warn that fair hair on light and dark hair on dark grounds do not reproduce
    well. The limit is where 2 % of the photos fire that two raters would publish.
    """

    code = "HL304"
    name = "weak-separation"
    category = Category.BACKGROUND
    points = 50.0
    needs = ("background",)
    unit = "%"

    def check(self, facts: Facts) -> Verdict:
        """Compare the faint share of the outline with the limit."""
        background = facts.background
        if background.weak_outline_share is None or background.hair_de is None:
            raise Missing("too little of the outline of the head lies inside the frame")
        share = 100.0 * background.weak_outline_share
        return self.judge(
            share,
            self.options.ramp,
            passing=f"The head stands out from the background (median difference "
            f"{background.hair_de:.0f} dE).",
            failing="The head melts into the background along "
            f"{beside(share, self.options.limit)} % of its outline "
            f"(limit {self.options.limit:g}).",
            advice="Choose a background clearly lighter or darker than the hair, or add a light "
            "from behind (rim light).",
            prompt=PromptAdvice(
                add=("background contrasting with the hair", "subtle rim light"),
                avoid=("hair blending into the background",),
            ),
        )
