"""Keep what the linter says of the fixtures: `python tools/golden.py` (`make golden`).

Writes `tests/golden/reports.json`: verdict, score and the status of every rule for two pictures of
each folder below `fixtures/`, and the library versions that they were measured with. The changelog
must name the file's digest, so that no upgrade changes a verdict unsaid: this prints the line, and
what has changed.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from headshot_lint import lint_many, make_settings

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "tests" / "golden" / "reports.json"
CHANGELOG = ROOT / "CHANGELOG.md"
LIBRARIES = (
    "mediapipe",
    "numpy",
    "onnxruntime",
    "opencv-python-headless",
    "Pillow",
    "scikit-image",
)

Photo = dict[str, Any]


def pictures() -> list[str]:
    """The first good and the first bad picture of each folder, relative to the repository."""
    found = []
    for folder in sorted((ROOT / "fixtures").glob("HL*")):
        for kind in ("good", "bad"):
            found += sorted(folder.glob(f"{kind}-*.*"))[:1]
    return [path.relative_to(ROOT).as_posix() for path in found]


def measure(paths: Sequence[str], jobs: int = 1) -> dict[str, Photo]:
    """Return verdict, score and statuses by path; rules in preview and of no profile, too."""
    report = lint_many(
        [str(ROOT / path) for path in paths], settings=make_settings(select=["ALL"]), jobs=jobs
    )
    return {
        Path(photo.path).relative_to(ROOT).as_posix(): {
            "verdict": photo.verdict,
            "score": photo.score,
            "statuses": {each.code: str(each.status) for each in photo.results},
        }
        for photo in report.photos
    }


def versions() -> dict[str, str]:
    """The libraries that a verdict depends on."""
    return {"machine": platform.machine(), **{name: _version(name) for name in LIBRARIES}}


def digest(content: bytes) -> str:
    """Return the word by which the changelog names the file."""
    return hashlib.sha256(content).hexdigest()[:16]


def changelog_line(content: bytes) -> str:
    """Return the line that the changelog must have."""
    return f"Golden reports: `{digest(content)}`"


def changes(before: dict[str, Photo], after: dict[str, Photo]) -> Iterator[str]:
    """Yield one sentence for each picture that is judged otherwise."""
    for path in sorted(before.keys() | after.keys()):
        old, new = before.get(path), after.get(path)
        if old is None or new is None:
            yield f"{path}: {'new' if old is None else 'gone'}"
            continue
        keys = [key for key in ("verdict", "score") if old[key] != new[key]]
        parts = [f"{key} {old[key]} -> {new[key]}" for key in keys]
        codes = sorted(old["statuses"].keys() | new["statuses"].keys())
        pairs = ((code, old["statuses"].get(code), new["statuses"].get(code)) for code in codes)
        parts += [f"{code} {was} -> {now}" for code, was, now in pairs if was != now]
        if parts:
            yield f"{path}: {', '.join(parts)}"


def main() -> None:
    """Measure, write, say what changed."""
    before = json.loads(FILE.read_text(encoding="utf-8"))["photos"] if FILE.exists() else {}
    after = measure(pictures(), jobs=2)
    content = json.dumps({"versions": versions(), "photos": after}, indent=1, sort_keys=True)
    FILE.write_text(f"{content}\n", encoding="utf-8")
    for change in changes(before, after):
        print(change)
    line = changelog_line(FILE.read_bytes())
    if line not in CHANGELOG.read_text(encoding="utf-8"):
        print(f"CHANGELOG.md must say what changed, and: {line}")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


if __name__ == "__main__":
    main()
