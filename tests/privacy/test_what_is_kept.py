"""What is left on the disk of a photo: numbers and words that rules read, for its owner alone."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_type_hints

import pytest

from headshot_lint import FactCache, lint_many
from headshot_lint.cache.codec import PICTURES, fact_types
from headshot_lint.engine.settings import make_settings
from headshot_lint.engine.team import Team

ROOT = Path(__file__).parents[2]
PHOTO = ROOT / "fixtures/HL107-head-tilted/good-friendly.jpg"

# The longest list of numbers among the facts: boxes of faces have four numbers, colours three.
MOST_NUMBERS = 24


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder after every rule has read every fact of a photo, under a name that tells."""
    root = tmp_path_factory.mktemp("cache")
    photo = tmp_path_factory.mktemp("team") / "Ada Lovelace.jpg"
    photo.write_bytes(PHOTO.read_bytes())
    settings = make_settings(select=["ALL"])
    umask = os.umask(0)
    try:
        lint_many(
            [str(photo)],
            settings=settings,
            team_of=lambda _: Team("team", settings),
            cache=FactCache(root),
        )
    finally:
        os.umask(umask)
    return root


def lines(root: Path) -> Iterator[tuple[str, object]]:
    (file,) = root.rglob("*.facts")
    for line in file.read_text().splitlines()[2:]:
        name, value = line.split(" ", 1)
        if not value.startswith("missing "):
            yield name, json.loads(value)


def test_only_its_owner_may_look(kept: Path) -> None:
    for path in kept.rglob("*"):
        if path.name in ("CACHEDIR.TAG", ".gitignore"):
            continue
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_no_name_and_no_picture(kept: Path) -> None:
    content = b"".join(path.read_bytes() for path in kept.rglob("*") if path.is_file())
    assert b"Ada" not in content
    assert b"Lovelace" not in content
    assert content.isascii()  # text, nothing packed
    assert len(content) < 20_000
    assert {name for name, _ in lines(kept)} & PICTURES == set()


def test_no_embedding(kept: Path) -> None:
    """What networks make of a face inside, from which it might be known again, is no fact."""
    longest = {name: longest_numbers(value) for name, value in lines(kept)}
    assert len(longest) >= 15
    assert {name: n for name, n in longest.items() if n > MOST_NUMBERS} == {}


def longest_numbers(value: object) -> int:
    if isinstance(value, dict):
        return max(map(longest_numbers, value.values()), default=0)
    if isinstance(value, list):
        own = sum(isinstance(item, int | float) for item in value)
        return max([own, *map(longest_numbers, value)])
    return 0


def test_facts_hold_no_arrays() -> None:
    def hints(kind: type) -> Iterator[str]:
        for name, hint in get_type_hints(kind).items():
            yield f"{kind.__name__}.{name}: {hint}"
            if dataclasses.is_dataclass(hint):
                yield from hints(hint)  # type: ignore[arg-type]

    found = [each for fact in fact_types().values() for each in hints(fact)]
    assert len(found) > 100
    assert [each for each in found if re.search(r"ndarray|: bytes|\[bytes", each)] == []


def test_what_is_said_aloud_holds_no_picture(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "headshot_lint", "check", str(PHOTO), "-v", "-o", "report.txt"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1)
    assert len(done.stderr) < 20_000
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"report.txt"}
