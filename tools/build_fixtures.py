"""Build the fixture pictures from the public-domain portraits that installed packages carry.

    python tools/build_fixtures.py            write every picture below fixtures/
    python tools/build_fixtures.py HL104      write the pictures of one rule
    python tools/build_fixtures.py --check    rebuild in memory and compare with what is there

Everything is seeded: two runs with the same package versions give the same bytes. Encoders differ
between releases, so the check compares pixels of lossy files, with a tolerance.
"""

from __future__ import annotations

import argparse
import sys
from io import BytesIO
from pathlib import Path

import fixture_recipes_face
import fixture_recipes_file
import fixture_recipes_frame
import fixture_recipes_light
import fixture_recipes_team
import numpy as np
from fixture_portraits import FIXTURES
from PIL import Image, UnidentifiedImageError

LOSSY = {".jpg", ".webp", ".tiff"}
MEAN_DIFFERENCE = 2.0  # codes: well above what another libjpeg rounds, well below any fault
HEAVIEST = 40_000  # bytes of one picture

RECIPES = {
    **fixture_recipes_file.RECIPES,
    **fixture_recipes_face.RECIPES,
    **fixture_recipes_light.RECIPES,
    **fixture_recipes_frame.RECIPES,
    **fixture_recipes_team.RECIPES,
}


def differs(path: Path, built: bytes) -> str:
    """Say how the file differs from what the recipe gives; empty where it does not."""
    if not path.exists():
        return "is missing"
    kept = path.read_bytes()
    if kept == built:
        return ""
    if path.suffix not in LOSSY:
        return "has other bytes"
    try:
        old, new = (np.asarray(Image.open(BytesIO(data)), dtype=float) for data in (kept, built))
    except (UnidentifiedImageError, OSError):
        return "has other bytes"
    if old.shape != new.shape:
        return f"has the shape {old.shape}, not {new.shape}"
    gap = float(np.abs(old - new).mean())
    return f"differs by {gap:.1f} codes on average" if gap > MEAN_DIFFERENCE else ""


def strangers() -> list[str]:
    """Pictures below fixtures/ that no recipe makes."""
    there = (path for path in FIXTURES.glob("HL*/*") if path.suffix != ".toml")
    return sorted(str(path.relative_to(FIXTURES)) for path in there if _key(path) not in RECIPES)


def _key(path: Path) -> str:
    return path.relative_to(FIXTURES).as_posix()


def main() -> int:
    """Build or check; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("codes", nargs="*", help="rule codes; all where none is given")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    arguments = parser.parse_args()
    faults = [f"{name}: no recipe makes it" for name in strangers()]
    for name, recipe in RECIPES.items():
        if arguments.codes and name.partition("-")[0] not in arguments.codes:
            continue
        built, path = recipe(), FIXTURES / name
        if len(built) > HEAVIEST:
            faults.append(f"{name}: {len(built)} bytes, more than {HEAVIEST}")
        if arguments.check:
            difference = differs(path, built)
            faults += [f"{name}: {difference}"] if difference else []
            continue
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(built)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
