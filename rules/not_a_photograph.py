"""HL103 not-a-photograph."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Confidence,
    Facts,
    Limits,
    PromptAdvice,
    Rule,
    Severity,
    Verdict,
    beside,
    option,
)

CLEAR_SIGN = 0.1


class NotAPhotographOptions(Limits):
    """Options of HL103."""

    best: float = option(0.4, "Likeness that keeps the full score.", unit="0-1", low=0, high=1)
    limit: float = option(0.05, "Smallest likeness that passes.", unit="0-1", low=0, high=1)
    worst: float = option(0.0, "Likeness that scores 0.", unit="0-1", low=0, high=1)


class NotAPhotograph(Rule[NotAPhotographOptions]):
    """The face is drawn, not photographed.

    ## Why it matters
    A page of people answers who works here. A cartoon or an avatar does not show the person, and
    among photographs it looks like a missing one.

    ## How it is measured
    A learned head on what the networks for face, faces and persons saw of the picture says how
    sure the linter is, at even odds, that an editor would take it for a photograph of a person:
    that is the photo-likeness. Two signs on the face are named where they are clear: areas without
    any texture (no camera leaves skin at one value over 5 x 5 pixels), and a palette of few colours
    where the face has colour at all.

    ## Known limits
    Realistic renders pass, as they do with editors; polished paintings sometimes do. Heavy filters
    and strong noise reduction lower it. Animals and drawings in which no face is found are left to
    no-face.

    ## References
    Fitted by tools/train_heads.py, described in docs/heads.md, with the agreement on left-out
    sources.
    """

    code = "HL103"
    name = "not-a-photograph"
    category = Category.FACE
    severity = Severity.ERROR
    points = 20.0
    needs = ("likeness", "impression")
    unit = "0-1"

    def check(self, facts: Facts) -> Verdict:
        """Compare the photo-likeness with the limit."""
        likeness = facts.likeness
        photo = 1.0 - facts.impression.drawn
        sign = max(likeness.cues, key=lambda name: likeness.cues[name])
        named = f": {sign}" if likeness.cues[sign] > CLEAR_SIGN else ""
        limit = self.options.limit
        return self.judge(
            photo,
            self.options.ramp,
            passing=f"The face looks photographed (photo-likeness {photo:.2f}).",
            failing=(
                f"The face does not look photographed{named} "
                f"(photo-likeness {beside(photo, limit, 2)}, limit {limit:g})."
            ),
            advice="Use a photograph of the person.",
            prompt=PromptAdvice(
                add=("photograph", "natural skin texture"),
                avoid=("illustration", "cartoon", "flat colours"),
            ),
            confidence=Confidence.MEDIUM if self.options.ramp.fails(photo) else Confidence.LOW,
            regions=(likeness.face,),
        )
