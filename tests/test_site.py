"""The documents as a site: pages hold, nothing is broken, nothing comes from elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from headshot_lint.config.tables import configuration_of, parse_table
from headshot_lint.engine.registry import load_rules
from headshot_lint.model.origin import Origin

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import build_site  # noqa: E402
import rule_pages  # noqa: E402
from shipped import own_profiles, own_rules  # noqa: E402

PAGES = sorted((ROOT / "docs/rules").glob("*.md"))


def test_every_rule_and_profile_has_a_page() -> None:
    own = [f"{rule.code}-{rule.name}" for rule in own_rules().values()]
    assert [path.stem for path in PAGES] == own
    profiles = {path.stem for path in (ROOT / "docs/profiles").glob("*.md")}
    assert profiles == set(own_profiles())


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_rule_page_says_everything(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    wanted = ["Why it matters", "How it is measured", "Known limits", "References", "Options"]
    assert [heading for heading in wanted if f"\n## {heading}\n" not in text] == []
    assert "| passes | is found |" in text
    assert "\n> " in text, "an example of what the rule says"
    assert "` is missing" not in text


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_what_a_rule_page_says_of_settings_holds(page: Path, tmp_path: Path) -> None:
    for example in re.findall(r"```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        origin = Origin("headshot-lint.toml")
        configuration_of(parse_table(tomllib.loads(example), origin), origin, tmp_path)


def test_a_page_links_other_rules_and_leaves_code_alone() -> None:
    rule = load_rules()["HL203"]
    linked = rule_pages._linked("As HL206, not `HL206`, HL203 or HL999; docs/heads.md.", rule)
    link = "[HL206](HL206-colour-cast.md)"
    assert linked == f"As {link}, not `HL206`, HL203 or HL999; [heads](../heads.md)."


def test_navigation_has_each_page_once() -> None:
    pages = ["a.md", "new.md", "rules/x.md", "rules/y.md"]
    wanted = [
        {"Start": ["a.md", "gone.md"]},
        {"Rules": ["rules/y.md", "rules/*.md"]},
        {"No": ["z"]},
    ]
    assert build_site.navigation(wanted, pages) == [
        {"Start": ["a.md"]},
        {"Rules": ["rules/y.md", "rules/x.md"]},
        {"More": ["new.md"]},
    ]


def test_links_that_lead_nowhere_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"):
        (tmp_path / name).write_text("# A page\n", encoding="utf-8")
    page = "[a](gone.md) ![b](../gone.jpg) [c](../CHANGELOG.md#x)\n```text\n[d](code.md)\n```\n"
    (docs / "index.md").write_text(page, encoding="utf-8")
    monkeypatch.setattr(build_site, "ROOT", tmp_path)
    monkeypatch.setattr(build_site, "DOCS", docs)
    site = build_site.Site(tmp_path / "built")
    site.gather()
    told = [f"docs/index.md: {target} does not exist" for target in ("gone.md", "../gone.jpg")]
    assert site.faults == told
    moved = (tmp_path / "built/pages/index.md").read_text(encoding="utf-8")
    assert "[c](changelog.md#x)" in moved
    assert "[d](code.md)" in moved


class Loaded(HTMLParser):
    """Collects what a browser loads of a page without a click."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in {"img", "script", "iframe", "source", "video", "audio"}:
            self.addresses.append(found.get("src") or "")
        rel = found.get("rel") or ""
        if tag == "link" and not {"canonical", "next", "prev"} & set(rel.split()):
            self.addresses.append(found.get("href") or "")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if find_spec("zensical") is None:
        pytest.skip("the site is NOT built: the group `docs` is not installed")
    folder = tmp_path_factory.mktemp("built")
    command = [sys.executable, str(ROOT / "tools/build_site.py"), "--into", str(folder)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_the_site_builds_and_has_every_page(built: Path) -> None:
    pages = {path.relative_to(built / "pages") for path in (built / "pages").rglob("*.md")}
    assert len(pages) > len(PAGES)
    for page in pages - {Path("index.md")}:
        assert (built / "site" / page.with_suffix("") / "index.html").is_file(), page


def test_the_site_loads_nothing_from_elsewhere_and_lacks_no_picture(built: Path) -> None:
    site = built / "site"
    for page in site.rglob("*.html"):
        loaded = Loaded()
        loaded.feed(page.read_text(encoding="utf-8"))
        for address in filter(None, loaded.addresses):
            parts = urlsplit(address)
            assert not parts.netloc, f"{page.relative_to(site)} loads {address}"
            if parts.scheme != "data" and page.name != "404.html":
                assert (page.parent / unquote(parts.path)).exists(), f"{page}: {address}"
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert not re.search(r"(?:@import|url\()\s*[\"']?(?:https?:)?//", text), sheet
