"""Which photos are judged as a set."""

from __future__ import annotations

import os
from pathlib import Path

from headshot_lint.config.names import STDIN
from headshot_lint.config.origins import shown_file
from headshot_lint.config.resolve import Resolver
from headshot_lint.config.roster_file import read_roster
from headshot_lint.config.run_settings import TeamSettings
from headshot_lint.engine.team import Team
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.model.roster import Roster


class TeamFinder:
    """Says to which team a photo belongs; rosters are read once."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._teams: dict[str, Team] = {}
        self._rosters: dict[Path, Roster] = {}

    def team_of(self, path: str) -> Team | None:
        """The team of a photo, if it belongs to one; a photo from standard input does not.

        Raises:
            HeadshotLintError: the roster cannot be read or says nothing.
        """
        if path == STDIN:
            return None
        place = Path(os.path.abspath(path))  # noqa: PTH100 - links stay links
        settings = self._resolver.team(place.parent)
        if not settings.on.value or (settings.paths and not settings.paths.match(str(place))):
            return None
        name = self._name(path, settings)
        if name not in self._teams:
            # A set is judged by what holds for its folder, not for single photos in it.
            judged_by = self._resolver.settings(os.path.join(name, STDIN))  # noqa: PTH118 - as above
            self._teams[name] = Team(name, judged_by, self._roster(settings))
        return self._teams[name]

    def _name(self, path: str, settings: TeamSettings) -> str:
        if settings.by.value == "folder":
            return os.path.dirname(path) or os.curdir  # noqa: PTH120 - as the path is written
        file = self._resolver.config_file_of(path)
        return shown_file(file.parent) if file else os.curdir

    def _roster(self, settings: TeamSettings) -> Roster | None:
        file = settings.roster.value
        if file is None:
            return None
        if file not in self._rosters:
            columns = {what: said.value for what, said in settings.columns.items()}
            try:
                self._rosters[file] = read_roster(file, shown_file(file), columns)
            except HeadshotLintError as error:
                raise error.at(settings.roster.origin) from error
        return self._rosters[file]
