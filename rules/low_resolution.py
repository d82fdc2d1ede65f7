"""HL002 low-resolution."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Facts,
    Limits,
    Missing,
    Ramp,
    Rule,
    Severity,
    Status,
    Verdict,
    option,
)


class LowResolutionOptions(Limits):
    """Options of HL002."""

    best: float = option(512.0, "Short side that keeps the full score.", unit="px", low=1)
    limit: float = option(200.0, "Smallest short side that passes.", unit="px", low=1)
    worst: float = option(80.0, "Short side that scores 0.", unit="px", low=0)
    eye_gap_px: float = option(
        16.0, "Smallest distance between the eyes that passes.", unit="px", low=1
    )
    exact_px: tuple[int, ...] = option(
        (), "Width and height that the photo must have exactly, as [600, 800]; empty: any."
    )

    def check(self) -> None:
        """Hold the limits in order, and the exact size to two lengths."""
        super().check()
        if self.exact_px and (len(self.exact_px) != 2 or min(self.exact_px) < 1):
            raise ValueError(f"exact_px is width and height, as [600, 800], not {self.exact_px}")


class LowResolution(Rule[LowResolutionOptions]):
    """The photo has too few pixels for its purpose, or not the size asked for.

    ## Why it matters
    A small photo is enlarged by every page that shows it larger than it is, and looks soft or
    blocky on a high-density screen; missing pixels cannot be brought back.

    ## How it is measured
    The shorter side of the upright photo in pixels, and, where a face is found, the distance
    between the eyes in pixels (corrected for a turned head). The worse of both decides. With the
    option `exact_px`, any other width or height fails as well.

    ## Known limits
    An enlarged photo has pixels without detail: see `upscaled`.

    ## References
    Half of 760 portraits on public team pages have a short side of 200 to 400 px, one in six has
    less; 200 px is what a 96 px avatar needs on a double-density screen. 512 px is what Slack asks
    for (docs.slack.dev, `users.setPhoto`).
    """

    code = "HL002"
    name = "low-resolution"
    category = Category.FILE
    severity = Severity.ERROR
    points = 5.0
    needs = ("file",)
    wants = ("framing",)
    unit = "px"

    def check(self, facts: Facts) -> Verdict:
        """Compare the size asked for, the short side and the distance between the eyes."""
        width, height = facts.file.width, facts.file.height
        if self.options.exact_px and (width, height) != self.options.exact_px:
            return self._inexact(width, height)
        limit = self.options.limit
        whole = self.judge(
            float(min(width, height)),
            self.options.ramp,
            passing=f"The photo has {width} x {height} px.",
            failing=f"The photo has only {width} x {height} px (short side at least {limit:.0f}).",
            advice="Use the camera's original or a larger export; enlarging adds no detail.",
        )
        eyes = self._eyes(facts)
        return eyes if eyes is not None and (eyes.score or 0) < (whole.score or 0) else whole

    def _inexact(self, width: int, height: int) -> Verdict:
        """The verdict on a photo of another size than the exact one."""
        wanted = " x ".join(map(str, self.options.exact_px))
        enough = width >= self.options.exact_px[0] and height >= self.options.exact_px[1]
        return Verdict(
            status=Status.FAIL,
            message=f"The photo has {width} x {height} px (asked for: exactly {wanted}).",
            value=f"{width} x {height}",
            limit=wanted,
            score=0,
            advice=f"Crop and reduce it to {wanted} px."
            if enough
            else f"Export it again from a larger original, at {wanted} px.",
            fixable=enough,
        )

    def _eyes(self, facts: Facts) -> Verdict | None:
        """The verdict on the distance between the eyes, None without a face."""
        try:
            gap_px = facts.framing.eye_gap_px
        except Missing:
            return None
        least = self.options.eye_gap_px
        return self.judge(
            gap_px,
            Ramp(best=2 * least, limit=least, worst=least / 3),
            passing=f"The eyes are {gap_px:.0f} px apart.",
            failing=f"The eyes are only {gap_px:.0f} px apart (at least {least:.0f}).",
            advice="Crop from a larger original, or photograph the person from closer.",
        )
