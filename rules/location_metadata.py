"""HL007 location-metadata."""

from __future__ import annotations

from headshot_lint.api import Category, Facts, NoOptions, Rule, Status, Verdict


class LocationMetadata(Rule[NoOptions]):
    """The file says where the photo was taken.

    ## Why it matters
    Coordinates in a published portrait give away a home or a workplace to a few metres, to
    everybody who downloads it.

    ## How it is measured
    Latitude and longitude in the GPS block of the EXIF data, or in the XMP packet.

    ## Known limits
    Places written in words, such as IPTC city names, are not looked for: a press photo needs them.

    ## References
    EXIF 2.3 (CIPA DC-008), GPS IFD, tags 2 and 4. An empty GPS block, as many cameras write
    it, passes.
    """

    code = "HL007"
    name = "location-metadata"
    category = Category.FILE
    points = 2.0
    needs = ("file",)

    def check(self, facts: Facts) -> Verdict:
        """Fail where coordinates are present."""
        if not facts.file.has_gps:
            return Verdict(status=Status.PASS, message="The file holds no coordinates.", score=100)
        return Verdict(
            status=Status.FAIL,
            message="The file holds the coordinates of the place where it was taken.",
            value="GPS",
            limit="none",
            score=0,
            advice="Remove the location before publishing; the pixels stay as they are.",
            fixable=True,
        )
