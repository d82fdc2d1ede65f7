"""A document of sections under the conditions they hold in, as Markdown and as JSON."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from evaluation.document import PACKAGES, ROOT, commit
from evaluation.tables import Section

from headshot_lint.analyse.mesh_mediapipe import available
from headshot_lint.analyse.view import LandmarkEngine


def conditions(profile: str, engine: LandmarkEngine, counts: Mapping[str, int]) -> dict[str, str]:
    """Under what the figures were found.

    Args:
        profile: its label.
        engine: as asked for.
        counts: how many photographs of which kind were looked at.
    """
    if engine == "auto":
        engine = "mediapipe" if available() else "onnx"
    return {
        "commit": commit(),
        "date": datetime.now(UTC).date().isoformat(),
        "profile": profile,
        "landmark engine": engine,
        "photographs": ", ".join(f"{count} {what}" for what, count in counts.items()),
        "packages": ", ".join(f"{name} {version(name)}" for name in PACKAGES),
        "machine": f"Python {platform.python_version()}, {platform.system()} {platform.machine()}",
    }


def write(name: str, head: str, held: Mapping[str, str], sections: Sequence[Section]) -> None:
    """Write `docs/NAME.md` and `docs/NAME.json`; in JSON a row is a line."""
    listed = "\n".join(f"- {key}: {value}" for key, value in held.items())
    parts = [head, f"## Conditions\n\n{listed}\n", *(section.markdown() for section in sections)]
    docs = ROOT / "docs"
    Path(docs / f"{name}.md").write_text("\n".join(parts), encoding="utf-8")
    rows = {
        section.key: "[\n" + ",\n".join(f"  {_plain(row)}" for row in section.json()) + "\n ]"
        for section in sections
    }
    lines = [f' "conditions": {_plain(dict(held))}', *(f' "{k}": {v}' for k, v in rows.items())]
    Path(docs / f"{name}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=float)  # numbers of numpy
