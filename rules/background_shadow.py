"""HL305 background-shadow."""

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
    beside,
    option,
)


class BackgroundShadowOptions(Limits):
    """Options of HL305."""

    best: float = option(0.1, "Drop that keeps the full score.", unit="EV", low=0, high=10)
    limit: float = option(0.5, "Largest drop that passes.", unit="EV", low=0, high=10)
    worst: float = option(2.0, "Drop that scores 0.", unit="EV", low=0, high=10)


class BackgroundShadow(Rule[BackgroundShadowOptions]):
    """The person throws a shadow on the wall.

    ## Why it matters
    A dark edge beside the head is the mark of a flash on the camera and of standing too close to
    the wall; it doubles the outline of the head.

    ## How it is measured
    On each side, the luminance of the wall within a quarter of a head's width beside the head (its
    darker quarter) against that of the wall beyond 0.4 widths, in stops. A patch of another hue is
    no shadow. Only walls are judged: few hard edges, little spread of colour, not near black.

    ## Known limits
    A wall lit from one side darkens towards the other and can look like a shadow. In tight crops
    there is no wall far enough from the head, and the rule is skipped.

    ## References
    Identity photo guides ask for a background without shadows, without a number. Half a stop is
    the change that a photographer sees; 5 % of the plain walls in team photos exceed it.
    """

    code = "HL305"
    name = "background-shadow"
    category = Category.BACKGROUND
    severity = Severity.HINT
    points = 30.0
    needs = ("background",)
    unit = "EV"

    def check(self, facts: Facts) -> Verdict:
        """Compare the drop in stops with the limit."""
        drop_ev = facts.background.shadow_ev
        if drop_ev is None:
            raise Missing("there is no plain wall wide enough beside the head")
        return self.judge(
            drop_ev,
            self.options.ramp,
            passing=f"No shadow on the wall ({drop_ev:.1f} stops).",
            failing=f"The wall beside the head is {beside(drop_ev, self.options.limit, 1)} stops "
            "darker than further out "
            f"(limit {self.options.limit:g}).",
            advice="Step a metre or more away from the wall, or light from the side and above.",
            prompt=PromptAdvice(
                add=("evenly lit background",), avoid=("shadow on the wall", "direct flash")
            ),
            confidence=Confidence.LOW,
        )
