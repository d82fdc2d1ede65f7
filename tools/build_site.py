"""Build the documents as a site: `python tools/build_site.py [--into DIR]`.

The pages are the Markdown files that GitHub shows. They are copied into DIR, their links on
files outside of docs/ (the changelog, pictures of fixtures/) point to copies, and Zensical builds
them in strict mode: a link on a page or heading that does not exist fails the build.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tomllib
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"

MOVED = {
    "README.md": "index.md",  # whose place the site's own first page takes
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "SECURITY.md": "security.md",
}
"""Pages from outside of docs/, by their place in the repository."""

_LINK = re.compile(r"(\]\()([^)\s#:]+)((?:#[\w-]*)?\))")
_FENCE = re.compile(r"^( *)(```+).*?^\1\2 *$", re.DOTALL | re.MULTILINE)


class Site:
    """The pages of the site, gathered in a folder, and its configuration beside them.

    Attributes:
        pages: the folder of the pages.
        config: the configuration with its navigation written out.
        faults: links that lead nowhere.
    """

    def __init__(self, folder: Path) -> None:
        self.pages = folder / "pages"
        self.config = folder / "zensical.toml"
        self.faults: list[str] = []
        self._pictures: set[Path] = set()

    def gather(self) -> None:
        """Copy every page and every file that one links."""
        shutil.rmtree(self.pages, ignore_errors=True)
        for path in sorted(DOCS.rglob("*")):
            if path.is_file():
                self._take(path)
        for name in MOVED:
            if name != "README.md":
                self._take(ROOT / name)
        for path in sorted(self._pictures):
            _copy(path, self.pages / path.relative_to(ROOT))

    def configure(self) -> None:
        """Write the configuration."""
        import tomli_w  # of the group `docs`

        config = tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))
        pages = [path.relative_to(self.pages).as_posix() for path in self.pages.rglob("*.md")]
        config["project"]["nav"] = navigation(config["project"]["nav"], pages)
        self.config.write_text(tomli_w.dumps(config), encoding="utf-8")

    def _take(self, path: Path) -> None:
        target = self.pages / _place(path)
        if path.suffix != ".md":
            _copy(path, target)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(self._relinked(path), encoding="utf-8")

    def _relinked(self, path: Path) -> str:
        """The page with links that hold on the site; code is left as it is."""
        text, parts, end = path.read_text(encoding="utf-8"), [], 0
        for fence in _FENCE.finditer(text):
            parts += [self._with_links(text[end : fence.start()], path), fence[0]]
            end = fence.end()
        return "".join([*parts, self._with_links(text[end:], path)])

    def _with_links(self, text: str, page: Path) -> str:
        def moved(link: re.Match[str]) -> str:
            target = Path(os.path.normpath(page.parent / link[2]))
            if not target.exists():
                self.faults.append(f"{page.relative_to(ROOT)}: {link[2]} does not exist")
                return link[0]
            if target.is_file() and not target.is_relative_to(DOCS) and _key(target) not in MOVED:
                self._pictures.add(target)
            start = PurePosixPath(_place(page)).parent
            return link[1] + os.path.relpath(_place(target), start).replace(os.sep, "/") + link[3]

        return _LINK.sub(moved, text)


def _key(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _place(path: Path) -> str:
    """Where a file of the repository is on the site."""
    if path.is_relative_to(DOCS):
        return path.relative_to(DOCS).as_posix()
    return MOVED.get(_key(path), _key(path))


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)


def navigation(patterns: list[Any], pages: list[str]) -> list[Any]:
    """Write out patterns of pages; pages that none names stand in a section of their own.

    A page stands where it is named first; a name without a page is passed over.
    """
    left = sorted(pages)
    named = _written_out(patterns, left)
    return [*named, {"More": left}] if left else named


def _written_out(patterns: list[Any], left: list[str]) -> list[Any]:
    out: list[Any] = []
    for entry in patterns:
        if isinstance(entry, dict):
            sections = {title: _written_out(inner, left) for title, inner in entry.items()}
            out += [{title: inner} for title, inner in sections.items() if inner]
            continue
        matching = [page for page in left if fnmatchcase(page, entry)]
        out += matching
        left[:] = [page for page in left if page not in matching]
    return out


def main() -> int:
    """Gather and build; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--into", metavar="DIR", type=Path, default=ROOT / "build")
    site = Site(parser.parse_args().into.resolve())
    site.gather()
    for fault in site.faults:
        print(fault, file=sys.stderr)
    if site.faults:
        return 1
    site.configure()
    build = ["build", "--strict", "--clean", "--config-file", str(site.config)]
    command = [sys.executable, "-m", "zensical", *build]
    return subprocess.run(command, cwd=site.config.parent, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    raise SystemExit(main())
