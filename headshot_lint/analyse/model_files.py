"""The files of the models that come with the package."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources


def model_bytes(name: str) -> bytes:
    """Return the content of a file of `headshot_lint/data/models`."""
    return (resources.files("headshot_lint.data") / "models" / name).read_bytes()


@cache
def model_hashes() -> dict[str, str]:
    """Return the sha256 of every model file by its name, sorted: the report names what measured."""
    folder = resources.files("headshot_lint.data") / "models"
    weights = [file for file in folder.iterdir() if not file.name.endswith(".toml")]
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(weights, key=lambda file: file.name)
    }
