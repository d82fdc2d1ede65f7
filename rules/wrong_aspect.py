"""HL003 wrong-aspect."""

from __future__ import annotations

from headshot_lint.api import Category, Facts, Options, Ramp, Rule, Status, Verdict, option

# Excess over the limit: at twice the width or height that is allowed, the score is 0.
_EXCESS = Ramp(best=0.5, limit=1.0, worst=2.0)


class WrongAspectOptions(Options):
    """Options of HL003."""

    narrowest: float = option(0.66, "Smallest width / height that passes.", low=0.1, high=10)
    widest: float = option(1.52, "Largest width / height that passes.", low=0.1, high=10)

    def check(self) -> None:
        """Hold the two limits in order."""
        if self.narrowest > self.widest:
            raise ValueError(f"narrowest is {self.narrowest:g} and beyond widest, {self.widest:g}")


class WrongAspect(Rule[WrongAspectOptions]):
    """The photo is too narrow or too wide for its purpose.

    ## Why it matters
    Team pages and avatars crop to a fixed shape. A panorama or a tall strip loses its sides, often
    with part of the head, or stands between bars.

    ## How it is measured
    Width divided by height of the upright photo.

    ## Known limits
    Bars that are part of the picture count as picture; `borders` finds them.

    ## References
    The default lets pass what cameras and phones deliver upright or across (2:3, 3:4, 4:5, square,
    4:3, 3:2), and stops before 16:9.
    """

    code = "HL003"
    name = "wrong-aspect"
    category = Category.FILE
    points = 2.0
    needs = ("file",)

    def check(self, facts: Facts) -> Verdict:
        """Hold width / height against both limits."""
        width, height = facts.file.width, facts.file.height
        aspect = width / max(height, 1)
        narrowest, widest = self.options.narrowest, self.options.widest
        excess = max(aspect / widest, narrowest / max(aspect, 1e-6))
        is_wide = aspect > widest
        limit = widest if is_wide or aspect > (narrowest * widest) ** 0.5 else narrowest
        if not _EXCESS.fails(excess):
            return Verdict(
                status=Status.PASS,
                message=f"The photo is {aspect:.2f} times as wide as high.",
                value=aspect,
                limit=limit,
                score=100,
            )
        fault = "wide" if is_wide else "narrow"
        bound = "at most" if is_wide else "at least"
        return Verdict(
            status=Status.FAIL,
            message=f"Too {fault}: width / height is {aspect:.2f} ({bound} {limit:.2f}).",
            value=aspect,
            limit=limit,
            score=_EXCESS.score(excess),
            advice="Crop it round head and shoulders to the shape that the page shows.",
            fixable=True,
        )
