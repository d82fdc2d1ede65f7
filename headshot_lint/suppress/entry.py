"""One entry of a suppressions file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from headshot_lint.engine.registry import load_rules

DEFAULT_NAME = ".headshot-lint-suppressions.toml"
TABLE = "suppressions"


@dataclass(frozen=True)
class Entry:
    """One finding that is waived.

    Attributes:
        photo: path of the photo, relative to the folder of the file, with forward slashes.
        code: of the rule.
        sha256: of the photo's bytes.
        expires: the last day on which it holds, None for ever.
        added: the day on which it was written.
        text: as it stands in the file, comments included; None for one not yet written.
    """

    photo: str
    code: str
    sha256: str
    reason: str
    expires: date | None = None
    added: date | None = None
    author: str | None = None
    text: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What no two entries share: photo and rule."""
        return self.photo, self.code

    @property
    def name(self) -> str:
        """The name of the rule."""
        return load_rules()[self.code].name

    def expired(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.expires is not None and self.expires < today

    @property
    def toml(self) -> str:
        """The entry as text, as it was or as it is written first."""
        if self.text is not None:
            return self.text
        values = {
            "photo": _quoted(self.photo),
            "rule": _quoted(f"{self.code} {self.name}"),
            "sha256": _quoted(self.sha256),
            "reason": _quoted(self.reason),
            "expires": self.expires,
            "added": self.added,
            "author": None if self.author is None else _quoted(self.author),
        }
        lines = [f"{key} = {value}\n" for key, value in values.items() if value is not None]
        return f"[[{TABLE}]]\n{''.join(lines)}"


def _quoted(text: str) -> str:
    """A basic string of TOML: as in JSON, but that TOML has DEL escaped as well."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
