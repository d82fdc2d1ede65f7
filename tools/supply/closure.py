"""The packages that an installation brings along, and their licences, by installed metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

SELF = "headshot-lint"

ALLOWED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "ISC",
        "LGPL-3.0-only",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-2.0",
        "PSF-2.0",
        "Zlib",
    }
)
"""Licences under which a package may be used beside Apache-2.0 code without a condition on it."""

WEAK_COPYLEFT = frozenset({"LGPL-3.0-only", "MPL-2.0"})
"""Of these, licences that oblige whoever changes the package itself."""

# Spellings in metadata from before licence expressions, the more telling first.
_SPELLINGS = (
    (r"LGPLv3|Lesser General Public License v3", "LGPL-3.0-only"),
    (r"Mozilla Public License 2\.0|MPL[- ]2", "MPL-2.0"),
    (r"Apache", "Apache-2.0"),
    (r"ISC License", "ISC"),
    (r"Python Software Foundation License|PSF-2\.0", "PSF-2.0"),
    (r"3-Clause BSD|BSD-3-Clause|BSD License", "BSD-3-Clause"),
    (r"\bMIT\b", "MIT"),
)


@dataclass(frozen=True)
class Package:
    """One package of an installation.

    Attributes:
        name: normalised.
        licence: an SPDX expression, or `unknown`.
        extra: of headshot-lint, that brings it; an empty string for what always comes.
        direct: named by headshot-lint itself.
    """

    name: str
    version: str
    licence: str
    summary: str
    extra: str = ""
    direct: bool = False

    @property
    def is_allowed(self) -> bool:
        """Whether every licence that may apply is allowed, or one of those to choose from."""
        choices = re.split(r"\s+OR\s+", self.licence.strip("()"))
        return any(
            all(part.strip("() ") in ALLOWED for part in re.split(r"\s+AND\s+", choice))
            for choice in choices
        )


def closure() -> list[Package]:
    """Return every package that is installed for headshot-lint and its extras, sorted by name."""
    found: dict[str, Package] = {}
    extras = distribution(SELF).metadata.get_all("Provides-Extra") or []
    for extra in ("", *sorted(extras)):
        _follow(distribution(SELF), extra, extra, found)
    named = {
        canonicalize_name(Requirement(text).name) for text in distribution(SELF).requires or []
    }
    return [replace(found[name], direct=name in named) for name in sorted(found)]


def _follow(dist: Distribution, extra: str, brought_by: str, found: dict[str, Package]) -> None:
    for text in dist.requires or []:
        requirement = Requirement(text)
        name = canonicalize_name(requirement.name)
        needed = requirement.marker is None or requirement.marker.evaluate({"extra": extra})
        if not needed or name in found:
            continue
        try:
            other = distribution(requirement.name)
        except PackageNotFoundError:  # an extra that is not installed here
            continue
        found[name] = Package(
            name=name,
            version=other.version,
            licence=licence_of(other),
            summary=_said(other, "Summary"),
            extra=brought_by,
        )
        for wanted in ("", *requirement.extras):
            _follow(other, wanted, brought_by, found)


def licence_of(dist: Distribution) -> str:
    """Return the licence by a package's metadata, as an SPDX expression."""
    expression = _said(dist, "License-Expression")
    if expression:
        return expression
    classifiers = dist.metadata.get_all("Classifier") or []
    said = [line for line in classifiers if line.startswith("License ::")]
    said.append(_said(dist, "License").split("\n", 1)[0])
    for pattern, licence in _SPELLINGS:
        if any(re.search(pattern, text) for text in said):
            return licence
    return "unknown"


def _said(dist: Distribution, field: str) -> str:
    return next(iter(dist.metadata.get_all(field) or []), "")
