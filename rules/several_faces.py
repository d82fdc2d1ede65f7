"""HL102 several-faces."""

from __future__ import annotations

from headshot_lint.api import (
    Category,
    Facts,
    Missing,
    Options,
    PromptAdvice,
    Rule,
    Severity,
    Status,
    Verdict,
    option,
    second_opinion,
)

SUSPECTED = 0.8
MOST_SUSPECTED = 50
"""What a certain suspicion takes off the score of 100: a pass keeps half at least."""


class SeveralFacesOptions(Options):
    """Options of HL102."""

    share: float = option(
        0.2,
        "Area of a face, by that of the subject's, over which it competes with the subject.",
        unit="share of the subject's face",
        low=0,
        high=1,
    )


class SeveralFaces(Rule[SeveralFacesOptions]):
    """More than one face is prominent.

    ## Why it matters
    With two faces of similar size nobody can tell whose photo it is, and an avatar crop may take
    the wrong one.

    ## How it is measured
    All faces that the detector finds in the whole picture are counted if their area is over a share
    of the subject's, the largest and most central one. Smaller ones are left to HL306. Where one
    face is found, a learned head says how sure the linter is that the picture shows several people
    all the same: that lowers the score, never to a failure.

    ## Known limits
    Faces on posters, screens and clothes count. Two faces that touch may be found as one; people
    who are seen from behind or cut off at the edge are only suspected.

    ## References
    ISO/IEC 29794-5 (OFIQ: area of the second face by that of the first). The share of 20 % agrees
    with raters: 25 of 28 photos that they called group pictures fire, and 1 of 634 single ones.
    """

    code = "HL102"
    name = "several-faces"
    category = Category.FACE
    severity = Severity.ERROR
    points = 30.0
    needs = ("faces",)
    wants = ("impression",)
    unit = "faces"

    def check(self, facts: Facts) -> Verdict:
        """Count the prominent faces."""
        prominent = facts.faces.prominent(self.options.share)
        count = len(prominent)
        if not count:
            raise Missing("no face was found")
        if count == 1:
            suspicion = second_opinion(facts, "several", unknown=0.0)
            doubted = suspicion > SUSPECTED
            return Verdict(
                status=Status.PASS,
                message="One face stands out"
                + (", though the picture looks like one of several people." if doubted else "."),
                value=1,
                limit=1,
                score=round(100 - MOST_SUSPECTED * suspicion),
            )
        return Verdict(
            status=Status.FAIL,
            message=f"{count} faces compete for attention (limit 1).",
            value=count,
            limit=1,
            score=0,
            advice="Crop the photo to one person, or take one of that person alone.",
            prompt_advice=PromptAdvice(
                add=("one person alone",), avoid=("group", "second person", "twins")
            ),
            regions=tuple(face.box for face in prominent[1:]),
        )
