"""HL001 unreadable."""

from __future__ import annotations

from headshot_lint.api import Category, Facts, NoOptions, Rule, Severity, Status, Verdict


class Unreadable(Rule[NoOptions]):
    """The photo cannot be read.

    ## Why it matters
    A truncated download, an error page saved as a picture or a Git LFS pointer shows up on a team
    page as a grey half or a broken icon, and nothing else about the photo can be judged.

    ## How it is measured
    The format is taken from the first bytes and held against a list of supported ones; size limits
    are checked in the header before decoding; then the whole picture is decoded. The first failure
    is reported in words.

    ## Known limits
    Damage that decoders repair in silence, such as a few wrong blocks in a JPEG, is not noticed.

    ## References
    The default caps, 100 MB and 75 megapixels, hold 8192 x 8192 pixels; 75 megapixels is also the
    default of the thumbor image server.
    """

    code = "HL001"
    name = "unreadable"
    category = Category.FILE
    severity = Severity.ERROR
    points = 100.0
    needs = ("file",)

    def check(self, facts: Facts) -> Verdict:
        """Pass: there are facts of a file only where it could be read."""
        return Verdict(
            status=Status.PASS,
            message=f"The photo was read as {facts.file.format}.",
            score=100,
        )

    def refuse(self, reason: str, hint: str) -> Verdict:
        """Return the failing verdict for a photo that was refused.

        Args:
            reason: completes the sentence "The photo ...".
            hint: what to do about it.
        """
        return Verdict(
            status=Status.FAIL,
            message=f"The photo {reason}.",
            score=0,
            advice=hint,
        )
