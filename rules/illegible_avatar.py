"""HL501 illegible-avatar."""

from __future__ import annotations

from typing import Literal

from headshot_lint.api import (
    Category,
    Facts,
    Options,
    PromptAdvice,
    Ramp,
    Rule,
    Severity,
    Status,
    Verdict,
    option,
)


class IllegibleAvatarOptions(Options):
    """Options of HL501."""

    display_px: float = option(
        48.0, "Smallest size at which the photo is shown.", unit="px", low=16, high=128
    )
    shape: Literal["circle", "square"] = option("circle", "Outline in which it is shown.")


class IllegibleAvatar(Rule[IllegibleAvatarOptions]):
    """The face cannot be made out at the size at which the photo is shown.

    ## Why it matters
    In chats, comments and people lists a photo is a disc of 20 to 48 pixels. A face that is small,
    off the centre or hard to tell from its surroundings is a blot there that nobody recognises.

    ## How it is measured
    The centre square is really reduced to avatar sizes of 16 to 128 px (area averaging, circle
    mask, two sub-pixel shifts) and enlarged again, and the landmarks of the face are looked for
    again. A size is legible where eyes, brows, nose and mouth are found within 0.1 eye gaps, on
    average, of where they are in the photo. The value is the smallest legible size. A photo
    smaller than a size is tested at its own size instead: enlarging it adds nothing to read.

    ## Known limits
    A landmark network reads faces somewhat smaller than people do who do not know the face. The
    sizes are steps, so the value is right to within one step. The centre square is tested; a crop
    chosen by hand can read better. The photo is compared with itself: one that is blurred at full
    size loses little by being reduced (see face-blurred).

    ## References
    0.1 of the inter-ocular distance is the failure threshold of landmark benchmarks (300-W, WFLW).
    Over 660 rated photos of 15 sources, the value separates "not recognisable in a 48 px circle"
    from "recognisable" with an area under the ROC curve of 0.99; at 48 px 1.7 % of the photos that
    both raters pass fail, and 97 % of those both call illegible. Below 10 px of eye gap unfamiliar
    faces are matched by chance (Merino et al. 2025), so sizes of 20-32 px are graded, not failed.
    """

    code = "HL501"
    name = "illegible-avatar"
    category = Category.AVATAR
    severity = Severity.ERROR
    points = 62.5
    needs = ("avatar", "subject")
    unit = "px"

    def check(self, facts: Facts) -> Verdict:
        """Compare the smallest legible size with the size at which the photo is shown."""
        avatar, display_px = facts.avatar, self.options.display_px
        smallest_px = avatar.smallest_px(self.options.shape)
        place = f"in a {self.options.shape}"
        advice = (
            "Crop closer, so that the face fills half of the centre square, and use a sharp file."
        )
        prompt = PromptAdvice(
            add=("close head and shoulders framing, face centred",),
            avoid=("small distant subject", "full body"),
        )
        if smallest_px is None:
            return Verdict(
                status=Status.FAIL,
                message=f"The face cannot be made out {place} even at {avatar.largest_px} px "
                f"(limit {display_px:.0f} px).",
                limit=display_px,
                score=0,
                advice=advice,
                prompt_advice=prompt,
                regions=(facts.subject.box,),
            )
        return self.judge(
            float(smallest_px),
            Ramp(best=display_px / 3, limit=display_px, worst=display_px * 4),
            passing=f"The face can be made out {place} from {smallest_px} px.",
            failing=f"The face can be made out {place} only from {smallest_px} px "
            f"(limit {display_px:.0f} px).",
            advice=advice,
            prompt=prompt,
            regions=(facts.subject.box,),
        )
