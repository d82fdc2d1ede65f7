"""Pictures of the HTML report for the documents: `python tools/picture_page.py`.

Judges some fixtures as a team, opens the report in Chromium and writes docs/html-report/*.webp.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Literal

from chromium import chromium, find_chromium, opened
from PIL import Image

from headshot_lint.draw.album import gather
from headshot_lint.engine.run import lint_many
from headshot_lint.reporters import render
from headshot_lint.reporters.view import View

ROOT = Path(__file__).parent.parent
INTO = ROOT / "docs/html-report"

FIXTURES = {
    "anna.jpg": "HL108-eyes-closed/bad-shut.jpg",
    "bea.jpg": "HL203-uneven-light/bad-one-side.jpg",
    "carla.jpg": "HL107-head-tilted/bad-left.jpg",
    "dora.jpg": "HL203-uneven-light/good-soft-side.jpg",
    "edith.jpg": "HL107-head-tilted/good-friendly.jpg",
    "grace.jpg": "HL406-chin-cut/bad-chin-cap.jpg",
    "helen.jpg": "HL402-face-too-large/bad-only-face-smiling.jpg",
    "irma.jpg": "HL802-team-background/red-wall.jpg",
    "jane.jpg": "HL202-face-bright/bad-blown-out.jpg",
    "kate.jpg": "HL101-no-face/good-cap.jpg",
    "minka.jpg": "HL101-no-face/bad-cat.jpg",
    "olga.png": "HL001-unreadable/bad-empty.png",
}
# Name, photo that is open (none: the grid), keys that are pressed, scheme, size of the window.
Picture = tuple[str, str, str, Literal["light", "dark"], tuple[int, int]]
PICTURES: tuple[Picture, ...] = (
    ("grid", "", "", "light", (1280, 900)),
    ("grid-dark-narrow", "", "", "dark", (390, 844)),
    ("photo", "anna.jpg", "", "light", (1280, 900)),
    ("photo-dark", "dora.jpg", "frltc", "dark", (1280, 900)),
    ("light-map", "bea.jpg", "rf2", "light", (1280, 900)),
    ("background-map", "irma.jpg", "rf3", "dark", (1280, 900)),
)


def main() -> int:
    """Write the pictures; 2 where there is no browser."""
    program = find_chromium()
    if program is None:
        print("error: there is no Chromium\nhint: apt-get install chromium", file=sys.stderr)
        return 2
    INTO.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        page = _report(Path(place))
        with chromium(program) as browser:
            for name, photo, keys, scheme, size in PICTURES:
                watched = opened(browser, page, scheme=scheme, size=size)
                if photo:
                    watched.page.locator(f'.card[data-name="{photo}"] a').click()
                for key in keys:
                    watched.page.keyboard.press(key)
                watched.page.wait_for_timeout(500)
                shot = Image.open(io.BytesIO(watched.page.screenshot()))
                shot.convert("RGB").save(INTO / f"{name}.webp", "WEBP", quality=80, method=6)
                watched.page.close()
    return 0


def _report(folder: Path) -> Path:
    os.chdir(folder)  # so that paths in the report are names only
    for name, fixture in FIXTURES.items():
        shutil.copy(ROOT / "fixtures" / fixture, name)
    report = lint_many(sorted(FIXTURES))
    page = folder / "report.html"
    page.write_text(render(report, "html", View(album=gather(report.photos, {}))), encoding="utf-8")
    return page


if __name__ == "__main__":
    sys.exit(main())
