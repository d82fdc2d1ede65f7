"""HL008 unmanaged-colour."""

from __future__ import annotations

from headshot_lint.api import Category, Facts, NoOptions, Rule, Status, Verdict


class UnmanagedColour(Rule[NoOptions]):
    """The colours are not sRGB, and change where profiles are ignored.

    ## Why it matters
    Mail programs, thumbnailers and many upload forms drop colour profiles. A Display P3 face then
    turns pale, an Adobe RGB face grey, and printing inks turn garish or do not show at all.

    ## How it is measured
    The embedded ICC profile is tried on a cube of colours: one that leaves them alone counts as
    sRGB under any name. The pixel layout tells printing inks (CMYK). All other rules judge the
    converted picture.

    ## Known limits
    A file without a profile is taken for sRGB, as browsers do.

    ## References
    CSS Color Module Level 4 takes untagged images for sRGB. A face in Display P3 that is read as
    sRGB is off by about 10 of 255 levels.
    """

    code = "HL008"
    name = "unmanaged-colour"
    category = Category.FILE
    points = 2.0
    needs = ("file",)

    def check(self, facts: Facts) -> Verdict:
        """Fail for printing inks and for profiles other than sRGB."""
        file = facts.file
        profile = file.icc_name or "no profile"
        if file.is_srgb and not file.cmyk:
            return Verdict(status=Status.PASS, message="The colours are sRGB.", score=100)
        if file.cmyk:
            what, score = f"in printing inks (CMYK, {profile})", 0
        elif file.wide_gamut:
            what, score = f"in the wide gamut of the profile {profile}", 25
        else:
            what, score = f"in the colours of the profile {profile}", 40
        return Verdict(
            status=Status.FAIL,
            message=f"The photo is {what}, not in sRGB.",
            value="CMYK" if file.cmyk else profile,
            limit="sRGB",
            score=score,
            advice="Convert it to sRGB when exporting (do not just remove the profile).",
            fixable=True,
        )
