"""The shipped weights are the listed ones."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from headshot_lint.analyse.model_files import model_hashes

ROOT = Path(__file__).parent.parent
MODELS = ROOT / "headshot_lint" / "data" / "models"
LISTED = tomllib.loads((MODELS / "MODELS.toml").read_text(encoding="utf-8"))


def test_no_file_is_unlisted_and_none_is_missing() -> None:
    present = {path.name for path in MODELS.iterdir()} - {"MODELS.toml"}
    assert present == set(LISTED["files"])


@pytest.mark.parametrize("name", LISTED["files"])
def test_content_is_the_listed_one(name: str) -> None:
    content, listed = (MODELS / name).read_bytes(), LISTED["files"][name]
    assert hashlib.sha256(content).hexdigest() == listed["sha256"]
    assert len(content) == listed["bytes"]


@pytest.mark.parametrize("name", LISTED["files"])
def test_source_and_licence_are_named(name: str) -> None:
    source = LISTED["sources"][LISTED["files"][name]["source"]]
    assert source["licence"] == "Apache-2.0"
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert name in notice
    assert source.get("sha256", "") in notice  # what was trained here has no original


def test_reports_name_every_weight_by_its_hash() -> None:
    assert model_hashes() == {name: file["sha256"] for name, file in LISTED["files"].items()}
