from __future__ import annotations

from pathlib import Path

import pytest

from headshot_lint.cache.facts_cache import FactCache

ROOT = Path(__file__).parents[2]


@pytest.fixture
def cache(tmp_path: Path) -> FactCache:
    return FactCache(tmp_path / "cache")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A copy of a photograph, which a test may change."""
    copy = tmp_path / "photo.jpg"
    copy.write_bytes((ROOT / "fixtures/HL107-head-tilted/good-friendly.jpg").read_bytes())
    return copy
