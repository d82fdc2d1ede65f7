"""HL409 borders."""

from __future__ import annotations

from headshot_lint.api import Category, Facts, Limits, PromptAdvice, Rule, Verdict, option


class BordersOptions(Limits):
    """Options of HL409."""

    best: float = option(0.0, "Share that keeps the full score.", unit="%", low=0, high=100)
    limit: float = option(0.2, "Largest share of the frame that passes.", unit="%", low=0, high=100)
    worst: float = option(20.0, "Share that scores 0.", unit="%", low=0, high=100)


class Borders(Rule[BordersOptions]):
    """Bars, a frame or round corners are part of the file.

    ## Why it matters
    A page crops and rounds by itself. Bars from a video call or a slide, or a disc on white, then
    show as stripes inside the avatar, and the face is smaller than it need be.

    ## How it is measured
    Strips of one colour (within 3 levels of 255) along an edge that end in a straight line, where
    at least 70 % of the picture behind them changes abruptly; and equal corners around a disc that
    fills the frame. Where JPEG rings into a strip (up to 16 rows, within 20 levels), the strip
    goes on to the edge. The value is the share of the frame that they cover.

    ## Known limits
    Borders that shade off, carry a pattern or match the scene behind them are not found, nor are
    those under 8 pixels that JPEG rings into.
    Transparent corners are HL009's business.

    ## References
    Geometry. Casting directories and team pages refuse borders; a limit of 0.2 % is one line of a
    small file.
    """

    code = "HL409"
    name = "borders"
    category = Category.FRAMING
    points = 22.7
    needs = ("framing",)
    unit = "%"

    def check(self, facts: Facts) -> Verdict:
        """Compare the share of the frame that borders cover with the limit."""
        borders = facts.framing.borders
        share = 100.0 * borders.area_share
        what = {
            "bars": "Bars along the edge cover",
            "frame": "A frame covers",
            "round": "The picture is a disc: its corners cover",
        }.get(borders.kind, "Borders cover")
        return self.judge(
            share,
            self.options.ramp,
            passing="The picture fills its file.",
            failing=f"{what} {share:.0f} % of the file.",
            advice="Crop the picture to its content."
            if borders.kind != "round"
            else "Use the square original; the page rounds it.",
            prompt=PromptAdvice(avoid=("border", "frame", "letterbox bars")),
            fixable=borders.kind != "round",
        )
