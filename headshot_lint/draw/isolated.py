"""Draws photos in a process of its own: `python -m headshot_lint.draw.isolated MB ENGINE`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from headshot_lint.draw.album import draw_shot
from headshot_lint.draw.apart import QUESTION
from headshot_lint.draw.encode import Allowance
from headshot_lint.engine.isolated import main
from headshot_lint.shot import Shot


def picture(shot: Shot, allowance: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Answer with the picture of a photo: what lies where, and its parts behind each other."""
    drawn = draw_shot(shot, Allowance(**allowance))
    parts = (drawn.photo, drawn.light, drawn.background)
    told = {
        "sizes": [None if part is None else len(part) for part in parts],
        "geometry": asdict(drawn.geometry),
        "level_of": drawn.level_of,
    }
    return told, b"".join(part or b"" for part in parts)


if __name__ == "__main__":
    main({QUESTION: picture})
