"""HL009 transparent."""

from __future__ import annotations

from headshot_lint.api import Category, Facts, Limits, Rule, Verdict, beside, option


class TransparentOptions(Limits):
    """Options of HL009."""

    best: float = option(0.0, "Transparent share that keeps the full score.", low=0, high=1)
    limit: float = option(0.001, "Largest transparent share that passes.", low=0, high=1)
    worst: float = option(0.5, "Transparent share that scores 0.", low=0, high=1)


class Transparent(Rule[TransparentOptions]):
    """Parts of the photo are transparent.

    ## Why it matters
    What shines through is decided by every page anew: a cut-out that looks fine on white gets a
    black ground in a dark theme, and a fringe round the hair on any other colour.

    ## How it is measured
    The share of pixels that are not fully opaque, in the working image. All other rules judge the
    photo laid on white.

    ## Known limits
    A cut-out made on purpose is told from an accident by nobody: raise the limit where the house
    style wants cut-outs.

    ## References
    A tenth of a percent tolerates the soft pixels along one edge that some exporters leave.
    """

    code = "HL009"
    name = "transparent"
    category = Category.FILE
    points = 5.0
    needs = ("file",)

    def check(self, facts: Facts) -> Verdict:
        """Compare the share with the limit."""
        share = facts.file.alpha_share
        return self.judge(
            share,
            self.options.ramp,
            passing="The photo is opaque.",
            failing=f"{beside(100 * share, 100 * self.options.limit)}% of the photo is transparent "
            f"(limit {100 * self.options.limit:g}%).",
            advice="Lay it on a plain background and save it as JPEG.",
            fixable=True,
        )
