"""The page without a browser: what it is made of, what it may do, how heavy it is."""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from headshot_lint.draw.encode import Allowance
from headshot_lint.draw.geometry import Geometry
from headshot_lint.draw.picture import Picture
from headshot_lint.draw.proposals import CropProposal, MendedStep, MendProposal
from headshot_lint.engine.report import Report
from headshot_lint.model.verdict import Status
from headshot_lint.reporters import render
from headshot_lint.reporters.html.contents import page_data
from headshot_lint.reporters.html.document import document, json_block
from headshot_lint.reporters.view import View

MakeReport = Callable[..., Report]

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>"
ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "p", "b", "strong",
    "span", "main", "section", "div", "button", "figure", "figcaption", "svg", "rect", "text",
    "form", "label", "input", "select", "option", "noscript", "ul", "ol", "li", "img", "footer",
    "dialog", "dl", "dt", "dd", "kbd", "script",
}  # fmt: skip
MEGABYTE = 1_000_000


class Page(HTMLParser):
    """What a browser would make of the page: elements in order, and what is inside of some."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.inside: list[tuple[str, dict[str, str], str]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        tag, attributes = self.elements[-1] if self.elements else ("", {})
        if tag in ("script", "style"):
            self.inside.append((tag, attributes, data))
        else:
            self.texts.append(data)

    def attributes(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def block(self, name: str) -> str:
        return next(data for _, attributes, data in self.inside if attributes.get("id") == name)

    @property
    def running(self) -> list[str]:
        """Texts of the scripts that a browser runs: those of no type."""
        found = (d for tag, attributes, d in self.inside if tag == "script" and not attributes)
        return ["".join(found)]


@pytest.fixture
def album(golden: Report) -> dict[str, Picture]:
    """Pictures of the photos that have some."""
    drawn = Geometry(
        face=(240, 180, 300, 380),
        head=(200, 90, 380, 480),
        eyes=((310, 330), (460, 330)),
        contours=(((240, 180), (540, 180), (390, 560)),),
    )
    shown = Picture(photo=b"photo", light=b"light", background=b"background", geometry=drawn)
    gone = Picture(trouble="The photo does not exist.")
    return {photo.path: shown if photo.sha256 else gone for photo in golden.photos}


def policy_of(page: Page) -> dict[str, str]:
    (content,) = [
        meta["content"]
        for meta in page.attributes("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    ]
    return {name: value for name, _, value in (part.partition(" ") for part in content.split("; "))}


# What it may do


def test_the_policy_allows_the_page_itself_and_nothing_else(
    golden: Report, album: dict[str, Picture]
) -> None:
    text = render(golden, "html", View(album=album))
    page = Page(text)
    policy = policy_of(page)

    def hash_of(content: str) -> str:
        return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"

    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == hash_of(script)
    assert policy["style-src"] == hash_of(style)
    assert policy["img-src"] == "data:"
    assert (policy["base-uri"], policy["form-action"]) == ("'none'", "'none'")
    tags = [tag for tag, _ in page.elements]
    declared = tags.index("meta") + 1  # after the character set
    assert page.elements[declared][1]["http-equiv"] == "Content-Security-Policy"
    assert not {"style", "script", "link", "img"} & set(tags[:declared])


def test_nothing_is_loaded_from_anywhere(golden: Report, album: dict[str, Picture]) -> None:
    text = render(golden, "html", View(album=album))
    page = Page(text)
    for tag, attributes in page.elements:
        for name in ("src", "href", "action", "srcset", "poster", "data", "xlink:href"):
            assert attributes.get(name, "#").startswith("#"), (tag, attributes)
    addresses = set(re.findall(r"https?://[^\s\"'<>)]+", text))
    assert addresses == {"http://www.w3.org/2000/svg"}  # a name of the language, never fetched
    assert not re.search(r"@import|url\(|fetch\(|XMLHttpRequest|WebSocket|sendBeacon", text)


def test_no_element_carries_style_or_script(golden: Report) -> None:
    for tag, attributes in Page(render(golden, "html", View())).elements:
        carried = [name for name in attributes if name == "style" or name.startswith("on")]
        assert not carried, (tag, carried)


# Text from outside


def test_hostile_text_is_text(report_of: MakeReport) -> None:
    report = report_of(HOSTILE, HOSTILE, set_of=(HOSTILE, "c"))
    page = Page(render(report, "html", View()))
    assert {tag for tag, _ in page.elements} <= ALLOWED
    assert [a for a in page.attributes("script") if not a] == [{}]
    assert all("src" not in attributes for attributes in page.attributes("img"))
    assert HOSTILE in "".join(page.texts)
    assert "alert(1)" not in "".join(page.running)


def test_hostile_text_in_data_comes_back_whole(report_of: MakeReport) -> None:
    page = Page(render(report_of(HOSTILE, HOSTILE), "html", View()))
    photo = json.loads(page.block("data-1"))
    assert photo["path"] == HOSTILE
    assert {finding["message"] for finding in photo["findings"]} >= {HOSTILE}
    assert "<" not in page.block("data-1")


def test_json_in_a_script_element_cannot_end_it() -> None:
    for text in ("</script>", "<!--<script>", "]]>", "&lt;", "\u2028\u2029", "\udc80"):
        block = json_block({"x": text})
        assert json.loads(block) == {"x": text}
        assert not set(block) & set("<>&\u2028\u2029")


# What it is drawn from


def test_it_is_drawn_from_the_json_and_the_pictures_alone(
    golden: Report, album: dict[str, Picture]
) -> None:
    text = golden.to_json()
    again = document(page_data(json.loads(text), album))
    assert again == render(golden, "html", View(album=album))


def test_two_runs_differ_in_nothing(golden: Report, album: dict[str, Picture]) -> None:
    slower = golden.model_copy(
        update={"summary": golden.summary.model_copy(update={"seconds": 99.0})}
    )
    view = View(album=album)
    assert render(golden, "html", view) == render(slower, "html", view)


def test_pictures_stand_beside_their_photo(golden: Report, album: dict[str, Picture]) -> None:
    page = Page(render(golden, "html", View(album=album)))
    assert b64decode(page.block("photo-1")) == b"photo"
    assert b64decode(page.block("light-1")) == b"light"
    assert b64decode(page.block("background-2")) == b"background"
    assert "photo-3" not in {a.get("id") for a in page.attributes("script")}
    assert "The photo does not exist." in page.texts
    assert "The file is a Git LFS pointer, not the picture." in page.block("data-3")


def test_a_report_without_pictures_says_so(golden: Report) -> None:
    page = Page(render(golden, "html", View()))
    assert page.texts.count("The report was made without pictures.") == len(golden.photos)
    assert not page.attributes("img")


def test_everything_that_was_said_of_a_photo_is_there(golden: Report) -> None:
    page = Page(render(golden, "html", View()))
    bob = json.loads(page.block("data-2"))
    assert [finding["code"] for finding in bob["findings"]] == ["HL501", "HL104", "HL203"]
    assert bob["findings"][1]["regions"] == [{"box": [240, 180, 300, 380], "label": "face"}]
    assert bob["capped"] == ["HL501", "HL104"]
    assert {c["name"]: c["lost"] for c in bob["categories"]}["avatar"] == 20.0
    assert bob["skipped"] == [{"reason": "the irises are 6 px wide", "codes": ["HL601", "HL603"]}]
    ada = json.loads(page.block("data-1"))
    assert [passed["code"] for passed in ada["passed"]] == ["HL107"]
    broken = json.loads(page.block("data-4"))["findings"][0]
    assert broken["severity"] == "broken"
    assert broken["message"] == "The rule broke: ZeroDivisionError: division by zero"


def test_proposals_are_shown_where_the_album_has_them(golden: Report) -> None:
    report = json.loads(golden.to_json())
    first_path, second_path = (photo["path"] for photo in report["photos"][:2])
    corners = ((10, 20), (310, 20), (310, 320), (10, 320))
    shown = Picture(
        photo=b"x",
        after=b"after",
        crop=CropProposal(corners, size=(300, 300), score=80.4),
        mend=MendProposal(60.0, 80.0, (MendedStep("levels it", ("HL107", "HL999")),)),
    )
    refused = Picture(photo=b"x", crop=CropProposal(reasons=(HOSTILE,)))
    page = Page(document(page_data(report, {first_path: shown, second_path: refused})))
    first, second, third = (json.loads(page.block(f"data-{n}")) for n in (1, 2, 3))
    assert first["crop"]["corners"] == [list(corner) for corner in corners]
    assert first["fix"]["score_after"] == 80.0
    assert first["fix"]["steps"] == [
        {
            "does": "levels it",
            "mends": [
                {"code": "HL107", "name": "head-tilted"},
                {"code": "HL999", "name": ""},
            ],
        }
    ]
    assert b64decode(page.block("after-1")) == b"after"
    assert second["crop"] == {"corners": [], "size": None, "score": None, "reasons": [HOSTILE]}
    assert (second["fix"], third["crop"], third["fix"]) == (None, None, None)


def test_a_report_without_photos_is_a_page(golden: Report) -> None:
    nothing = golden.summary.model_copy(
        update={"checked": 0, "passed": 0, "warned": 0, "failed": 0}
    )
    empty = golden.model_copy(update={"photos": (), "team": (), "summary": nothing})
    assert "0 photos" in render(empty, "html", View())


# How heavy it is


def test_a_thousand_photos_stay_below_sixty_megabytes(golden: Report) -> None:
    number, mended = 1000, 400
    allowance = Allowance.among(number, mended)
    photo = golden.photos[1]
    # Far more findings than usual among as many results as the corporate profile has.
    passing = photo.results[1].model_copy(update={"status": Status.PASS, "points_lost": 0.2})
    results = (*photo.results[:3] * 3, *(passing,) * 52)
    heavy = photo.model_copy(update={"results": results})
    photos = tuple(heavy.model_copy(update={"path": f"team/{i:04}.jpg"}) for i in range(number))
    contours = tuple(tuple((1000 + i, 1200 + i) for i in range(18)) for _ in range(7))
    picture = Picture(
        photo=b"x" * allowance.photo_bytes,
        light=b"x" * 6_000,
        background=b"x" * 6_000,
        geometry=Geometry(contours=contours),
        crop=CropProposal(((100, 200), (900, 200), (900, 1000), (100, 1000)), (800, 800), 81.2),
    )
    twice = replace(
        picture,
        after=picture.photo,
        mend=MendProposal(60.0, 80.0, (MendedStep("x" * 60, ("HL107",)),), (("bars", "x" * 120),)),
    )
    album = {photo.path: twice if i < mended else picture for i, photo in enumerate(photos)}
    report = golden.model_copy(update={"photos": photos})
    text = render(report, "html", View(album=album))
    assert allowance.with_maps
    assert len(text.encode()) < 60 * MEGABYTE
