"""Lint one photo or many."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import version
from typing import Protocol, cast

from headshot_lint.analyse.models import model_hashes
from headshot_lint.analyse.view import LandmarkEngine
from headshot_lint.engine.judge import UNREADABLE, judge_photo, judge_unreadable
from headshot_lint.engine.profile import DEFAULT_PROFILE, Profile, load_profile
from headshot_lint.engine.report import PhotoReport, Report, Summary, Tool
from headshot_lint.model.verdict import Verdict
from headshot_lint.photo import Source, Unreadable, load
from headshot_lint.shot import Shot

Progress = Callable[[PhotoReport], None]


class Refusing(Protocol):
    """The rule that words why a photo could not be read."""

    def refuse(self, reason: str, hint: str) -> Verdict:
        """Return its failing verdict."""
        ...


class Linter:
    """Judges photos by one profile; models stay loaded between calls, threads may share it.

    Args:
        profile: name of a profile, or name and edition (`corporate@1`).
        engine: what finds landmarks: `mediapipe`, `onnx`, or `auto` for whichever is installed.

    Raises:
        HeadshotLintError: the profile does not exist.
    """

    def __init__(self, profile: str = DEFAULT_PROFILE, *, engine: LandmarkEngine = "auto") -> None:
        self.profile: Profile = load_profile(profile)
        self.engine: LandmarkEngine = engine

    def check(self, source: Source, *, name: str | None = None) -> PhotoReport:
        """Judge one photo; a photo that cannot be read yields a report that says why."""
        path = _writable(name if name is not None else _name_of(source))
        try:
            photo = load(source, name=name)
        except Unreadable as refusal:
            return self._refuse(refusal, path)
        shot = Shot(photo, engine=self.engine)
        return judge_photo(path, shot, photo.sha256, self.profile)

    def report(self, photos: Iterable[PhotoReport], *, seconds: float, excluded: int = 0) -> Report:
        """Gather photo reports into a run's report, sorted by path."""
        ordered = tuple(sorted(photos, key=lambda photo: photo.path))
        verdicts = [photo.verdict for photo in ordered]
        return Report(
            tool=Tool(version=version("headshot-lint"), models=model_hashes()),
            profile=self.profile.label,
            summary=Summary(
                checked=len(ordered),
                passed=verdicts.count("pass"),
                warned=verdicts.count("warn"),
                failed=verdicts.count("fail"),
                excluded=excluded,
                seconds=round(seconds, 3),
            ),
            photos=ordered,
        )

    def _refuse(self, refusal: Unreadable, path: str) -> PhotoReport:
        rule = cast("Refusing", self.profile.plans[UNREADABLE].rule)
        verdict: Verdict = rule.refuse(refusal.reason, refusal.hint)
        return judge_unreadable(path, verdict, refusal.size, self.profile)


@cache
def _linter(profile: str, engine: LandmarkEngine) -> Linter:
    return Linter(profile, engine=engine)


def _name_of(source: Source) -> str:
    return os.fspath(source) if isinstance(source, str | os.PathLike) else "<image>"


def _writable(path: str) -> str:
    """The path with bytes that are no UTF-8, which JSON cannot hold, as escapes."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def lint(
    image: Source,
    profile: str = DEFAULT_PROFILE,
    *,
    engine: LandmarkEngine = "auto",
    name: str | None = None,
) -> Report:
    """Lint one photo.

    Args:
        image: a path, `-` for standard input, encoded bytes, a PIL image, or an RGB uint8 array of
            height x width x 3.
        profile: what the photo is for.
        engine: what finds landmarks.
        name: the name that the report gives the photo, where `image` has none.

    Raises:
        HeadshotLintError: the profile does not exist. A photo that cannot be read is no error: its
            report fails with HL001.
    """
    started = time.perf_counter()
    linter = _linter(profile, engine)
    photo = linter.check(image, name=name)
    return linter.report([photo], seconds=time.perf_counter() - started)


def lint_many(  # noqa: PLR0913 - all but the paths have defaults
    paths: Iterable[Source],
    profile: str = DEFAULT_PROFILE,
    *,
    jobs: int = 1,
    engine: LandmarkEngine = "auto",
    excluded: int = 0,
    progress: Progress | None = None,
) -> Report:
    """Lint many photos, `jobs` at a time; the report does not depend on `jobs`.

    Args:
        paths: as `image` of `lint`.
        profile: what the photos are for.
        jobs: photos judged in parallel, one thread each.
        engine: what finds landmarks.
        excluded: how many photos the caller left out, for the summary.
        progress: called with each photo's report as it is done, from the calling thread.

    Raises:
        HeadshotLintError: the profile does not exist.
        ValueError: `jobs` is below 1.
    """
    started = time.perf_counter()
    linter = _linter(profile, engine)
    done: list[PhotoReport] = []
    if jobs < 1:
        raise ValueError(f"jobs must be at least 1, not {jobs}")
    with ThreadPoolExecutor(max_workers=jobs, thread_name_prefix="headshot-lint") as pool:
        for photo in pool.map(linter.check, paths):
            done.append(photo)
            if progress is not None:
                progress(photo)
    return linter.report(done, seconds=time.perf_counter() - started, excluded=excluded)
