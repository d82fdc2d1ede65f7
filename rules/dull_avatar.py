"""HL502 dull-avatar."""

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
    option,
)


class DullAvatarOptions(Limits):
    """Options of HL502."""

    best: float = option(
        2.0, "Weaker contrast, in its minimum, that keeps the full score.", unit="x"
    )
    limit: float = option(1.0, "Weaker contrast, in its minimum, that passes.", unit="x")
    worst: float = option(0.3, "Weaker contrast, in its minimum, that scores 0.", unit="x")
    feature_ev: float = option(
        1.0, "Minimum range of light over eyes, brows and mouth.", unit="EV", low=0.1, high=5
    )
    outline_de: float = option(
        12.0, "Minimum difference of head and background.", unit="dE", low=1, high=100
    )


class DullAvatar(Rule[DullAvatarOptions]):
    """At avatar size the features hardly stand out from the face, or the head from its background.

    ## Why it matters
    A few dozen pixels leave no detail: what carries recognition is dark eyes and mouth on lighter
    skin, and the outline of the head. Where both melt into a grey mush, the eye passes over it.

    ## How it is measured
    At 48 px: the range (10th to 90th percentile) of log luminance over eyes, brows, nose and mouth
    without broad shading, in stops; and the median CIELAB difference across the outline of the
    head. Each is divided by its minimum; the value is the weaker of the two. Stops are ratios, so
    skin of any tone reads alike.

    ## Known limits
    A beard, glasses and make-up raise the contrast of the features. Where the circle shows no
    background the outline is not judged. It is a hint: raters agree little on dullness.

    ## References
    One stop is a luminance ratio of 2:1 (WCAG 1.4.11 asks 3:1 of graphics); eyes darker than cheeks
    carry recognition (Sinha 2002). Both minima were set where at most 2 % of the photos that both
    raters pass fall below.
    """

    code = "HL502"
    name = "dull-avatar"
    category = Category.AVATAR
    severity = Severity.HINT
    points = 37.5
    needs = ("avatar", "subject")
    unit = "x"

    def check(self, facts: Facts) -> Verdict:
        """Compare the weaker of both contrasts with its minimum."""
        features, outline = facts.avatar.feature_contrast_ev, facts.avatar.figure_ground_de
        in_features = features / self.options.feature_ev
        in_outline = None if outline is None else outline / self.options.outline_de
        if in_outline is not None and in_outline < in_features:
            value = in_outline
            found = f"the head differs from its background by a dE of {outline:.0f}"
            minimum = f"{self.options.outline_de:.0f}"
            advice = "Choose a background clearly lighter or darker than hair and clothes."
            add, avoid = "background contrasting with hair and clothing", "background same as hair"
        else:
            value = in_features
            found = f"eyes and mouth stand out from the face by {features:.1f} stops"
            minimum = f"{self.options.feature_ev:.1f}"
            advice = "Raise the contrast of the face, or light the eyes."
            add, avoid = "clear contrast in the eyes", "flat washed-out face"
        return self.judge(
            value,
            self.options.ramp,
            passing=f"At 48 px {found}.",
            failing=f"At 48 px {found} only (limit {minimum}).",
            advice=advice,
            prompt=PromptAdvice(add=(add,), avoid=(avoid,)),
            confidence=Confidence.LOW,
            regions=(facts.subject.box,),
        )
