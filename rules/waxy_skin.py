"""HL602 waxy-skin."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Confidence,
    Facts,
    Limits,
    Missing,
    PromptAdvice,
    Rule,
    Severity,
    Verdict,
    option,
)


class WaxySkinOptions(Limits):
    """Options of HL602."""

    best: float = option(0.15, "Texture that keeps the full score.", unit="x", low=0, high=5)
    limit: float = option(0.05, "Least texture that passes.", unit="x", low=0, high=5)
    worst: float = option(0.01, "Texture that scores 0.", unit="x", low=0, high=5)


class WaxySkin(Rule[WaxySkinOptions]):
    """The skin is smooth like wax while hair and clothes are sharp.

    ## Why it matters
    Skin without pores looks like plastic: the mark of a generator, or of a retouching filter
    turned up too far. It costs trust in the picture, and in the person.

    ## How it is measured
    At a fixed face scale (eyes 64 px apart), the spread of fine texture (a band of about 1 to 4 mm
    of skin) in log luminance over both cheeks, divided by that of the sharper parts of hair and
    clothes. Relative to the same photo, so a soft file is not read as retouched skin; a ratio of
    luminances, so skin of any tone reads alike.

    ## Known limits
    Noise reduction, make-up and strong compression smooth skin as well; grain hides it. Needs
    eyes 60 px apart, and hair or clothes with texture of their own; else it is skipped. Checked
    cloth beside ordinary skin lowers the value.

    ## References
    Set where 3 % of all photos that both raters pass fail. No published measure of it is known to
    hold: learned quality scores correlate by less than 0.3 with people's judgement of generated
    faces (F-Bench, 2024), hence a hint.
    """

    code = "HL602"
    name = "waxy-skin"
    category = Category.RENDER
    severity = Severity.HINT
    points = 40.0
    needs = ("render", "subject")
    unit = "x"

    def check(self, facts: Facts) -> Verdict:
        """Compare the relative texture of the cheeks with the limit."""
        texture = facts.render.skin_texture
        if texture is None:
            raise Missing(facts.render.why_absent("skin_texture"))
        share = f"{100 * texture:.0f} %"
        return self.judge(
            texture,
            self.options.ramp,
            passing=f"The skin has {share} of the texture of hair and clothes.",
            failing=f"The skin has only {share} of the texture of hair and clothes "
            f"(limit {100 * self.options.limit:.0f} %).",
            advice="Take back the smoothing, or blend some of the unretouched skin in again.",
            prompt=PromptAdvice(
                add=("natural skin texture, visible pores",),
                avoid=("airbrushed", "waxy skin", "plastic skin"),
            ),
            confidence=Confidence.LOW,
            regions=(facts.subject.box,),
        )
