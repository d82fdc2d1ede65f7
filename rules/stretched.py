"""HL014 stretched."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Confidence,
    Facts,
    Limits,
    PromptAdvice,
    Rule,
    Verdict,
    beside,
    option,
)

SMALL_FACE_MAGNIFICATION = 2.0
TURNED_DEG = 25.0


class StretchedOptions(Limits):
    """Options of HL014."""

    best: float = option(1.1, "Distortion that keeps the full score.", unit="ratio", low=1, high=4)
    limit: float = option(1.2, "Largest distortion that passes.", unit="ratio", low=1, high=4)
    worst: float = option(1.4, "Distortion that scores 0.", unit="ratio", low=1, high=4)


class Stretched(Rule[StretchedOptions]):
    """The picture is squashed or stretched.

    ## Why it matters
    A page that forces pictures into a box of another shape makes faces broad or thin. Reviewers of
    speaker photos complain of it.

    ## How it is measured
    The affine camera that lays the canonical face over the landmarks has the same scale along both
    sides of the picture, however the head is turned, unless the picture was stretched. The rule
    reads the ratio of both scales against the median of unstretched photos, above or below 1.

    ## Known limits
    Faces differ: 1 % of them lie 1.14 from the median, babies and broad or long faces among them,
    so a mild stretch cannot be told from a face. Very near cameras and turned heads add error.
    Confidence is low for small faces, turned heads, and less than 1.25.

    ## References
    Synthetic stretching of team photos moves the ratio with it (1.15 gives 1.135, 1.3 gives 1.27).
    So, by the spread of 633 photos of one person, 9 in 10 stretched by 1.3 or its inverse fail at
    the limit, and 4 in 10 by 1.2. At a limit of 1.15 eleven of them failed as they are, and by eye
    none of these is stretched; at 1.2 one does.
    """

    code = "HL014"
    name = "stretched"
    category = Category.FILE
    points = 5.0
    needs = ("focus", "pose")
    unit = "ratio"

    def check(self, facts: Facts) -> Verdict:
        """Compare the distortion with the limit."""
        focus, pose = facts.focus, facts.pose
        ratio = max(focus.stretch, 1.0 / focus.stretch)
        way = "wide" if focus.stretch > 1.0 else "narrow"
        return self.judge(
            ratio,
            self.options.ramp,
            passing=f"The face has ordinary proportions (within a factor of {ratio:.2f}).",
            failing=(
                f"The picture looks stretched: the face is {beside(ratio, self.options.limit, 2)} "
                f"times too {way} "
                f"(limit {self.options.limit:g})."
            ),
            advice="Export the photo anew with its proportions kept, and crop instead of resizing.",
            prompt=PromptAdvice(
                add=("natural facial proportions",), avoid=("stretched face", "distorted")
            ),
            confidence=self._confidence(
                ratio, focus.magnification, max(abs(pose.yaw_deg), abs(pose.pitch_deg))
            ),
            regions=(focus.face,),
        )

    @staticmethod
    def _confidence(ratio: float, magnification: float, turn_deg: float) -> Confidence:
        if magnification > SMALL_FACE_MAGNIFICATION or turn_deg > TURNED_DEG:
            return Confidence.LOW
        return Confidence.MEDIUM if ratio > 1.25 else Confidence.LOW
