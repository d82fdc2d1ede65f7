"""HL004 file-too-heavy."""

from __future__ import annotations

from headshot_lint.api import Category, Facts, Limits, Missing, Rule, Verdict, option


class FileTooHeavyOptions(Limits):
    """Options of HL004."""

    best: float = option(1e6, "Size that keeps the full score.", unit="bytes", low=0)
    limit: float = option(8e6, "Largest size that passes.", unit="bytes", low=1)
    worst: float = option(40e6, "Size that scores 0.", unit="bytes", low=1)


class FileTooHeavy(Rule[FileTooHeavyOptions]):
    """The file is too heavy for its purpose.

    ## Why it matters
    A directory refuses the upload or recompresses it out of control, a page with forty portraits
    loads slowly, and a repository keeps every version for ever.

    ## How it is measured
    The size of the file in bytes.

    ## Known limits
    A photo that came as pixels has no file and is not judged.

    ## References
    8 MB is LinkedIn's limit, the largest of the published ones; Google Workspace takes 5 MB,
    Microsoft Graph 4 MB, GitHub 1 MB. Maintainers of team pages in git ask for 200 to 500 KB.
    """

    code = "HL004"
    name = "file-too-heavy"
    category = Category.FILE
    points = 2.0
    needs = ("file",)
    unit = "bytes"

    def check(self, facts: Facts) -> Verdict:
        """Compare the size with the limit."""
        size = facts.file.size_bytes
        if size is None:
            raise Missing("the photo came as pixels, not as a file")
        limit = _words(self.options.limit)
        return self.judge(
            float(size),
            self.options.ramp,
            passing=f"The file has {_words(size)}.",
            failing=f"The file has {_words(size)} (limit {limit}).",
            advice="Export it as JPEG of quality 85 to 90, at most 2000 px on the long side.",
            fixable=True,
        )


def _words(size: float) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} KB"
