"""One run of `check`: which photos, by which settings, how loud."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import click

from headshot_lint.cli.progress import progress_bar
from headshot_lint.cli.streams import say
from headshot_lint.config.names import STDIN
from headshot_lint.model.clock import Clock
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.reporters import FORMATS

if TYPE_CHECKING:
    from headshot_lint.cache.facts_cache import FactCache
    from headshot_lint.config.configuration import Sourced
    from headshot_lint.config.photos import Photos
    from headshot_lint.config.resolve import Resolver
    from headshot_lint.config.run_settings import RunSettings
    from headshot_lint.config.teams import TeamFinder
    from headshot_lint.draw.picture import Album, Picture
    from headshot_lint.engine.isolation import Isolation
    from headshot_lint.engine.profile import Profile
    from headshot_lint.engine.report import PhotoReport, Report
    from headshot_lint.engine.settings import Settings


@dataclass(frozen=True)
class Task:
    """What a run is about.

    Attributes:
        stdin_name: what to call the photo from standard input.
        clock: takes the times of the run.
    """

    resolver: Resolver
    photos: Photos
    stdin_name: str | None = None
    quiet: bool = False
    verbose: bool = False
    clock: Clock = field(default_factory=Clock)

    def settings_of(self, path: object) -> Settings:
        """How one of the photos is judged."""
        name = self.stdin_name if path == STDIN else str(path)
        return self.resolver.settings(name)

    def settle(self) -> None:
        """Work out the settings of all photos before the models load; say what has no effect.

        Raises:
            HeadshotLintError: settings of some photo do not hold together.
        """
        from headshot_lint.engine.unheeded import unheeded

        teams = [team for path in self.photos.paths if (team := self._teams.team_of(path))]
        own = {id(s): s for s in map(self.settings_of, self.photos.paths)}
        settings = own | {id(s): s for s in (self.resolver.settings(),)}
        settings |= {id(team.settings): team.settings for team in teams}
        said = [s for each in settings.values() for s in unheeded(each, on_sets=bool(teams))]
        idle = not any(each.resolved.active for each in own.values())
        if own and idle and not any(team.settings.resolved.active_on_sets for team in teams):
            said.append("no rule is selected: only photos that cannot be read are found")
        if self.quiet:
            return
        for sentence in dict.fromkeys(said):
            say("warning", sentence)
        if self.verbose:
            self._tell_files()

    @cached_property
    def _teams(self) -> TeamFinder:
        from headshot_lint.config.teams import TeamFinder

        return TeamFinder(self.resolver)

    def may_be_empty(self) -> bool:
        """Say that there is no photo to judge; return whether the run may go on all the same."""
        left_out = self.photos.excluded
        message = "no photos found" if not left_out else f"no photos left: {left_out} excluded"
        hint = "name files, or folders that hold pictures"
        if left_out:
            hint = "`exclude` or .gitignore leaves them out: see --exclude, --no-respect-gitignore"
        forbidden = self.resolver.run().error_on_empty.value
        if forbidden or not self.quiet:
            say("error" if forbidden else "warning", message, hint=hint)
        return not forbidden

    @property
    def has_teams(self) -> bool:
        """Whether some of the photos are judged as a set."""
        return any(self._teams.team_of(path) for path in self.photos.paths)

    def judge(self, known: Sequence[PhotoReport] = ()) -> Report:
        """Judge the photos, without those that were judged before and are known."""
        from headshot_lint.cache.facts_cache import FactCache
        from headshot_lint.engine.run import lint_many
        from headshot_lint.engine.sources import writable

        spared = {photo.path for photo in known}
        paths = [path for path in self.photos.paths if writable(path) not in spared]
        run = self.resolver.run()
        cache = FactCache(run.cache_dir.value) if run.cache.value else None
        with (
            isolation_of(run) or nullcontext() as isolation,
            progress_bar(0 if self.quiet else len(paths)) as advance,
        ):
            report = lint_many(
                paths,
                settings=self.resolver.settings(),
                settings_of=self.settings_of,
                team_of=lambda path: self._teams.team_of(str(path)),
                # One photo is judged in this thread, whose models stay loaded.
                jobs=self._jobs(len(paths)),
                engine=run.engine.value,
                excluded=self.photos.excluded,
                progress=advance,
                clock=self.clock if self.verbose else None,
                stdin_name=self.stdin_name,
                cache=cache,
                isolation=isolation,
                known=known,
            )
        if known and self.verbose:
            say("note", f"judged {len(paths):,} of {len(self.photos.paths):,} photos; others stand")
        if cache is not None:
            self._tell_cache(cache, len(paths))
        return report

    def album(
        self,
        report: Report,
        *,
        proposals: bool = True,
        drawn: Mapping[str, tuple[PhotoReport, Picture]] | None = None,
    ) -> Album:
        """Load the photos of a report once more, for what shows them.

        Args:
            report: of the run.
            proposals: whether crops and fixes are worked out.
            drawn: pictures from before, as `gather` takes them.
        """
        from headshot_lint.draw.album import gather
        from headshot_lint.draw.apart import COMMAND
        from headshot_lint.engine.sources import writable

        # A report may name a photo otherwise than its folder does: standard input, odd bytes.
        sources = {writable(path): path for path in self.photos.paths}
        if self.stdin_name is not None and STDIN in self.photos.paths:
            sources[writable(self.stdin_name)] = STDIN

        def profile_of(photo: PhotoReport) -> Profile:
            return self.settings_of(sources.get(photo.path, photo.path)).resolved

        run = self.resolver.run()
        with (
            isolation_of(run, COMMAND) or nullcontext() as isolation,
            progress_bar(0 if self.quiet else len(report.photos), "Drawing photos") as advance,
        ):
            return gather(
                report.photos,
                sources,
                drawn=drawn,
                profile_of=profile_of if proposals else None,
                engine=run.engine.value,
                jobs=self._jobs(len(report.photos)),
                progress=advance,
                isolation=isolation,
            )

    def _jobs(self, number: int) -> int:
        """Threads for a number of photos."""
        return min(self.resolver.run().jobs.value or cores(), max(number, 1))

    def tell_times(self, report: Report) -> None:
        """Say where the time went, if asked to."""
        if self.verbose:
            from headshot_lint.cli.timings import timings

            click.echo(timings(self.clock, report.summary.seconds), err=True, nl=False)

    def _tell_cache(self, cache: FactCache, number: int) -> None:
        """Say why the cache could not be used, or what it was good for."""
        if cache.trouble is not None and not self.quiet:
            say(
                "warning",
                f"the cache could not be used: {cache.trouble}",
                hint="name another folder with --cache-dir, or do without: --no-cache",
            )
        if self.verbose:
            say("note", f"{cache.recalled} of {number} photos recalled from {cache.store.root}")

    def _tell_files(self) -> None:
        """Say which configuration file holds for how many photos."""
        counts: dict[str, int] = {}
        for path in self.photos.paths:
            name = self.stdin_name if path == STDIN else path
            file = str(self.resolver.config_file_of(name) or "no file")
            counts[file] = counts.get(file, 0) + 1
        for file, count in sorted(counts.items()):
            noun = "photo" if count == 1 else "photos"
            say("note", f"configuration of {count} {noun}: {file}")


def known_format(output_format: Sourced[str]) -> str:
    """Return the format's name.

    Raises:
        HeadshotLintError: there is none of this name.
    """
    if output_format.value not in FORMATS:
        from headshot_lint.engine.nearest import nearest

        raise HeadshotLintError(
            f"{output_format.origin}: there is no format {output_format.value!r}",
            hint=nearest(output_format.value, FORMATS),
        )
    return output_format.value


def isolation_of(run: RunSettings, command: tuple[str, ...] | None = None) -> Isolation | None:
    """The workers of a run that was to be isolated, or that limits the time of a photo."""
    if not run.isolate.value:
        return None
    from headshot_lint.engine.isolation import Isolation, Limits

    return Isolation(Limits(timeout_s=run.photo_timeout.value), run.engine.value, command)


def cores() -> int:
    """Cores this process may use: in a container fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
