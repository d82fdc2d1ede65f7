"""HL101 no-face."""

from __future__ import annotations

from headshot_lint.api import (
    Box,
    Category,
    Facts,
    Missing,
    NoOptions,
    PromptAdvice,
    Rule,
    Severity,
    Status,
    Verdict,
)


class NoFace(Rule[NoOptions]):
    """No face was found in the photo.

    ## Why it matters
    A logo, a landscape, a back of a head or a face too small to make out does not show who somebody
    is. All rules about the face are skipped on such a photo.

    ## How it is measured
    A face detector (MediaPipe full range) searches the whole picture. Where it finds nothing, it
    searches again with a margin round the picture and with the picture turned by quarters, and
    what this brings must be confirmed by the landmark network. What was found first must be
    confirmed, too: a face on which no landmarks can be placed is none that can be judged.

    ## Known limits
    Drawings, statues and some animals have faces too: HL103 judges those. Faces below about a
    sixteenth of the long side are not found.

    ## References
    ISO/IEC 29794-5 grades the number of faces; a face was found in every one of 662 labelled
    photographs with a person.
    """

    code = "HL101"
    name = "no-face"
    category = Category.FACE
    severity = Severity.ERROR
    points = 100.0
    needs = ("faces",)
    wants = ("pose",)
    unit = "faces"

    def check(self, facts: Facts) -> Verdict:
        """Ask for one face at least."""
        count = facts.faces.count
        if count and _has_landmarks(facts):
            message = "A face was found." if count == 1 else f"{count} faces were found."
            return Verdict(status=Status.PASS, message=message, value=count, limit=1, score=100)
        taken = facts.faces.faces[:1]
        return Verdict(
            status=Status.FAIL,
            message=(
                "Something was taken for a face, but no eyes, nose and mouth can be made out on it."
                if taken
                else "No face was found."
            ),
            value=0,
            limit=1,
            score=0,
            advice="Use a photo of the person, with the face in view and large enough.",
            prompt_advice=PromptAdvice(
                add=("head and shoulders portrait of one person", "face towards the camera"),
                avoid=("seen from behind", "hidden face"),
            ),
            regions=tuple(
                Box(box.x, box.y, box.width, box.height, "taken for a face")
                for box in (face.box for face in taken)
            ),
        )


def _has_landmarks(facts: Facts) -> bool:
    """Whether the subject's face has landmarks, without which no rule about the face can judge."""
    try:
        _ = facts.pose
    except Missing:
        return False
    return True
