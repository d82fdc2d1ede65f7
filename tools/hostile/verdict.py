"""Whether what came of a file is a clear refusal or a right result."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import cache

from headshot_lint.engine.linter import Linter
from headshot_lint.engine.report import PhotoReport
from headshot_lint.engine.settings import make_settings
from headshot_lint.photo import LoadLimits, Photo, Unreadable, load
from hostile.bases import bases
from hostile.corpus import Case

# What no sentence for a user may hold: line breaks, control and format characters.
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd]")
_LONGEST = 300


def pixels_of(photo: Photo) -> str:
    """Return a digest of the working picture."""
    return hashlib.sha256(f"{photo.work.shape}".encode() + photo.work.tobytes()).hexdigest()


@cache
def _sound(base: str) -> str:
    return pixels_of(load(bases()[base]))


@cache
def file_rules() -> Linter:
    """The linter by which a part of the corpus is judged: rules on the file alone."""
    return Linter(make_settings(select=["file"]))


def complaints(case: Case, data: bytes, linter: Linter | None = None) -> tuple[str, list[str]]:
    """Load and judge one file; return what came of it, and what is wrong with that.

    Args:
        case: the file, which says what must come of it.
        data: its bytes.
        linter: judges it from its bytes; without one, it is only loaded.
    """
    try:
        photo = load(data, name=case.name)
    except Unreadable as refusal:
        found = _of_refusal(refusal, case)
        if linter is not None:
            report = linter.check(data, name=case.name)
            if report.verdict != "fail" or report.results[0].code != "HL001":
                found.append("its report does not fail with HL001")
        return f"refused: {refusal.fault}", found
    found = _of_photo(photo, case)
    del photo  # the linter decodes anew: both at once would take twice the memory
    if linter is not None:
        found += _of_report(linter.check(data, name=case.name))
    return "read", found


def _of_refusal(refusal: Unreadable, case: Case) -> list[str]:
    said = f"{refusal.reason} {refusal.hint}"
    tests: dict[str, Callable[[], bool]] = {
        "no reason": lambda: bool(refusal.reason),
        "no hint": lambda: bool(refusal.hint),
        f"odd characters in {said!r}": lambda: not _ODD.search(said),
        f"too long: {said[:400]!r}": lambda: len(said) <= _LONGEST,
        f"refused ({refusal.reason})": lambda: case.expected not in ("same", "read"),
    }
    return [complaint for complaint, holds in tests.items() if not holds()]


def _of_photo(photo: Photo, case: Case) -> list[str]:
    height, width, channels = photo.work.shape
    texts = [*photo.file.notes, photo.file.icc_name or "", *photo.file.prompt_chunks]
    same = case.expected in ("same", "same or refused")
    tests: dict[str, Callable[[], bool]] = {
        "read, and should not be": lambda: case.expected != "refused",
        f"odd shape {photo.work.shape}": lambda: channels == 3 and 1 <= max(height, width) <= 1024,
        "more pixels than the cap": lambda: photo.width * photo.height <= LoadLimits().max_pixels,
        f"long text {texts}": lambda: max(map(len, texts)) <= _LONGEST,
        "other pixels than the sound file": lambda: (
            not same or pixels_of(photo) == _sound(case.base)
        ),
    }
    return [complaint for complaint, holds in tests.items() if not holds()]


def _of_report(report: PhotoReport) -> list[str]:
    return [
        f"{each.code} broke: {each.reason}" for each in report.results if each.status == "error"
    ]
