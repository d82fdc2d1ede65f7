"""What holds for a photo: its nearest configuration file, then the environment, then the call."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from headshot_lint.config.configuration import Configuration, JudgingConfiguration
from headshot_lint.config.files import read_config
from headshot_lint.config.locate import config_in, users_own
from headshot_lint.config.names import STDIN
from headshot_lint.config.run_settings import (
    FileSettings,
    RunSettings,
    TeamSettings,
    file_settings,
    run_settings,
    team_settings,
)
from headshot_lint.engine.profile import DEFAULT_PROFILE
from headshot_lint.engine.settings import Settings
from headshot_lint.model.origin import Origin


@dataclass(frozen=True)
class Said:
    """What is said of a run outside of configuration files.

    Attributes:
        file: the configuration file to read in place of those that would be found.
        isolated: no configuration file is read.
        environment: what variables say.
        command_line: what options say; it goes over everything.
    """

    file: Path | None = None
    isolated: bool = False
    environment: Configuration = field(default_factory=Configuration)
    command_line: Configuration = field(default_factory=Configuration)


class Resolver:
    """Answers for each folder and photo what holds; files are read once.

    Args:
        said: what holds everywhere.
        cwd: the current folder, whose file also rules the run as a whole.
    """

    def __init__(self, said: Said | None = None, cwd: Path | None = None) -> None:
        self._said = said or Said()
        self._cwd = cwd or Path.cwd()
        self._found: dict[Path, Path | None] = {}
        self._read: dict[Path, Configuration] = {}
        self._settings: dict[tuple[Path | None, tuple[int, ...]], Settings] = {}
        self._merged: dict[Path | None, Configuration] = {}
        self._teams: dict[Path | None, TeamSettings] = {}

    def config_file(self, folder: Path) -> Path | None:
        """The configuration file that holds for a folder: the nearest upwards, and no other.

        Where there is none, the user's own, in the configuration folder of the system.
        """
        if self._said.file is not None or self._said.isolated:
            return self._said.file
        if folder not in self._found:
            above = folder.parent
            self._found[folder] = config_in(folder) or (
                users_own() if above == folder else self.config_file(above)
            )
        return self._found[folder]

    def config_file_of(self, path: str | None) -> Path | None:
        """The configuration file that holds for a photo, if any."""
        return self.config_file(self._place(path).parent)

    def run(self) -> RunSettings:
        """What the run as a whole goes by: the file of the current folder, and what was said."""
        return run_settings(self._all(self._cwd), self._project(self._cwd))

    def files(self, folder: Path) -> FileSettings:
        """What a search of a folder goes by."""
        return file_settings(self._all(folder), self._project(folder))

    def team(self, folder: Path) -> TeamSettings:
        """Which photos of a folder are judged as a set."""
        file = self.config_file(folder)
        if file not in self._teams:
            self._teams[file] = team_settings(self._all(folder))
        return self._teams[file]

    def settings(self, path: str | None = None) -> Settings:
        """How a photo is judged; without a path, one that lies in the current folder."""
        photo = self._place(path)
        file = self.config_file(photo.parent)
        parts: list[JudgingConfiguration] = []
        key: list[int] = []
        for part in self._parts(photo.parent):
            parts.append(part)
            matches = [o.paths.match(str(photo)) for o in part.overrides]
            parts += [o for o, match in zip(part.overrides, matches, strict=True) if match]
            key += [*matches, -1]
        known = (file, tuple(key))
        if known not in self._settings:
            self._settings[known] = _settings(parts, self._all(photo.parent))
        return self._settings[known]

    def files_of(self, path: str | None) -> FileSettings:
        """What a search of the folder of a photo goes by."""
        return self.files(self._place(path).parent)

    def team_of(self, path: str | None) -> TeamSettings:
        """Whether photos of the folder of a photo are judged as a set."""
        return self.team(self._place(path).parent)

    def _project(self, folder: Path) -> Path:
        """The folder that defaults count from: that of the configuration file above, if any."""
        file = self.config_file(folder)
        # A user's own file lies outside, and one that was named has no place of its own.
        found = file is not None and self._said.file is None
        return file.parent if file and found and folder.is_relative_to(file.parent) else self._cwd

    def _place(self, path: str | None) -> Path:
        """The absolute path of a photo; without a path, of one that lies in the current folder."""
        return self._cwd / STDIN if path is None else Path(os.path.abspath(path))  # noqa: PTH100 - links stay links

    def _parts(self, folder: Path) -> tuple[Configuration, ...]:
        """What was said of a folder, the strongest last."""
        file = self.config_file(folder)
        return (
            Configuration() if file is None else self._configuration(file),
            self._said.environment,
            self._said.command_line,
        )

    def _all(self, folder: Path) -> Configuration:
        file = self.config_file(folder)
        if file not in self._merged:
            own, environment, command_line = self._parts(folder)
            self._merged[file] = command_line.over(environment.over(own))
        return self._merged[file]

    def _configuration(self, file: Path) -> Configuration:
        if file not in self._read:
            # A file that was named has no place of its own: its patterns count from here.
            root = self._cwd if file == self._said.file else None
            self._read[file] = read_config(file, root)
        return self._read[file]


def settings_for(path: str | os.PathLike[str], *, config: str | None = None) -> Settings:
    """Return how a photo is judged by its configuration file, as the command line would.

    Args:
        path: of the photo; it need not exist.
        config: a configuration file to read in place of the nearest.

    Raises:
        HeadshotLintError: the file says what is unknown or wrong.
    """
    said = Said(file=Path(config).absolute() if config is not None else None)
    return Resolver(said).settings(os.fspath(path))


def _settings(parts: list[JudgingConfiguration], whole: Configuration) -> Settings:
    origins: dict[str, Origin] = {
        f"categories.{category}": weight.origin for category, weight in whole.categories.items()
    }
    profile = next((p.profile for p in reversed(parts) if p.profile), None)
    shape = next((p.shape for p in reversed(parts) if p.shape), None)
    singles: Mapping[str, object] = {"profile": profile, "shape": shape, "preview": whole.preview}
    origins |= {key: said.origin for key, said in singles.items() if said is not None}  # type: ignore[attr-defined]
    return Settings(
        profile=profile.value if profile else DEFAULT_PROFILE,
        layers=tuple(layer for part in parts for layer in part.layers),
        preview=whole.preview.value if whole.preview else False,
        shape=shape.value if shape else None,
        categories={category: weight.value for category, weight in whole.categories.items()},
        origins=origins,
    )
