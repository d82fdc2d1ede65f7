"""HL806 roster-mismatch."""

from __future__ import annotations

from collections.abc import Iterator

from headshot_lint.api import (
    Category,
    Naming,
    Options,
    SetRule,
    SetVerdict,
    Status,
    TeamFacts,
    Verdict,
    option,
)


class RosterMismatchOptions(Options):
    """Options of HL806."""

    allow_missing: bool = option(
        False, "Whether a name may be without a photo: some people want none."
    )


class RosterMismatch(SetRule[RosterMismatchOptions]):
    """A name on the roster has no photo, or a photo has no name on it.

    ## Why it matters
    Who joined last is missing on the team page, and who left is still on it. Nobody sees either by
    looking at pictures.

    ## How it is measured
    By the names of the files, never by faces. The surest way in which a file names anybody counts:
    the file that the roster gives; a user name or the address before the @; all names in any order;
    given and family name; an initial and the family name; one name alone. Letters of other scripts
    and with marks are compared in plain letters (ü as u and as ue). A file that fits several
    persons, and one that nearly spells a name, is told and not guessed.

    ## Known limits
    Nicknames are other names: let the roster give the file. Where single files are judged rather
    than the folder, as a commit hook does, everybody else seems to lack a photo.

    ## References
    Letters: https://pypi.org/project/anyascii/. Accuracy: docs/team-accuracy.md.
    """

    code = "HL806"
    name = "roster-mismatch"
    category = Category.TEAM
    points = 0.0
    set_needs = ("naming",)

    def check(self, team: TeamFacts) -> Iterator[SetVerdict]:
        """Name photos without a name, names without a photo, and what is in doubt."""
        naming = team.naming
        yield from self._in_doubt(naming)
        for path in naming.nameless:
            yield self._mismatch(
                "The file's name is that of nobody on the roster.",
                "Add the person to the roster, name the file after the person, or remove it.",
                path,
            )
        for name in () if self.options.allow_missing else naming.photoless:
            yield self._mismatch(
                f"{name} has no photo.",
                "Add a photo named after the person, or give its file in the roster.",
                value=name,
            )
        named = tuple(sorted(naming.named))
        if named:
            noun = "photo belongs" if len(named) == 1 else "photos belong"
            message = f"{len(named)} {noun} to a name of the roster, of {naming.names} names."
            yield SetVerdict(Verdict(status=Status.PASS, message=message, score=100), named)

    def _in_doubt(self, naming: Naming) -> Iterator[SetVerdict]:
        for path, names in sorted(naming.ambiguous.items()):
            yield self._mismatch(
                f"The file's name fits {' and '.join(names)} alike.",
                "Put given and family name into the file's name, or give the file in the roster.",
                path,
            )
        for path, name in sorted(naming.slips.items()):
            yield self._mismatch(
                f"The file's name is nobody's on the roster, and nearly that of {name}, who has no "
                "photo.",
                "If it is a slip, correct it in the file's name or in the roster.",
                path,
                value=name,
            )

    @staticmethod
    def _mismatch(message: str, advice: str, *paths: str, value: str | None = None) -> SetVerdict:
        verdict = Verdict(status=Status.FAIL, message=message, value=value, score=0, advice=advice)
        return SetVerdict(verdict, paths)
