"""The page in a real Chromium: it runs, loads nothing, and anybody can use it."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin
from skimage import data

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from chromium import Watched, chromium, find_chromium, opened  # noqa: E402

from headshot_lint.draw.album import gather  # noqa: E402
from headshot_lint.draw.proposals import CropProposal, MendedStep, MendProposal  # noqa: E402
from headshot_lint.engine.profile import load_profile  # noqa: E402
from headshot_lint.engine.report import PhotoReport, Region, Report, Suppression  # noqa: E402
from headshot_lint.engine.run import lint_many  # noqa: E402
from headshot_lint.model.verdict import Status  # noqa: E402
from headshot_lint.reporters.html.contents import page_data  # noqa: E402
from headshot_lint.reporters.html.document import document  # noqa: E402

PROGRAM = find_chromium()
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(
        PROGRAM is None,
        reason="the page is NOT tried in a browser: no Chromium (apt-get install chromium)",
    ),
]

FIXTURES = {
    "anna.jpg": "HL203-uneven-light/bad-one-side.jpg",
    "bert.jpg": "HL108-eyes-closed/bad-shut.jpg",
    "carl.jpg": "HL107-head-tilted/bad-left.jpg",
    "dora.jpg": "HL203-uneven-light/good-soft-side.jpg",
    "emil.jpg": "HL101-no-face/bad-cat.jpg",
    "fred.jpg": "HL001-unreadable/bad-empty.png",
}
MENDABLE = "gina.jpg"
# A file name cannot hold a slash: names that end elements come in through the report below.
HOSTILE_NAME = "<img src=x onerror=window.ran=1> <svg onload=window.ran=2>.png"
HOSTILE_TEXT = "</script><script>window.ran=3</script><img src=x onerror=window.ran=4>"

Open = Callable[..., Watched]


@pytest.fixture(scope="module")
def report_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report over fixtures, one of them with a hostile name, texts and metadata."""
    folder = tmp_path_factory.mktemp("photos")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name, fixture in FIXTURES.items():
            shutil.copy(ROOT / "fixtures" / fixture, name)
        told = PngImagePlugin.PngInfo()
        told.add_text("parameters", HOSTILE_TEXT)
        exif = Image.Exif()
        exif[0x010E] = HOSTILE_TEXT
        with Image.open("dora.jpg") as photo:
            photo.save(HOSTILE_NAME, "PNG", pnginfo=told, exif=exif)
        Image.fromarray(data.astronaut()).crop((70, 0, 370, 512)).save(MENDABLE, quality=95)
        report = lint_many([*FIXTURES, MENDABLE, HOSTILE_NAME])
        album = gather(report.photos, {}, profile_of=lambda _: load_profile())
        (folder / "carl.jpg").unlink()
    page = folder / "report.html"
    shown = json.loads(hostile(report).to_json())
    album[HOSTILE_NAME] = replace(
        album[HOSTILE_NAME],
        crop=CropProposal(reasons=(HOSTILE_TEXT,)),
        mend=MendProposal(
            50.0, 60.0, (MendedStep(HOSTILE_TEXT, ("HL107",)),), ((HOSTILE_TEXT, HOSTILE_TEXT),)
        ),
    )
    page.write_text(document(page_data(shown, album)), encoding="utf-8")
    return page


def hostile(report: Report) -> Report:
    """The report with texts that try to act wherever texts from outside come in."""

    def poisoned(photo: PhotoReport) -> PhotoReport:
        if not photo.path.startswith("<img"):
            return photo
        result = photo.results[0].model_copy(
            update={
                "status": Status.FAIL,
                "message": HOSTILE_TEXT,
                "advice": HOSTILE_TEXT,
                "value": HOSTILE_TEXT,
                "regions": (Region(box=(9, 9, 50, 50), label=HOSTILE_TEXT),),
                "suppressed": Suppression(reason=HOSTILE_TEXT, expires=None),
            }
        )
        return photo.model_copy(
            update={"results": (result, *photo.results[1:]), "format": HOSTILE_TEXT}
        )

    return report.model_copy(update={"photos": tuple(map(poisoned, report.photos))})


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    assert PROGRAM is not None
    with chromium(PROGRAM) as started:
        yield started


@pytest.fixture
def page(browser: object, report_file: Path) -> Iterator[Open]:
    """Open the report; at the end it must have complained of nothing and asked for nothing."""
    opened_pages: list[Watched] = []

    def open_(fragment: str = "", **how: object) -> Watched:
        opened_pages.append(opened(browser, report_file, fragment=fragment, **how))  # type: ignore[arg-type]
        return opened_pages[-1]

    yield open_
    for watched in opened_pages:
        assert watched.complaints == []
        assert watched.requests == []
        assert watched.page.evaluate("window.ran") is None
        watched.page.close()


def names(watched: Watched) -> list[str]:
    """Photos that are shown, in their order; cards out of sight are not laid out yet."""
    return watched.page.locator(".card:visible .name").all_text_contents()


def number_of(watched: Watched, name: str) -> int:
    card = watched.page.locator(f'.card[data-name="{name}"]')
    return int((card.get_attribute("id") or "").removeprefix("card-"))


ALL = {*FIXTURES, MENDABLE, HOSTILE_NAME}


# It runs


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["wide", "narrow"])
def test_every_photo_opens_without_complaint(
    page: Open, scheme: str, size: tuple[int, int]
) -> None:
    watched = page(scheme=scheme, size=size)
    assert set(names(watched)) == ALL
    width = watched.page.evaluate("document.documentElement.scrollWidth")
    assert width <= size[0], "no sideways scrolling"
    for number in range(1, len(ALL) + 1):
        watched.page.evaluate("hash => { location.hash = hash }", f"#photo-{number}")
        watched.page.locator("#sheet .sum").wait_for()
        inner = watched.page.evaluate("document.querySelector('#sheet').scrollWidth")
        assert inner <= size[0]


def test_thumbnails_come_when_they_are_seen(page: Open) -> None:
    watched = page(size=(390, 500))
    images = watched.page.locator(".card img")
    watched.page.wait_for_timeout(300)
    loaded = images.evaluate_all("all => all.filter(i => i.naturalWidth > 0).length")
    assert loaded > 0
    watched.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    watched.page.wait_for_timeout(500)
    assert images.evaluate_all("all => all.every(i => i.naturalWidth > 0)")


def test_hostile_names_and_texts_are_shown_and_do_not_run(page: Open) -> None:
    watched = page()
    card = watched.page.locator(".card", has_text="onerror=window.ran=1")
    assert card.locator(".name").inner_text() == HOSTILE_NAME
    card.locator("a").click()
    said = watched.page.locator("#sheet .said")
    assert said.get_by_text(HOSTILE_TEXT).count() >= 3
    assert said.locator(".way").get_by_text(HOSTILE_TEXT).count() >= 3
    assert said.get_by_text("prompt or workflow").count() >= 1
    watched.page.wait_for_timeout(300)
    assert watched.page.locator("#sheet img[src=x]").count() == 0


# Search, filters, order


def test_search_finds_names_rules_and_words(page: Open) -> None:
    watched = page()
    box = watched.page.get_by_label("Search", exact=True)
    for words, found in (
        ("ANNA", {"anna.jpg"}),
        ("uneven-light", {"anna.jpg"}),
        ("hl108", {"bert.jpg"}),
        ("eye closed", {"bert.jpg"}),
        ("nobody is called so", set()),
    ):
        box.fill(words)
        assert set(names(watched)) == found, words
    assert watched.page.locator("#nothing").is_visible()
    watched.page.locator("#clear").click()
    assert set(names(watched)) == ALL


def test_filters_by_verdict_rule_level_and_kind(page: Open) -> None:
    watched = page()
    failed = watched.page.locator(".tile.fail")
    failed.click()
    assert failed.get_attribute("aria-pressed") == "true"
    assert {"anna.jpg", "bert.jpg", "emil.jpg", "fred.jpg"} <= set(names(watched))
    assert "dora.jpg" not in names(watched)
    watched.page.get_by_label("Rule", exact=True).select_option("HL108")
    assert names(watched) == ["bert.jpg"]
    assert "1 of 8" in watched.page.locator("#shown").inner_text()
    watched.page.locator("#clear-form").click()
    watched.page.get_by_label("Kind", exact=True).select_option("unreadable")
    assert names(watched) == ["fred.jpg"]
    watched.page.locator("#clear-form").click()
    watched.page.locator("#level").select_option("waived")
    assert names(watched) == [HOSTILE_NAME]


def test_a_frequent_finding_is_a_filter(page: Open) -> None:
    watched = page()
    button = watched.page.locator(".common button").first
    rule = button.get_attribute("data-rule") or ""
    found = watched.page.locator(f'.card[data-codes~="{rule}"] .name').all_text_contents()
    assert 0 < len(found) < len(ALL)
    button.click()
    assert set(names(watched)) == set(found)
    assert watched.page.get_by_label("Rule", exact=True).input_value() == rule
    button.click()
    assert set(names(watched)) == ALL


def test_order(page: Open) -> None:
    watched = page()
    order = watched.page.get_by_label("Sort")

    def scores() -> list[float]:
        found = watched.page.locator(".card").evaluate_all("all => all.map(c => +c.dataset.score)")
        return [float(score) for score in found]

    assert scores() == sorted(scores())
    order.select_option("best")
    assert scores() == sorted(scores(), reverse=True)
    order.select_option("name")
    assert names(watched)[:2] == [HOSTILE_NAME, "anna.jpg"]
    order.select_option("most")
    found = watched.page.locator(".card").evaluate_all("all => all.map(c => +c.dataset.number)")
    assert found == sorted(found, reverse=True)


# One photo


def test_overlays_are_switched(page: Open) -> None:
    watched = page()
    watched.page.locator('.card[data-name="bert.jpg"] a').click()
    for key in ("regions", "face", "landmarks", "thirds", "circle"):
        layer = watched.page.locator(f".layer-{key}")
        shown = layer.is_visible()
        index = ["regions", "face", "landmarks", "thirds", "circle"].index(key)
        button = watched.page.locator(".layers button").nth(index)
        assert button.get_attribute("aria-pressed") == str(shown).lower()
        button.click()
        assert layer.is_visible() is not shown
        assert button.get_attribute("aria-pressed") == str(not shown).lower()
    assert watched.page.locator(".layer-landmarks path.ink").count() == 7
    assert watched.page.locator(".layer-thirds .eyes.ink").count() == 1


def test_overlays_lie_on_the_picture(page: Open) -> None:
    watched = page()
    watched.page.locator('.card[data-name="bert.jpg"] a').click()
    picture = watched.page.locator(".canvas img").first.bounding_box()
    overlay = watched.page.locator(".canvas svg").bounding_box()
    assert picture == overlay
    natural = watched.page.locator(".canvas img").first.evaluate(
        "async i => { await i.decode(); return i.naturalWidth / i.naturalHeight }"
    )
    assert picture is not None
    assert picture["width"] / picture["height"] == pytest.approx(natural, abs=0.01)


def test_maps_have_their_legend(page: Open) -> None:
    watched = page()
    watched.page.locator('.card[data-name="anna.jpg"] a').click()
    for name, word in (("Light", "burnt out"), ("Background", "one tone")):
        watched.page.locator(".views").get_by_role("button", name=name).click()
        assert watched.page.locator(f"img.{name.lower()}").is_visible()
        assert watched.page.locator(".legend:visible").get_by_text(word).is_visible()


def test_a_crop_and_a_fix_are_shown_where_there_are_some(page: Open) -> None:
    watched = page()
    watched.page.locator(f'.card[data-name="{MENDABLE}"] a').click()
    watched.page.keyboard.press("k")
    outline = watched.page.locator(".layer-crop path.ink").get_attribute("d") or ""
    corners = [float(number) for number in re.findall(r"[\d.]+", outline)]
    assert len(corners) == 8
    assert max(corners[::2]) <= 300
    assert max(corners[1::2]) <= 512
    said = watched.page.locator("#sheet .said")
    assert re.search(r"The best one for corporate@1 has \d+ . \d+ px", said.inner_text())
    fix = said.locator(".way.fix").inner_text()
    assert re.search(r"The score goes from \d+ to \d+", fix)
    assert "crops and levels the photo" in fix
    assert "HL408 circle-unsafe" in fix
    watched.page.keyboard.press("Escape")
    watched.page.locator('.card[data-name="dora.jpg"] a').click()
    assert watched.page.get_by_role("button", name="Before, after").count() == 0
    assert watched.page.locator(".way.fix").count() == 0


def test_the_slider_works_from_the_keyboard(page: Open) -> None:
    watched = page()
    watched.page.locator(f'.card[data-name="{MENDABLE}"] a').click()
    clip = "getComputedStyle(document.querySelector('img.after')).clipPath"
    compare = watched.page.locator("#sheet .said").get_by_role("button", name="compare")
    compare.focus()
    compare.press("Enter")
    assert watched.page.locator("img.after").is_visible()
    assert not watched.page.locator(".canvas svg").is_visible(), "it lies on the photo before"
    slide = watched.page.get_by_role("slider")
    slide.focus()
    assert watched.page.evaluate(clip) == "inset(0px 0px 0px 50%)"
    slide.press("ArrowRight")
    assert watched.page.evaluate(clip) == "inset(0px 0px 0px 51%)"
    slide.press("Home")
    assert watched.page.evaluate(clip) == "inset(0px 0px 0px 0%)"
    assert watched.page.locator("#sheet-title").inner_text() == MENDABLE, "arrows stay in it"
    assert watched.page.locator("#sheet").evaluate("s => s.contains(document.activeElement)")
    watched.page.locator("#sheet .said").get_by_role("button", name="show it").press("Enter")
    assert watched.page.locator(".layer-crop").is_visible()
    assert not watched.page.locator("img.after").is_visible()


def test_a_photo_without_a_crop_says_why(page: Open) -> None:
    watched = page()
    watched.page.locator('.card[data-name="emil.jpg"] a').click()
    said = watched.page.locator("#sheet .way.crop").inner_text()
    assert "No crop" in said
    assert "no face was found" in said
    assert watched.page.locator(".layer-crop").count() == 0


def test_a_pressed_button_can_be_read_under_the_mouse(page: Open) -> None:
    watched = page()
    watched.page.locator('.card[data-name="bert.jpg"] a').click()
    pressed = watched.page.locator('.views button[aria-pressed="true"]')
    style = "b => [getComputedStyle(b).color, getComputedStyle(b).backgroundColor]"
    away = pressed.evaluate(style)
    pressed.hover()
    assert pressed.evaluate(style) == away


def test_a_finding_shows_where_it_lies(page: Open) -> None:
    watched = page()
    watched.page.locator('.card[data-name="bert.jpg"] a').click()
    show = watched.page.get_by_role("button", name="show where").first
    show.focus()
    assert watched.page.locator(".layer-regions .lit").count() >= 1
    show.blur()
    assert watched.page.locator(".layer-regions .lit").count() == 0


def test_avatars_are_drawn_at_their_sizes(page: Open) -> None:
    watched = page()
    watched.page.locator('.card[data-name="dora.jpg"] a').click()
    watched.page.locator(".avatars .square canvas").first.wait_for()
    for shape in ("round", "square"):
        drawn = watched.page.locator(f".avatars .{shape} canvas")
        widths = drawn.evaluate_all("all => all.map(c => c.getBoundingClientRect().width)")
        assert widths == [16, 20, 24, 32, 40, 48, 64]
        spread = drawn.last.evaluate(
            "c => { const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
            " return Math.max(...d) - Math.min(...d.filter((_, i) => i % 4 < 3)) }"
        )
        assert spread > 50, "the avatar shows something"


def test_a_photo_without_picture_says_why(page: Open) -> None:
    watched = page()
    watched.page.locator('.card[data-name="fred.jpg"] a').click()
    assert (
        watched.page.locator("#sheet .no-picture").inner_text() == "The photo is empty (0 bytes)."
    )
    assert watched.page.locator("#sheet .finding .title b").first.inner_text() == "unreadable"


# Without a mouse


def test_everything_works_from_the_keyboard(page: Open) -> None:
    watched = page()
    keys = watched.page.keyboard
    keys.press("/")
    assert watched.page.evaluate("document.activeElement.id") == "search"
    keys.type("jpg")
    watched.page.locator(".card:visible a").first.focus()
    shown = names(watched)
    keys.press("ArrowRight")
    focused = "document.activeElement.querySelector('.name').textContent"
    assert watched.page.evaluate(focused) == shown[1]
    keys.press("Enter")
    title = watched.page.locator("#sheet-title")
    assert title.inner_text() == shown[1]
    keys.press("ArrowRight")
    assert title.inner_text() == shown[2]
    keys.press("ArrowLeft")
    keys.press("ArrowLeft")
    assert title.inner_text() == shown[0]
    keys.press("Escape")
    assert not watched.page.locator("#sheet").is_visible()
    assert watched.page.evaluate(focused) == shown[0], "back where one came from"


def test_single_keys_switch_and_can_be_switched_off(page: Open) -> None:
    watched = page()
    watched.page.locator('.card[data-name="bert.jpg"] a').click()
    keys, layer = watched.page.keyboard, watched.page.locator(".layer-landmarks")
    keys.press("l")
    assert layer.is_visible()
    keys.press("2")
    assert watched.page.locator("img.light").is_visible()
    keys.press("1")
    keys.press("?")
    watched.page.get_by_label("single keys act").uncheck()
    watched.page.locator("#help button").click()
    keys.press("l")
    assert layer.is_visible()


def test_the_tab_key_stays_in_an_open_photo(page: Open) -> None:
    watched = page()
    watched.page.locator('.card[data-name="bert.jpg"] a').click()
    for _ in range(40):
        watched.page.keyboard.press("Tab")
        inside = (
            "document.activeElement === document.body || !!document.activeElement.closest('#sheet')"
        )
        assert watched.page.evaluate(inside)


def test_an_address_leads_to_a_photo(page: Open) -> None:
    watched = page()
    number = number_of(watched, "carl.jpg")
    again = page(f"#photo-{number}")
    assert again.page.locator("#sheet-title").inner_text() == "carl.jpg"
    beyond = page("#photo-999")
    assert not beyond.page.locator("#sheet").is_visible()


# For everyone


def test_a_fault_would_be_found(page: Open) -> None:
    watched = page()
    watched.page.evaluate("document.querySelector('#search').labels[0].remove()")
    watched.page.evaluate("document.querySelector('#search').removeAttribute('placeholder')")
    assert [fault.split()[0] for fault in watched.faults()] == ["label"]


@pytest.mark.parametrize(
    ("scheme", "size"), [("light", (1440, 900)), ("dark", (390, 844))], ids=["wide", "narrow"]
)
def test_axe_finds_no_grave_fault(page: Open, scheme: str, size: tuple[int, int]) -> None:
    watched = page(scheme=scheme, size=size)
    assert watched.faults() == []
    for name in ("bert.jpg", "fred.jpg", MENDABLE):
        watched.page.evaluate("h => { location.hash = h }", f"#photo-{number_of(watched, name)}")
        watched.page.locator("#sheet .sum").wait_for()
        watched.page.locator("#sheet summary").evaluate_all("all => all.forEach(s => s.click())")
        assert watched.faults() == []
    watched.page.locator(".views").get_by_role("button", name="Before, after").click()
    assert watched.faults() == []
    watched.page.keyboard.press("Escape")
    watched.page.locator("#help-button").click()
    assert watched.faults() == []


def test_paper_gets_every_photo_of_the_grid_and_a_photo_its_own_sheet(
    page: Open, tmp_path: Path
) -> None:
    watched = page(size=(390, 500))
    watched.page.pdf(path=tmp_path / "grid.pdf")
    assert watched.page.locator(".card img").evaluate_all("all => all.every(i => i.src)")
    watched.page.locator('.card[data-name="anna.jpg"] a').click()
    watched.page.locator("#sheet .finding").first.wait_for()  # the address changes before the page
    watched.page.emulate_media(media="print")
    assert not watched.page.locator("#grid").is_visible()
    assert watched.page.locator("#sheet .finding").first.is_visible()
    assert not watched.page.locator("#sheet .tools").first.is_visible()
