"""What is shipped: everything that runs, nothing else, to the same bytes each time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EPOCH = "1700000000"
SHIPPED = ("headshot_lint", "rules", "pyproject.toml", "README.md", "LICENSE", "NOTICE")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def tree(folder: Path) -> Path:
    """A copy of what is built, without caches and what an earlier build has left."""
    for name in SHIPPED:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    return folder


def build(kind: str, source: Path, into: Path) -> Path:
    into.mkdir(exist_ok=True)
    code = f"from setuptools.build_meta import build_{kind}; build_{kind}({str(into)!r})"
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=source,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
        check=True,
        capture_output=True,
    )
    (built,) = into.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    return build("wheel", tree(folder / "tree"), folder / "dist")


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


def test_the_wheel_has_every_module_and_every_file_of_data(names: set[str]) -> None:
    data = "headshot_lint/data"
    expected = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "headshot_lint").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    expected |= {
        f"headshot_lint_rules/{path.name}"
        for path in (ROOT / "rules").iterdir()
        if path.suffix == ".py" or path.name == "py.typed"
    }
    shipped = {name for name in names if ".dist-info/" not in name}
    assert shipped == expected
    assert any(name.startswith(f"{data}/models/") for name in shipped)
    assert any(name.startswith(f"{data}/profiles/") for name in shipped)


def test_the_wheel_has_licence_and_notice_and_says_what_it_needs(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    info = metadata.removesuffix("METADATA")
    for name in ("LICENSE", "NOTICE"):
        assert archive.read(f"{info}licenses/{name}") == (ROOT / name).read_bytes()
    read = Parser().parsestr(archive.read(metadata).decode())
    assert read["License-Expression"] == "Apache-2.0"
    assert read["Requires-Python"] == PROJECT["project"]["requires-python"]
    assert set(read.get_all("Provides-Extra")) == set(PROJECT["project"]["optional-dependencies"])
    entries = archive.read(f"{info}entry_points.txt").decode()
    assert "headshot-lint = headshot_lint.cli.main:main" in entries


def test_the_wheel_runs_anywhere_and_is_of_bounded_size(wheel: Path) -> None:
    assert wheel.name.endswith("-py3-none-any.whl")
    assert wheel.stat().st_size < 40_000_000


def test_two_builds_are_equal_to_the_byte(wheel: Path, tmp_path: Path) -> None:
    again = tree(tmp_path / "somewhere" / "else")
    for path in again.rglob("*"):
        os.utime(path, (1_800_000_000, 1_800_000_000))
    assert build("wheel", again, tmp_path / "dist").read_bytes() == wheel.read_bytes()


def test_the_source_archive_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    archive = build("sdist", tree(tmp_path / "tree"), tmp_path / "sdist")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path / "unpacked", filter="data")
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    assert {"LICENSE", "NOTICE", "README.md"} <= {path.name for path in unpacked.iterdir()}
    assert contents(build("wheel", unpacked, tmp_path / "dist")) == contents(wheel)


def contents(wheel: Path) -> dict[str, bytes]:
    archive = zipfile.ZipFile(wheel)
    return {name: archive.read(name) for name in archive.namelist()}
