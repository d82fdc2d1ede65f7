"""HL408 circle-unsafe."""

from __future__ import annotations

from headshot_lint.api import Category, Facts, Limits, PromptAdvice, Rule, Verdict, beside, option


class CircleUnsafeOptions(Limits):
    """Options of HL408."""

    best: float = option(0.0, "Loss that keeps the full score.", unit="%", low=0, high=100)
    limit: float = option(5.0, "Largest loss that passes.", unit="%", low=0, high=100)
    worst: float = option(30.0, "Loss that scores 0.", unit="%", low=0, high=100)


class CircleUnsafe(Rule[CircleUnsafeOptions]):
    """A round avatar would cut off part of the head.

    ## Why it matters
    Most services show a circle from the middle of the picture. What looks fine as a rectangle loses
    hair, forehead or chin in it.

    ## How it is measured
    The share of the head's ellipse (crown to chin, with hair and ears) outside the circle inscribed
    in the centre square of the picture.

    ## Known limits
    Services that let the user move the crop can do better than the centre. Long hair is not counted
    beyond 0.3 face widths beside the face.

    ## References
    Geometry; avatar shapes as documented by the services. 6 % of the photos that two raters
    would publish exceed the limit, nearly all tall or wide files made for rectangular frames.
    """

    code = "HL408"
    name = "circle-unsafe"
    category = Category.FRAMING
    points = 22.7
    needs = ("framing",)
    unit = "%"

    def check(self, facts: Facts) -> Verdict:
        """Compare the lost share of the head with the limit."""
        framing = facts.framing
        loss = 100.0 * framing.circle_loss
        return self.judge(
            loss,
            self.options.ramp,
            passing="The head fits into a round avatar.",
            failing=f"A round avatar cuts off {beside(loss, self.options.limit)} % of the head "
            f"(limit {self.options.limit:g}).",
            advice="Crop a square around the head with space on all sides.",
            prompt=PromptAdvice(
                add=("centred head with space around it",), avoid=("head at the edge of the frame",)
            ),
            regions=(framing.head,),
            fixable=True,
        )
