"""HL013 wrong-format."""

from __future__ import annotations

from headshot_lint.api import Category, Facts, Missing, Options, Rule, Status, Verdict, option


class WrongFormatOptions(Options):
    """Options of HL013."""

    allowed: tuple[str, ...] = option(
        ("JPEG", "PNG", "WEBP", "AVIF"),
        "Formats that pass: of JPEG, PNG, WEBP, AVIF, HEIF, TIFF, BMP, GIF.",
    )
    match_name: bool = option(True, "Whether the file's extension must fit its content.")


class WrongFormat(Rule[WrongFormatOptions]):
    """The file has a format that its purpose does not take, or a name that belies it.

    ## Why it matters
    Browsers do not show HEIC, TIFF and BMP, or not everywhere; a GIF has 256 colours. A file whose
    name promises another format fails in upload forms and in programs that trust names.

    ## How it is measured
    The format by content, held against the allowed ones; then the extension against the format.

    ## Known limits
    A photo that came as pixels has no format and is not judged.

    ## References
    The default allows the photographic formats that all current browsers show (caniuse.com, AVIF
    since 2024).
    """

    code = "HL013"
    name = "wrong-format"
    category = Category.FILE
    points = 2.0
    needs = ("file",)

    def check(self, facts: Facts) -> Verdict:
        """Hold the format against the allowed ones, and the name against the format."""
        file, allowed = facts.file, ", ".join(self.options.allowed)
        if file.size_bytes is None:
            raise Missing("the photo came as pixels, not as a file")
        if file.format not in self.options.allowed:
            message = f"The file is {file.format}; allowed: {allowed}."
            advice = f"Save it as {self.options.allowed[0]}." if allowed else ""
        elif self.options.match_name and not file.extension_matches:
            message = f"The file is named {file.extension} and holds {file.format}."
            advice = (
                "Name it by its content, or save it again in the format that the name promises."
            )
        else:
            return Verdict(
                status=Status.PASS,
                message=f"The file is {file.format}.",
                value=file.format,
                limit=allowed,
                score=100,
            )
        return Verdict(
            status=Status.FAIL,
            message=message,
            value=file.format,
            limit=allowed,
            score=0,
            advice=advice,
            fixable=True,
        )
