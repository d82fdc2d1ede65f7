"""A real Chromium for pages of the project: what it loads, what it complains of."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE_MS = 180_000
"""A busy machine is no fault of the page."""
GRAVE = ("serious", "critical")


@dataclass
class Watched:
    """A page and what it did.

    Attributes:
        page: Playwright's.
        complaints: errors and warnings of the console, and exceptions.
        requests: addresses that it asked for, apart from itself and from `data:`.
    """

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def faults(self) -> list[str]:
        """What axe-core finds wrong for people who cannot see, or use no mouse, if it is grave."""
        from axe_playwright_python.sync_playwright import Axe

        found: list[dict[str, Any]] = Axe().run(self.page).response["violations"]
        return [
            f"{fault['id']} ({fault['impact']}): {fault['help']}: {fault['nodes'][0]['html'][:200]}"
            for fault in found
            if fault["impact"] in GRAVE
        ]


def find_chromium() -> str | None:
    """Return the program: `HEADSHOT_LINT_CHROMIUM`, or the first usual name; None without one."""
    named = os.environ.get("HEADSHOT_LINT_CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def chromium(program: str) -> Iterator[Browser]:
    """Start the browser, and end it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def opened(
    browser: Browser,
    file: Path,
    *,
    fragment: str = "",
    size: tuple[int, int] = (1440, 900),
    scheme: Literal["light", "dark"] = "light",
) -> Watched:
    """Open a file in a window of its own, and watch it."""
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page.set_default_timeout(PATIENCE_MS)
    watched = Watched(page)
    own = file.resolve().as_uri()
    page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    page.on(
        "console",
        lambda told: (
            watched.complaints.append(f"{told.type}: {told.text}")
            if told.type in ("error", "warning")
            else None
        ),
    )
    page.on(
        "request",
        lambda asked: (
            None if asked.url.startswith(("data:", own)) else watched.requests.append(asked.url)
        ),
    )
    page.goto(own + fragment)
    return watched
