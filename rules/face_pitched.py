"""HL106 face-pitched."""

from __future__ import annotations

from headshot_lint.api import Category, Facts, Limits, PromptAdvice, Rule, Verdict, beside, option


class FacePitchedOptions(Limits):
    """Options of HL106."""

    best: float = option(10.0, "Pitch that keeps the full score.", unit="deg", low=0, high=90)
    limit: float = option(20.0, "Largest pitch that passes.", unit="deg", low=0, high=90)
    worst: float = option(45.0, "Pitch that scores 0.", unit="deg", low=0, high=90)


class FacePitched(Rule[FacePitchedOptions]):
    """The face is seen from above or from below.

    ## Why it matters
    Seen from below, chin and nostrils take over; seen from above, the forehead does, as in a laptop
    or a hand-held picture. Both look like a chance shot beside portraits taken at eye level.

    ## How it is measured
    The canonical face mesh is rotated until it lies best over the landmarks (weighted Procrustes);
    pitch is the nod of that rotation. Zero is the median of portraits that raters pass as frontal.

    ## Known limits
    A nodding head and a high camera give the same number. Pitch is the least sure of the three
    angles: two detectors differ by 0.2 degrees typically, by 2 at most; and faces differ in build.

    ## References
    ISO/IEC 29794-5 grades pitch by cos squared; 98 % of the portraits that raters pass as frontal
    lie between 12 degrees down and 11 up.
    """

    code = "HL106"
    name = "face-pitched"
    category = Category.FACE
    points = 5.0
    needs = ("pose",)
    unit = "deg"

    def check(self, facts: Facts) -> Verdict:
        """Compare the absolute pitch with the limit."""
        pitch_deg = facts.pose.pitch_deg
        nod, limit = abs(pitch_deg), self.options.limit
        if pitch_deg > 0:
            seen, advice = "below", "Lower the chin, or raise the camera to the height of the eyes."
        else:
            seen, advice = "above", "Raise the chin, or lower the camera to the height of the eyes."
        return self.judge(
            nod,
            self.options.ramp,
            passing=f"The face is seen from eye level within {nod:.0f} degrees.",
            failing=f"The face is seen from {seen}, {beside(nod, limit)} degrees off "
            f"(limit {limit:g}).",
            advice=advice,
            prompt=PromptAdvice(
                add=("camera at eye level",), avoid=("low angle", "high angle", "looking down")
            ),
        )
