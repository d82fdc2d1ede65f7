"""The HTML report of many photos in a real Chromium: `make page`.

The fixtures, and the labelled photographs where `HEADSHOT_LINT_PHOTOS` names them, are judged and
drawn by `headshot-lint check --output html=...`, as anybody would; then Chromium opens each report,
scrolls through it, searches, filters, sorts and opens photos, while console and network are watched
and the clock runs. axe-core looks for what shuts people out.

`--write` writes what was seen to docs/html-report-browser.md. Pictures of the pages go to the
folder that `--pictures` names; those of labelled photographs must not leave the machine.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import labels
from chromium import Watched, chromium, find_chromium, opened

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "html-report-browser.md"
OPENED = 20
"""Photos that are opened one after the other."""

_PAINTED = "new Promise(done => requestAnimationFrame(() => setTimeout(done)))"

# Each runs in the page and returns the milliseconds until the page shows what came of it.
_ACTS = {
    "search for a word that a third of the photos have": (
        "() => { const box = document.getElementById('search'); box.value = 'light';"
        " box.dispatchEvent(new Event('input', { bubbles: true })); }"
    ),
    "clear the filters": "() => document.getElementById('clear-form').click()",
    "show failed photos only": "() => document.querySelector('.tile.fail').click()",
    "show all again": "() => document.querySelector('.tile.all').click()",
    "sort by name": (
        "() => { const sort = document.getElementById('sort'); sort.value = 'name';"
        " sort.dispatchEvent(new Event('change', { bubbles: true })); }"
    ),
}


@dataclass
class Seen:
    """What was seen of one report."""

    name: str
    photos: int
    megabytes: float
    load_ms: float
    interactive_ms: float
    acts_ms: dict[str, float]
    open_ms: float
    scrolled: int
    heap_mb: float
    complaints: list[str]
    requests: list[str]
    faults: list[str] = field(default_factory=list)


def main(arguments: list[str] | None = None) -> int:
    """Judge, draw, open, and say what was seen; 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--write", action="store_true", help="write docs/html-report-browser.md")
    parser.add_argument("--pictures", type=Path, help="a folder for pictures of the pages")
    parser.add_argument("--cache-dir", type=Path, help="facts of photos that were measured before")
    options = parser.parse_args(arguments)
    program = find_chromium()
    if program is None:
        print("error: there is no Chromium\nhint: apt-get install chromium", file=sys.stderr)
        return 2
    folders = {"fixtures": ROOT / "fixtures"}
    if (labels.FOLDER / "labelled").is_dir():
        folders["labelled photographs"] = labels.FOLDER / "labelled"
    else:
        print("labelled photographs are NOT tried: HEADSHOT_LINT_PHOTOS names none")
    seen = [
        _try(name, folder, program, options.cache_dir, options.pictures)
        for name, folder in folders.items()
    ]
    text = _document(seen, program)
    if options.write:
        PAGE.write_text(text, encoding="utf-8")
    print(text)
    return int(any(each.complaints or each.requests or each.faults for each in seen))


def _try(name: str, folder: Path, program: str, cache: Path | None, pictures: Path | None) -> Seen:
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "report.html"
        _report(folder, file, cache)
        with chromium(program) as browser:
            from_here = time.perf_counter()
            watched = opened(browser, file)
            load_ms = (time.perf_counter() - from_here) * 1000
            seen = _use(name, watched, file, load_ms)
            # Whatever is wrong for people shows in any photo: the whole grid would take minutes.
            watched.page.evaluate(
                "document.querySelectorAll('.card:nth-child(n+41)').forEach(c => c.remove())"
            )
            seen.faults += watched.faults()
            if pictures is not None:
                pictures.mkdir(parents=True, exist_ok=True)
                watched.page.screenshot(path=pictures / f"{name.split(maxsplit=1)[0]}.png")
            watched.page.evaluate("location.hash = '#photo-7'")
            watched.page.locator("#sheet .sum").wait_for()
            seen.faults += watched.faults()
        return seen


def _report(folder: Path, file: Path, cache: Path | None) -> None:
    """Judge a folder as anybody would."""
    command = [
        sys.executable, "-m", "headshot_lint", "check", str(folder), "--exit-zero", "--quiet",
        "--isolated", "--no-respect-gitignore", "--output-format", "concise", "-o", os.devnull,
        "--output", f"html={file}",
    ]  # fmt: skip
    if cache is not None:
        command += ["--cache-dir", str(cache)]
    subprocess.run(command, check=True)  # noqa: S603 - our own program


def _use(name: str, watched: Watched, file: Path, load_ms: float) -> Seen:
    """Do with a report what people do with it."""
    page = watched.page
    timing = page.evaluate(
        "(() => { const t = performance.getEntriesByType('navigation')[0];"
        " return t.domContentLoadedEventEnd; })()"
    )
    acts = {
        what: statistics.median(_ms(watched, act) for _ in range(5)) for what, act in _ACTS.items()
    }
    page.evaluate(_ACTS["clear the filters"].removeprefix("() => "))
    numbers = range(1, 1 + min(OPENED, page.locator(".card").count()))
    opening = [_ms(watched, f"() => {{ location.hash = '#photo-{n}' }}") for n in numbers]
    page.keyboard.press("Escape")
    scrolled = _scroll(watched)
    heap = page.evaluate("performance.memory ? performance.memory.usedJSHeapSize / 1e6 : 0")
    return Seen(
        name=name,
        photos=page.locator(".card").count(),
        megabytes=file.stat().st_size / 1e6,
        load_ms=load_ms,
        interactive_ms=float(timing),
        acts_ms=acts,
        open_ms=statistics.median(opening),
        scrolled=scrolled,
        heap_mb=float(heap),
        complaints=watched.complaints,
        requests=watched.requests,
    )


def _ms(watched: Watched, act: str) -> float:
    """Milliseconds from an act to the frame that shows it."""
    return float(
        watched.page.evaluate(
            f"(async () => {{ const from = performance.now(); ({act})(); await {_PAINTED};"
            " return performance.now() - from; })()"
        )
    )


def _scroll(watched: Watched) -> int:
    """Go down the page screen by screen; return how many photos were shown in the end."""
    page = watched.page
    bottom = int(page.evaluate("document.body.scrollHeight"))
    for top in range(0, bottom, 800):
        page.evaluate(f"scrollTo(0, {top})")
        page.wait_for_timeout(30)
    page.wait_for_timeout(500)
    return int(
        page.evaluate(
            "[...document.querySelectorAll('.card img')].filter(i => i.naturalWidth).length"
        )
    )


def _told(command: list[str]) -> str:
    done = subprocess.run(  # noqa: S603 - programs named above
        command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    return done.stdout.strip()


def _document(seen: Iterable[Seen], program: str) -> str:
    listed = list(seen)
    version = _told([program, "--version"])
    commit = _told(["git", "rev-parse", "--short", "HEAD"])
    head = " | ".join(each.name for each in listed)
    rows: list[tuple[str, list[str]]] = [
        ("photos", [f"{each.photos:,}" for each in listed]),
        ("file, MB", [f"{each.megabytes:.1f}" for each in listed]),
        (
            "from opening to a page that answers, ms",
            [f"{each.interactive_ms:.0f}" for each in listed],
        ),
        ("from opening to the end of loading, ms", [f"{each.load_ms:.0f}" for each in listed]),
    ]
    rows += [(f"{act}, ms", [f"{each.acts_ms[act]:.0f}" for each in listed]) for act in _ACTS]
    rows += [
        ("open a photo, ms", [f"{each.open_ms:.0f}" for each in listed]),
        ("photos shown after scrolling to the end", [f"{each.scrolled:,}" for each in listed]),
        ("memory of the script, MB", [f"{each.heap_mb:.0f}" for each in listed]),
        ("complaints of the console", [str(len(each.complaints)) for each in listed]),
        ("requests to anywhere", [str(len(each.requests)) for each in listed]),
        ("serious or critical faults by axe-core", [str(len(each.faults)) for each in listed]),
    ]
    table = "\n".join(f"| {name} | {' | '.join(cells)} |" for name, cells in rows)
    wrong = [
        f"- {each.name}: {text}"
        for each in listed
        for text in (*each.complaints, *each.requests, *each.faults)
    ]
    return _TEXT.format(
        commit=commit,
        version=version,
        machine=f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}",
        load=os.getloadavg()[0],
        head=head,
        rule="---|" * (len(listed) + 1),
        table=table,
        wrong="\n".join(wrong) or "Nothing else was seen.",
    )


_TEXT = """# The HTML report in a browser

`make page` wrote this, at commit {commit}: {version}, without a graphics processor, on {machine};
load of the machine by other programs at the end {load:.1f}. Each act is timed in the page from the
act to the frame that shows what came of it, median of 5 (opening: of 20 photos).

| | {head} |
|{rule}
{table}

{wrong}

Labelled photographs are for measuring: no picture of them is in this repository.
"""


if __name__ == "__main__":
    sys.exit(main())
