"""HL005 blocky-compression."""

from __future__ import annotations

from headshot_lint.api import Category, Facts, Limits, Missing, Rule, Verdict, beside, option


class BlockyCompressionOptions(Limits):
    """Options of HL005."""

    best: float = option(1.1, "Blockiness that keeps the full score.", low=1, high=10)
    limit: float = option(1.5, "Largest blockiness that passes.", low=1, high=10)
    worst: float = option(2.5, "Blockiness that scores 0.", low=1, high=10)


class BlockyCompression(Rule[BlockyCompressionOptions]):
    """The photo shows the blocks of strong JPEG compression.

    ## Why it matters
    Skin breaks into squares and edges ring. Saving again with a better quality keeps the blocks.

    ## How it is measured
    Steps of brightness across the borders of an 8-px grid, over steps inside the squares, at full
    resolution in the middle of the photo; the weaker of both directions. 1 means no grid. The grid
    is found in PNG and WebP files too that were JPEG before.

    ## Known limits
    A JPEG that was resized after its compression has lost the grid. Photos over 2048 px on the long
    side are decoded small, which averages the blocks away, and are not judged.

    ## References
    Wang, Sheikh and Bovik, "No-reference perceptual quality assessment of JPEG compressed images",
    ICIP 2002. JPEG quality 20 of libjpeg reaches 1.5 to 1.7, 50 about 1.3, 85 about 1.15; of the
    photos that raters call crisp 0.6 % exceed 1.5.
    """

    code = "HL005"
    name = "blocky-compression"
    category = Category.FILE
    points = 5.0
    needs = ("file", "detail")

    def check(self, facts: Facts) -> Verdict:
        """Compare the blockiness with the limit."""
        blockiness = facts.detail.blockiness
        if blockiness is None:
            raise Missing(facts.detail.blockiness_reason)
        limit = self.options.limit
        quality = facts.file.jpeg_quality
        saved = "" if quality is None else f"; saved at JPEG quality {quality} or so"
        return self.judge(
            blockiness,
            self.options.ramp,
            passing=f"Compression leaves no visible blocks ({blockiness:.2f}).",
            failing=(
                "Compression blocks show: steps at the 8-px grid are "
                f"{beside(blockiness, limit, 2)} times those"
                f" inside (limit {limit:g}{saved})."
            ),
            advice="Export again from the original with JPEG quality 85 or more.",
        )
