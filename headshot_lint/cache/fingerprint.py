"""What measured a fact, in one word: another word, another fact."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib import resources
from importlib.metadata import PackageNotFoundError, version
from importlib.resources.abc import Traversable

from headshot_lint.analyse.model_files import model_hashes
from headshot_lint.analyse.providers import chosen

_CODE = ("analyse", "measure", "model", "photo", "shot.py")
"""What of the package turns bytes into facts."""

_LIBRARIES = (
    "mediapipe",
    "numpy",
    "onnxruntime",
    "onnxruntime-directml",
    "onnxruntime-gpu",
    "onnxruntime-openvino",
    "opencv-python-headless",
    "Pillow",
    "pi-heif",
    "scikit-image",
)
"""What it does so with."""


@cache
def fingerprint() -> str:
    """Return a digest of everything besides the photo that a fact depends on.

    The code itself is read: a version alone would let a changed measure show what it measured
    before, between two releases.
    """
    digest = blake2b(digest_size=16)
    for name, content in sorted(_parts()):
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _parts() -> Iterator[tuple[str, bytes]]:
    """Yield what the digest is of, by name."""
    yield "version", version("headshot-lint").encode()
    yield "python", platform.python_version().encode()
    yield "machine", f"{platform.system()} {platform.machine()}".encode()
    yield "providers", ",".join(chosen()).encode()
    for name, sha256 in model_hashes().items():
        yield f"model {name}", sha256.encode()
    for library in _LIBRARIES:
        yield f"library {library}", _version(library).encode()
    for part in _CODE:
        yield from _code(part, resources.files("headshot_lint") / part)


def _code(name: str, place: Traversable) -> Iterator[tuple[str, bytes]]:
    if place.is_dir():
        for entry in place.iterdir():
            yield from _code(f"{name}/{entry.name}", entry)
    elif name.endswith(".py"):
        yield f"code {name}", place.read_bytes()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"
