from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from headshot_lint.config import locate

Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def _no_user_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The configuration of whoever runs the tests must not show."""
    monkeypatch.setattr(locate, "user_config", lambda: tmp_path / "nowhere.toml")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the current one."""
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def write(project: Path) -> Write:
    """Writes a file below the project, with the folders that it needs."""

    def write(name: str, text: str = "") -> Path:
        file = project / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    return write
