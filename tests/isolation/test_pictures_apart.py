"""Pictures of reports, drawn in processes of their own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from headshot_lint import lint_many, make_settings
from headshot_lint.cli.main import cli
from headshot_lint.draw import album, apart
from headshot_lint.draw.apart import COMMAND
from headshot_lint.engine.isolation import Isolation, Limits

FIXTURES = Path(__file__).parents[2] / "fixtures"
PHOTOS = [
    FIXTURES / "HL203-uneven-light/bad-one-side.jpg",
    FIXTURES / "HL101-no-face/bad-cat.jpg",
    FIXTURES / "HL001-unreadable/bad-truncated.jpg",
]
SOUND = PHOTOS[0].read_bytes()
MAIN = (
    "from headshot_lint.draw.isolated import picture\n"
    "import headshot_lint.engine.isolated as side\n"
    "side.main({'picture': picture})"
)


@pytest.fixture
def poisoned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Workers whose decoder hangs or dies, or which send nonsense, on a word in the file."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, time\n"
        "import headshot_lint.engine.isolated as side\n"
        "from headshot_lint.draw import isolated as drawing\n"
        "def load(data, name, limits, real=side.load):\n"
        "    if b'HANG' in data: time.sleep(600)\n"
        "    if b'KILL' in data: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    photo = real(data, name=name, limits=limits)\n"
        "    for word in (b'BREAK', b'LIE', b'HUGE'):\n"
        "        if word in data: photo.__dict__['word'] = word\n"
        "    return photo\n"
        "def picture(shot, allowance, real=drawing.picture):\n"
        "    word = shot.photo.__dict__.get('word')\n"
        "    if word == b'BREAK': raise RuntimeError('a bug')\n"
        "    told, data = real(shot, allowance)\n"
        "    if word == b'LIE': return {**told, 'sizes': [3, 4, 5]}, b'<script>xx'\n"
        "    if word == b'HUGE': return told, bytes(60_000_000)\n"
        "    return told, data\n"
        "side.load, drawing.picture = load, picture\n"
    )
    # `-m` would load the module anew and lose the change.
    monkeypatch.setattr(apart, "COMMAND", ("-c", MAIN))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


def written(folder: Path, **words: bytes) -> list[str]:
    """Photos that are sound but for a word behind their end."""
    for name, word in words.items():
        (folder / f"{name}.jpg").write_bytes(SOUND + word)
    return [str(folder / f"{name}.jpg") for name in words]


def test_pictures_are_the_same() -> None:
    report = lint_many([str(path) for path in PHOTOS], settings=make_settings(select=["file"]))
    here = album.gather(report.photos, {})
    with Isolation(Limits(timeout_s=120), command=COMMAND) as isolation:
        there = album.gather(report.photos, {}, jobs=2, isolation=isolation)
    assert there == here
    assert here[str(PHOTOS[0])].light
    assert here[str(PHOTOS[0])].geometry.contours
    assert "truncated" in here[str(PHOTOS[2])].trouble


@pytest.mark.usefixtures("poisoned")
def test_a_photo_that_hangs_kills_or_lies_costs_its_own_picture(tmp_path: Path) -> None:
    words = {"a": b"", "break": b"BREAK", "hang": b"HANG", "huge": b"HUGE", "kill": b"KILL",
             "lie": b"LIE", "z": b""}  # fmt: skip
    photos = written(tmp_path, **words)
    report = lint_many(photos, settings=make_settings(select=["file"]))
    with Isolation(Limits(timeout_s=12), command=apart.COMMAND) as isolation:
        pictures = album.gather(report.photos, {}, isolation=isolation)
    trouble = {Path(path).stem: picture.trouble for path, picture in pictures.items()}
    assert trouble["a"] == trouble["z"] == ""
    assert "took longer than 12 seconds" in trouble["hang"]
    assert "ended the process that read it (exit code -9)" in trouble["kill"]
    assert "could not be drawn (AnalysisError)" in trouble["break"]
    assert "could not be drawn (ValueError)" in trouble["lie"]
    assert "ended the process that read it" in trouble["huge"]
    drawn = {Path(path).stem for path, picture in pictures.items() if picture.photo}
    assert drawn == {"a", "z"}


def test_a_photo_that_changed_is_told(tmp_path: Path) -> None:
    (path,) = written(tmp_path, a=b"")
    report = lint_many([path], settings=make_settings(select=["file"]))
    Path(path).write_bytes(SOUND + b"\0")
    with Isolation(Limits(timeout_s=120), command=COMMAND) as isolation:
        pictures = album.gather(report.photos, {}, isolation=isolation)
    assert pictures[path].trouble == "The file has changed since it was judged."


@pytest.mark.usefixtures("poisoned")
def test_the_page_is_written_whatever_a_photo_does(tmp_path: Path) -> None:
    photos = written(tmp_path, a=b"", kill=b"KILL")
    page = tmp_path / "page.html"
    arguments = [
        "check",
        *photos,
        "--isolated",
        "--no-cache",
        "--select",
        "file",
        "-q",
        "--isolate",
    ]
    done = CliRunner().invoke(cli, [*arguments, "--output", f"html={page}"], standalone_mode=False)
    assert done.exception is None, done.exception
    assert os.path.getsize(page) > 10_000  # noqa: PTH202
    assert "ended the process that read it" in page.read_text(encoding="utf-8")
