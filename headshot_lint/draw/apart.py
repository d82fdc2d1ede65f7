"""Pictures that a worker draws: a photo that hangs or kills its decoder costs its picture alone."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from headshot_lint.draw.encode import Allowance
from headshot_lint.draw.geometry import Geometry
from headshot_lint.draw.picture import Picture, trouble_of
from headshot_lint.engine.sources import read_encoded
from headshot_lint.model.errors import Unreadable
from headshot_lint.shot import AnalysisError

if TYPE_CHECKING:
    from headshot_lint.engine.isolation import Isolation
    from headshot_lint.engine.report import PhotoReport

COMMAND = ("-m", "headshot_lint.draw.isolated")
"""What starts a worker that draws."""

QUESTION = "picture"


def picture_apart(
    report: PhotoReport, source: str, allowance: Allowance, isolation: Isolation
) -> Picture:
    """Have one photo drawn; one that cannot be, or not in time, yields the reason.

    Args:
        report: of the photo.
        source: where it is.
        allowance: what its pictures may weigh.
        isolation: workers that were started by `COMMAND`.
    """
    bench = isolation.bench()
    try:
        facts = bench.measure(*read_encoded(source, None))
        told, data = bench.ask(QUESTION, asdict(allowance))
        return _picture(told, data, trouble_of(report, facts.sha256))
    except Unreadable as refusal:
        return Picture(trouble=f"The photo {refusal.reason}.")
    except (AnalysisError, KeyError, TypeError, ValueError) as broken:
        return Picture(trouble=f"The photo could not be drawn ({type(broken).__name__}).")
    finally:
        bench.clear()


def _picture(told: dict[str, Any], data: bytes, trouble: str) -> Picture:
    """Return the picture that a worker sent.

    Raises:
        KeyError, TypeError, ValueError: what it sent is none.
    """
    parts: list[bytes | None] = []
    at = 0
    for size in told["sizes"]:
        part = None if size is None else data[at : at + size]
        if part is not None and part[:4] + part[8:12] != b"RIFFWEBP":
            raise ValueError("no WebP")
        parts.append(part)
        at += size or 0
    photo, light, background = parts
    geometry = _geometry().validate_json(json.dumps(told["geometry"]), strict=True)
    return Picture(
        photo=photo,
        light=light,
        background=background,
        geometry=geometry,
        level_of=str(told["level_of"]),
        trouble=trouble,
    )


@cache
def _geometry() -> TypeAdapter[Geometry]:
    return TypeAdapter(Geometry)
