"""HL011 ai-marking."""

from __future__ import annotations

from typing import Literal

from headshot_lint.api import (
    Category,
    Confidence,
    Facts,
    Missing,
    Options,
    Rule,
    Status,
    Verdict,
    option,
)


class AiMarkingOptions(Options):
    """Options of HL011."""

    policy: Literal["off", "require", "forbid"] = option(
        "off", "Whether a mark of a picture generator is to be ignored, required or forbidden."
    )


class AiMarking(Rule[AiMarkingOptions]):
    """The mark of a picture generator is missing, or present where none may be.

    ## Why it matters
    Some publishers take no generated portraits; others take them and must mark them so that
    machines can read it. Article 50 of the EU AI Act asks for such a mark.

    ## How it is measured
    IPTC digital source types for generated media in the XMP, IPTC or C2PA data, and metadata that
    picture generators write.

    ## Known limits
    A mark proves that somebody wrote it, not that it is true, and its absence proves nothing: any
    editor that saves again may drop it. C2PA signatures are not verified.

    ## References
    IPTC NewsCodes, Digital Source Type; C2PA Technical Specification 2.1; Regulation (EU)
    2024/1689, Article 50.
    """

    code = "HL011"
    name = "ai-marking"
    category = Category.FILE
    severity = None
    points = 30.0
    needs = ("file",)

    def check(self, facts: Facts) -> Verdict:
        """Hold the marks against the policy."""
        marks = "; ".join(facts.file.ai_marking)
        policy = self.options.policy
        if policy == "off":
            raise Missing("the policy for marks of picture generators is off")
        fails = bool(marks) == (policy == "forbid")
        advice = (
            "Use a photograph: removing the mark would not change what it is."
            if policy == "forbid"
            else "Save it with the generator's mark, or add the IPTC digital source type."
        )
        return Verdict(
            status=Status.FAIL if fails else Status.PASS,
            message=f"Marked as generated: {marks}." if marks else "No mark of a generator.",
            value=marks or "none",
            limit=policy,
            score=0 if fails else 100,
            confidence=Confidence.HIGH if marks else Confidence.MEDIUM,
            advice=advice if fails else "",
        )
