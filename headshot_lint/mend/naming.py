"""What a mended photo is called, and in which format it is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from headshot_lint.engine.profile import Profile
from headshot_lint.mend.compose import option_of
from headshot_lint.mend.crop import written_kind
from headshot_lint.mend.encode import SUFFIXES, WRITTEN
from headshot_lint.model.facts.file import EXTENSIONS, FileFacts

MARK = ".fixed"


@dataclass(frozen=True)
class Naming:
    """How names are derived.

    Attributes:
        in_place: the mended photo takes the original's name, and so its format.
    """

    in_place: bool = False

    def kind(self, name: str, file: FileFacts, profile: Profile) -> str:
        """The format of a mended photo: its own where that is allowed and can be written."""
        if self.in_place:
            return EXTENSIONS.get(PurePath(name).suffix.lower(), file.format)
        allowed = option_of(profile, "wrong-format", "allowed", WRITTEN)
        if file.format in allowed:
            return file.format
        return written_kind(profile)

    def name(self, name: str, kind: str) -> str:
        """The name of the mended photo: `ada.fixed.jpg` of `ada.jpg`."""
        if self.in_place:
            return name
        path = PurePath(name)
        suffix = path.suffix if EXTENSIONS.get(path.suffix.lower()) == kind else SUFFIXES.get(kind)
        stem = path.stem.removesuffix(MARK)
        return str(path.with_name(f"{stem}{MARK}{suffix or path.suffix}"))
