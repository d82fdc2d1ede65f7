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
    acts_ms: dict[str, tuple[float, float]]
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
    parser.add_argument("--reports", type=Path, help="where reports are kept, and taken if there")
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
    with tempfile.TemporaryDirectory() as place:
        kept = options.reports or Path(place)
        kept.mkdir(parents=True, exist_ok=True)
        seen = []
        for name, folder in folders.items():
            file = kept / f"{folder.name}.html"
            if not file.exists():
                _report(folder, file, options.cache_dir)
            seen.append(_try(name, file, program, options.pictures))
    text = _document(seen, program)
    if options.write:
        PAGE.write_text(text, encoding="utf-8")
    print(text)
    return int(any(each.complaints or each.requests or each.faults for each in seen))


def _try(name: str, file: Path, program: str, pictures: Path | None) -> Seen:
    with chromium(program) as browser:
        watched = opened(browser, file)
        seen = _use(name, watched, file)
        # What shuts people out shows in any photo: to search the whole grid would take minutes.
        watched.page.evaluate(
            "document.querySelectorAll('.card:nth-child(n+41)').forEach(c => c.remove())"
        )
        seen.faults += watched.faults()
        if pictures is not None:
            pictures.mkdir(parents=True, exist_ok=True)
            watched.page.screenshot(path=pictures / f"{file.stem}.png")
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


class Stopwatch:
    """Time by the clock and on the page's own thread; the latter leaves other programs out."""

    def __init__(self, watched: Watched) -> None:
        self._page = watched.page
        self._session = watched.page.context.new_cdp_session(watched.page)
        self._session.send("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
        self._session.send("Performance.enable")

    def act(self, act: str) -> tuple[float, float]:
        """Milliseconds from an act to the frame that shows it: by the clock, and of work."""
        before = self._work_ms()
        wall = self._page.evaluate(
            f"(async () => {{ const from = performance.now(); ({act})(); await {_PAINTED};"
            " return performance.now() - from; })()"
        )
        return float(wall), self._work_ms() - before

    def reload(self) -> float:
        """Milliseconds by the clock from opening the file to a page that answers."""
        self._page.reload()
        timing = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
        return float(self._page.evaluate(timing))

    def _work_ms(self) -> float:
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))


def _use(name: str, watched: Watched, file: Path) -> Seen:
    """Do with a report what people do with it."""
    page, clock = watched.page, Stopwatch(watched)
    load_ms = min(clock.reload() for _ in range(3))
    acts = {what: _least([clock.act(act) for _ in range(5)]) for what, act in _ACTS.items()}
    page.evaluate(f"({_ACTS['clear the filters']})()")
    numbers = range(1, 1 + min(OPENED, page.locator(".card").count()))
    opening = [clock.act(f"() => {{ location.hash = '#photo-{n}' }}") for n in numbers]
    page.keyboard.press("Escape")
    acts["open a photo"] = (
        statistics.median(wall for wall, _ in opening),
        statistics.median(worked for _, worked in opening),
    )
    scrolled = _scroll(watched)
    return Seen(
        name=name,
        photos=page.locator(".card").count(),
        megabytes=file.stat().st_size / 1e6,
        load_ms=load_ms,
        acts_ms=acts,
        scrolled=scrolled,
        heap_mb=float(page.evaluate("performance.memory.usedJSHeapSize / 1e6")),
        complaints=watched.complaints,
        requests=watched.requests,
    )


def _least(times: list[tuple[float, float]]) -> tuple[float, float]:
    return min(wall for wall, _ in times), min(work for _, work in times)


def _scroll(watched: Watched) -> int:
    """Go down the page screen by screen; return how many photos were shown in the end."""
    page, top = watched.page, 0
    while top < int(page.evaluate("document.body.scrollHeight")):  # it grows as cards are drawn
        page.evaluate(f"scrollTo(0, {top})")
        for _ in range(2):
            page.evaluate(_PAINTED)
        top += 800
    shown = "[...document.querySelectorAll('.card img')].filter(i => i.src).length"
    return int(page.evaluate(shown))


def _told(command: list[str]) -> str:
    done = subprocess.run(  # noqa: S603 - programs named above
        command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    return done.stdout.strip()


def _both(times: tuple[float, float]) -> str:
    return f"{times[0]:,.0f} ms ({times[1]:,.0f})"


def _document(seen: Iterable[Seen], program: str) -> str:
    listed = list(seen)
    version = _told([program, "--version"])
    commit = _told(["git", "rev-parse", "--short", "HEAD"])
    head = " | ".join(each.name for each in listed)
    rows: list[tuple[str, list[str]]] = [
        ("photos", [f"{each.photos:,}" for each in listed]),
        ("file, MB", [f"{each.megabytes:.1f}" for each in listed]),
        ("from opening to a page that answers", [f"{each.load_ms:,.0f} ms" for each in listed]),
    ]
    rows += [(act, [_both(each.acts_ms[act]) for each in listed]) for act in listed[0].acts_ms]
    rows += [
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

`make page` wrote this, at commit {commit}: {version}, without a graphics
processor, on {machine}; load of the machine at the end {load:.1f}. Each act is timed in
the page, from the act to the frame that shows what came of it: the quickest of five (of opening the
page, of three; of opening a photo, the median of 20). In brackets are the milliseconds that the
page's own thread worked meanwhile, which other programs do not lengthen.

| | {head} |
|{rule}
{table}

{wrong}

Labelled photographs are for measuring: no picture of them is in this repository.
"""


if __name__ == "__main__":
    sys.exit(main())
