"""Odd surroundings: a home that may not be written, another locale, little memory, other paths."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from headshot_lint.config import photos
from headshot_lint.model.facts.file import FileFacts

ROOT = Path(__file__).parents[2]
PHOTO = ROOT / "fixtures/HL107-head-tilted/good-friendly.jpg"


def check(
    *arguments: str, cwd: Path | None = None, prefix: tuple[str, ...] = (), **variables: str
) -> subprocess.CompletedProcess[bytes]:
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("HEADSHOT", "XDG", "LC", "LANG"))
    }
    return subprocess.run(
        [*prefix, sys.executable, "-m", "headshot_lint", "check", *arguments],
        cwd=cwd,
        env={**kept, **variables},
        capture_output=True,
        timeout=300,
        check=False,
    )


def findings(done: subprocess.CompletedProcess[bytes]) -> dict[str, str]:
    (photo,) = json.loads(done.stdout.decode("utf-8"))["photos"]
    return {result["code"]: result["status"] for result in photo["results"]}


@pytest.fixture(scope="module")
def usual() -> dict[str, str]:
    return findings(check(str(PHOTO), "--output-format", "json", "--no-cache"))


def test_a_home_that_may_not_be_written(tmp_path: Path, usual: dict[str, str]) -> None:
    # Nobody, root included, can make a folder below a file.
    home = tmp_path / "home"
    home.write_text("no folder")
    done = check(
        *(str(PHOTO), "--output-format", "json"),
        HOME=str(home),
        USERPROFILE=str(home),
        LOCALAPPDATA=str(home),
    )
    assert findings(done) == usual
    assert b"cache could not be used" in done.stderr


@pytest.mark.parametrize("output_format", ["full", "json", "csv", "markdown"])
def test_a_locale_of_ascii_only(output_format: str, tmp_path: Path) -> None:
    name = "José 日本.jpg"
    (tmp_path / name).write_bytes(PHOTO.read_bytes())
    (tmp_path / "headshot-lint.toml").write_text('# Größe\nselect = ["file"]\n', encoding="utf-8")
    done = check(
        *(".", "--output-format", output_format, "-o", "report", "--no-cache"),
        cwd=tmp_path,
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
        PYTHONIOENCODING="ascii",
    )
    assert done.returncode in (0, 1), done.stderr
    assert name in (tmp_path / "report").read_text(encoding="utf-8")


def test_a_name_that_is_no_utf_8(tmp_path: Path) -> None:
    name = b"ada-\xff\xe9.jpg"
    try:
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))).write_bytes(PHOTO.read_bytes())
    except OSError:
        pytest.skip("names are Unicode on this file system")
    done = check(".", "--select", "file", "--output-format", "json", "--no-cache", cwd=tmp_path)
    (photo,) = json.loads(done.stdout.decode("utf-8"))["photos"]
    assert photo["path"] == r"ada-\udcff\udce9.jpg"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit is Linux's")
def test_a_gigabyte_of_memory_is_enough(usual: dict[str, str]) -> None:
    """Of memory that a program owns (RLIMIT_DATA), without libraries mapped from the disk."""
    code = (
        "import resource, os, sys\n"
        "resource.setrlimit(resource.RLIMIT_DATA, (1_000_000_000,) * 2)\n"
        "os.execv(sys.argv[1], sys.argv[1:])\n"
    )
    done = check(
        *(str(PHOTO), "--output-format", "json", "--no-cache"),
        prefix=(sys.executable, "-c", code),
    )
    assert done.returncode in (0, 1), done.stderr[-2000:]
    assert findings(done) == usual


def test_no_window_system_is_loaded() -> None:
    code = (
        "import sys, headshot_lint\n"
        f"headshot_lint.lint({str(PHOTO)!r})\n"
        "names = {name.split('.')[0] for name in sys.modules}\n"
        "assert not names & {'tkinter', 'PyQt5', 'PyQt6', 'gi', 'wx', 'matplotlib'}, names\n"
        "maps = open('/proc/self/maps').read() if sys.platform == 'linux' else ''\n"
        "assert 'libGL.so' not in maps and 'libX11' not in maps and 'libgtk' not in maps\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("path", "extension", "matches"),
    [
        ("C:\\team\\Ada.JPG", ".jpg", True),
        ("\\\\server\\share\\ada.png", ".png", False),
        ("/Users/ada/Pictures/ada.jpeg", ".jpeg", True),
        ("team.jpg/ada", "", True),
        ("C:ada.jpg", ".jpg", True),
        ("ada.jpg.", "", True),
    ],
)
def test_extensions_of_paths_of_other_systems(path: str, extension: str, matches: bool) -> None:
    facts = FileFacts("JPEG").under(path)
    assert (facts.extension, facts.extension_matches) == (extension, matches)


def test_suffixes_are_found_in_any_case() -> None:
    for kind in (PurePosixPath, PureWindowsPath):
        assert kind("team/ADA.HEIC").suffix.lower() in photos.SUFFIXES
