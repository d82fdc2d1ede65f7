"""HL301 cluttered-background."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Confidence,
    Facts,
    Limits,
    Missing,
    PromptAdvice,
    Rule,
    Verdict,
    beside,
    option,
)

LITTLE_BACKGROUND = 0.1
LETTERING = 0.01


class ClutteredBackgroundOptions(Limits):
    """Options of HL301."""

    best: float = option(5.0, "Sureness that keeps the full score.", unit="%", low=0, high=100)
    limit: float = option(70.0, "Largest sureness that passes.", unit="%", low=0, high=100)
    worst: float = option(99.0, "Sureness that scores 0.", unit="%", low=0, high=100)


class ClutteredBackground(Rule[ClutteredBackgroundOptions]):
    """The background is cluttered and draws the eye away from the face.

    ## Why it matters
    Sharp leaves, shelves, cars or lettering compete with the face, most of all when the picture is
    small. A blurred office or garden does not: it has no hard edges.

    ## How it is measured
    Outside the person (plus a margin of 0.2 eye gaps), the share of the area where CIELAB colour
    changes by more than 15 units a pixel, at a scale where the eyes are 40 px apart; its softness,
    its spread of colour, and lettering. They are joined with a learned head on what the networks
    saw of the background alone, which knows recognisable things where edges are few. Together they
    give the chance that an editor would call the background busy; the share of hard edges is named.

    ## Known limits
    In files whose face is smaller than the measuring scale, a soft edge is as steep as a hard one.
    Where the person fills nearly all of the frame the confidence is lower.

    ## References
    Fitted by tools/train_heads.py, described in docs/heads.md, with the agreement on left-out
    sources. ISO/IEC 29794-5 measures the mean gradient instead, which counts grain and soft detail
    as clutter.
    """

    code = "HL301"
    name = "cluttered-background"
    category = Category.BACKGROUND
    points = 50.0
    needs = ("impression",)
    wants = ("background",)
    unit = "%"

    def check(self, facts: Facts) -> Verdict:
        """Compare the sureness of a busy background with the limit."""
        calm, busy, few = _edges(facts)
        sure = 100.0 * facts.impression.busy
        limit = self.options.limit
        return self.judge(
            sure,
            self.options.ramp,
            passing=f"The background is calm{calm}.",
            failing=f"The background is busy{busy} "
            f"({beside(sure, limit)} % sure, limit {limit:g}).",
            advice="Stand in front of a plain wall, or step away from the background and open the "
            "aperture (portrait mode) until it blurs.",
            prompt=PromptAdvice(
                add=("plain, softly blurred background",),
                avoid=("cluttered background", "text", "busy pattern"),
            ),
            confidence=Confidence.MEDIUM if few else Confidence.HIGH,
        )


def _edges(facts: Facts) -> tuple[str, str, bool]:
    """What hard edges cover, as said of a calm and of a busy background, and if there is little."""
    try:
        background = facts.background
    except Missing:
        return "", "", True
    share = 100.0 * background.edge_share
    lettering = ", among them lettering," if background.text_share > LETTERING else ""
    calm = f": hard edges cover {share:.1f} % of it"
    busy = f": hard edges{lettering} cover {share:.0f} % of it"
    return calm, busy, background.frame_share < LITTLE_BACKGROUND
