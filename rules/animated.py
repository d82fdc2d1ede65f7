"""HL010 animated."""

from __future__ import annotations

from headshot_lint.api import Category, Facts, Options, Rule, Status, Verdict, option


class AnimatedOptions(Options):
    """Options of HL010."""

    most_frames: int = option(1, "Largest number of frames that passes.", low=1)


class Animated(Rule[AnimatedOptions]):
    """The file holds more than one picture.

    ## Why it matters
    A moving portrait distracts, and where only one frame is shown nobody knows which.

    ## How it is measured
    The number of frames or pages of a GIF, PNG, WebP, AVIF, HEIF or TIFF file. The other rules
    judge the first.

    ## Known limits
    The second picture in a phone's multi-picture JPEG is a depth or gain map and does not count.

    ## References
    CIPA DC-007, Multi-Picture Format, for the exception.
    """

    code = "HL010"
    name = "animated"
    category = Category.FILE
    points = 2.0
    needs = ("file",)
    unit = "frames"

    def check(self, facts: Facts) -> Verdict:
        """Compare the number of frames with the limit."""
        frames, most = facts.file.frames, self.options.most_frames
        fails = frames > most
        return Verdict(
            status=Status.FAIL if fails else Status.PASS,
            message=(
                f"The file holds {frames} pictures (limit {most}); the first was judged."
                if fails
                else "The file holds one picture."
                if frames == 1
                else f"The file holds {frames} pictures."
            ),
            value=float(frames),
            limit=float(most),
            score=0 if fails else 100,
            advice="Save the frame that you want shown as a still." if fails else "",
            fixable=fails,
        )
