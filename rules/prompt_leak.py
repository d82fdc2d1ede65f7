"""HL012 prompt-leak."""

from __future__ import annotations

from headshot_lint.api import Category, Facts, NoOptions, Rule, Status, Verdict


class PromptLeak(Rule[NoOptions]):
    """The file carries the prompt or workflow that made it.

    ## Why it matters
    Picture generators write prompts, seeds, file paths and whole node graphs into their files.
    Whoever downloads the portrait can read them.

    ## How it is measured
    PNG text entries such as `parameters`, `prompt` and `workflow`, and EXIF texts in the form in
    which generators write them.

    ## Known limits
    Entries under names that no known generator uses are not recognised.

    ## References
    Formats of AUTOMATIC1111's web UI and its forks, ComfyUI, InvokeAI, NovelAI and Fooocus.
    """

    code = "HL012"
    name = "prompt-leak"
    category = Category.FILE
    points = 2.0
    needs = ("file",)

    def check(self, facts: Facts) -> Verdict:
        """Fail where such an entry is present."""
        chunks = ", ".join(facts.file.prompt_chunks)
        if not chunks:
            return Verdict(status=Status.PASS, message="The file carries no prompt.", score=100)
        return Verdict(
            status=Status.FAIL,
            message=f"The file carries the generator's prompt or workflow ({chunks}).",
            value=chunks,
            limit="none",
            score=0,
            advice="Remove these entries before publishing; keep the mark that it is generated.",
            fixable=True,
        )
