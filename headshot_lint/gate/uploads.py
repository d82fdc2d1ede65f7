"""A customer's photos before anything is trained on them: which are usable, and why not the others.

Bad inputs are the commonest cause of bad renders. What matters of them differs from a finished
headshot: the face must be there, alone, sharp and uncovered; crop, background and evenness of light
may and should vary.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from headshot_lint.gate.errors import GateError
from headshot_lint.model.verdict import Severity, Status

if TYPE_CHECKING:
    from headshot_lint.engine.isolation import Isolation
    from headshot_lint.engine.report import PhotoReport, Report, TeamResult
    from headshot_lint.engine.settings import Settings
    from headshot_lint.photo import Source

PROFILE = "corporate"
DUPLICATE = "HL805"

REJECTING = (
    "unreadable",
    "low-resolution",
    "no-face",
    "several-faces",
    "not-a-photograph",
    "face-blurred",
    "eyes-closed",
    "eyes-hidden",
    "face-covered",
    "face-dark",
    "face-bright",
    "duplicate-photo",
)
"""Faults that a model would learn, or that hide who is to be learned."""

ADVISING = (
    "blocky-compression",
    "upscaled",
    "location-metadata",
    "ai-marking",
    "face-noisy",
    "bystander",
    "borders",
    "black-and-white",
)
"""Said of a photo that is used all the same; the position in it should not be kept."""

LEAST_PX = 512.0
"""Short side, in px: diffusion models are trained and fine-tuned at 512 and more (Rombach et al.,
'High-resolution image synthesis with latent diffusion models', CVPR 2022)."""


@dataclass(frozen=True)
class Reason:
    """Why a photo is refused, or what is to be known of it; `code` never changes its meaning."""

    code: str
    name: str
    message: str
    advice: str = ""


@dataclass(frozen=True)
class Upload:
    """One photo.

    Attributes:
        reasons: why it is refused; none where it is accepted.
        remarks: what is to be known of it all the same.
        report: everything that was measured.
    """

    name: str
    reasons: tuple[Reason, ...] = ()
    remarks: tuple[Reason, ...] = ()
    report: PhotoReport | None = field(default=None, repr=False)

    @property
    def ok(self) -> bool:
        """Whether it can be used."""
        return not self.reasons


@dataclass(frozen=True)
class Uploads:
    """All photos of a customer.

    Attributes:
        photos: in the order in which they were given.
        missing: how many usable photos are missing from the fewest that were asked for.
    """

    photos: tuple[Upload, ...]
    missing: int = 0

    @property
    def ok(self) -> bool:
        """Whether there are enough usable photos."""
        return not self.missing

    @property
    def accepted(self) -> tuple[str, ...]:
        """Names of the photos that can be used."""
        return tuple(photo.name for photo in self.photos if photo.ok)

    @property
    def refused(self) -> Mapping[str, tuple[str, ...]]:
        """Names of the others, with the codes of the reasons."""
        return {p.name: tuple(r.code for r in p.reasons) for p in self.photos if not p.ok}


def check_uploads(
    photos: Mapping[str, Source] | Iterable[str | os.PathLike[str]],
    *,
    fewest: int = 1,
    settings: Settings | None = None,
    isolation: Isolation | None = None,
) -> Uploads:
    """Judge photos before they are used for training.

    Args:
        photos: paths, or photos of any kind by name.
        fewest: how many usable photos there must be.
        settings: by which to judge in place of the rules above; their errors refuse, their
            warnings and hints are remarks.
        isolation: workers that decode and measure (`headshot_lint.engine.isolation`), so that a
            photo that hangs or kills them is refused; the caller opens and ends them.

    Raises:
        GateError: a path does not exist, or cannot be read for another cause than its content.
        HeadshotLintError: the settings do not hold together.
    """
    from headshot_lint.engine.linter import Linter
    from headshot_lint.engine.team import Team

    started = time.perf_counter()
    named = _named(photos)
    chosen = settings or upload_settings()
    linter = Linter(chosen, isolation=isolation)
    team = Team("uploads", chosen)
    reports = [linter.check(photo, name=name, team=team) for name, photo in named.items()]
    for report, source in zip(reports, named.values(), strict=True):
        _require_there(report, source)
    whole = linter.report(reports, seconds=time.perf_counter() - started)
    copies = _copies(whole, reports)
    uploads = tuple(_upload(report, copies.get(report.path)) for report in reports)
    return Uploads(uploads, max(0, fewest - sum(upload.ok for upload in uploads)))


def upload_settings() -> Settings:
    """The rules that matter of photos to learn from."""
    from headshot_lint.engine.settings import make_settings

    return make_settings(
        profile=PROFILE,
        select=[*REJECTING, *ADVISING],
        severity={**dict.fromkeys(REJECTING, "error"), **dict.fromkeys(ADVISING, "warning")},
        options={
            "low-resolution": {"limit": LEAST_PX},
            "ai-marking": {"policy": "forbid"},
        },
    )


def _named(photos: Mapping[str, Source] | Iterable[str | os.PathLike[str]]) -> dict[str, Source]:
    if isinstance(photos, Mapping):
        return dict(photos)
    if isinstance(photos, str | bytes | os.PathLike):
        raise GateError("check_uploads takes several photos", "give a list")
    return {os.fspath(photo): photo for photo in photos}


def _require_there(report: PhotoReport, source: Source) -> None:
    """A path that leads nowhere is the program's mistake, not the customer's."""
    is_path = isinstance(source, str | os.PathLike)
    if is_path and report.kind == "unreadable" and not os.path.isfile(source):  # type: ignore[arg-type]  # noqa: PTH113 - bytes paths, too
        raise GateError(f"there is no photo at {os.fspath(source)!r}", "check the path")  # type: ignore[arg-type]


def _copies(whole: Report, reports: Sequence[PhotoReport]) -> dict[str, TeamResult]:
    """Photos that hold the same picture as a better one, which is kept."""
    order = {report.path: number for number, report in enumerate(reports)}
    scores = {report.path: report.score for report in reports}
    copies: dict[str, TeamResult] = {}
    for result in whole.team:
        if result.code == DUPLICATE and result.status is Status.FAIL:
            best_first = sorted(result.photos, key=lambda path: (-scores[path], order[path]))
            copies |= dict.fromkeys(best_first[1:], result)
    return copies


def _upload(report: PhotoReport, copy: TeamResult | None) -> Upload:
    failing = [*report.failures(), *([copy] if copy is not None else [])]
    reasons = [r for r in failing if r.severity is Severity.ERROR]
    remarks = [r for r in failing if r.severity is not Severity.ERROR]
    broken = [r for r in report.results if r.status is Status.ERROR]
    if broken:
        raise GateError(
            f"{report.path}: {broken[0].code} broke ({broken[0].reason})", "please report this bug"
        )
    return Upload(
        name=report.path,
        reasons=tuple(Reason(r.code, r.name, r.message, r.advice) for r in reasons),
        remarks=tuple(Reason(r.code, r.name, r.message, r.advice) for r in remarks),
        report=report,
    )
